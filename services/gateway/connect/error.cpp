#include "services/gateway/connect/error.hpp"

#include <google/protobuf/util/json_util.h>
#include <sodium.h>

#include <array>
#include <memory>
#include <nlohmann/json.hpp>

namespace watchbell::gateway::connect {
namespace {

namespace pb = google::protobuf;
using nlohmann::json;

struct Mapping {
  std::string_view name;
  int http;
};
// By gRPC's number.
constexpr std::array<Mapping, 17> kCodes{{{"ok", 200},
                                          {"canceled", 499},
                                          {"unknown", 500},
                                          {"invalid_argument", 400},
                                          {"deadline_exceeded", 504},
                                          {"not_found", 404},
                                          {"already_exists", 409},
                                          {"permission_denied", 403},
                                          {"resource_exhausted", 429},
                                          {"failed_precondition", 400},
                                          {"aborted", 409},
                                          {"out_of_range", 400},
                                          {"unimplemented", 501},
                                          {"internal", 500},
                                          {"unavailable", 503},
                                          {"data_loss", 500},
                                          {"unauthenticated", 401}}};

const Mapping& MappingOf(int code) {
  constexpr std::size_t kUnknown = 2;
  const auto index = static_cast<std::size_t>(code);
  return code > 0 && index < kCodes.size() ? kCodes[index] : kCodes[kUnknown];
}

std::string Base64(const std::string& bytes) {
  constexpr int kVariant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), kVariant);
  text.pop_back();  // the terminating zero
  return text;
}

json Debug(const std::string& type, const std::string& bytes) {
  const auto* descriptor = pb::DescriptorPool::generated_pool()->FindMessageTypeByName(type);
  if (descriptor == nullptr) return nullptr;
  const std::unique_ptr<pb::Message> message(
      pb::MessageFactory::generated_factory()->GetPrototype(descriptor)->New());
  std::string text;
  if (!message->ParseFromString(bytes) || !pb::util::MessageToJsonString(*message, &text).ok())
    return nullptr;
  return json::parse(text, nullptr, false);
}

json Detail(const pb::Any& any) {
  const auto& url = any.type_url();
  const std::string type = url.substr(url.rfind('/') + 1);  // npos + 1 is 0
  json detail{{"type", type}, {"value", Base64(any.value())}};
  if (auto debug = Debug(type, any.value()); debug.is_object()) detail["debug"] = std::move(debug);
  return detail;
}

json ToJson(const google::rpc::Status& status) {
  json error{{"code", CodeName(status.code())}};
  if (!status.message().empty()) error["message"] = status.message();
  for (const auto& detail : status.details()) error["details"].push_back(Detail(detail));
  return error;
}

// A message may hold what a peer sent: whatever is no UTF-8 is replaced, never thrown over.
std::string Dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

}  // namespace

std::string_view CodeName(int code) { return MappingOf(code).name; }
int HttpStatus(int code) { return MappingOf(code).http; }

std::string ErrorJson(const google::rpc::Status& status) { return Dump(ToJson(status)); }

std::string EndStreamJson(const google::rpc::Status& status) {
  return status.code() == 0 ? "{}" : Dump(json{{"error", ToJson(status)}});
}

}  // namespace watchbell::gateway::connect
