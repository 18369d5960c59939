#include "services/gateway/connect/encoding.hpp"

#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>

namespace watchbell::gateway::connect {
namespace {

namespace pb = google::protobuf;

constexpr std::size_t kTimeoutDigitsMax = 10;  // of the Connect specification
constexpr std::size_t kFieldMax = 200;         // a field path longer than this helps nobody

struct Named {
  std::string_view name;
  ContentType type;
};
constexpr std::array<Named, 4> kTypes{{{"application/json", {Encoding::kJson, false}},
                                       {"application/proto", {Encoding::kProto, false}},
                                       {"application/connect+json", {Encoding::kJson, true}},
                                       {"application/connect+proto", {Encoding::kProto, true}}}};

std::unique_ptr<pb::Message> New(const pb::Descriptor& type) {
  return std::unique_ptr<pb::Message>(pb::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

bool IsFieldName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

constexpr std::string_view kSecondOfOneof = "Cannot set '";

// protobuf's JSON errors read "(path): what", "(path) name: what" or "name: what", and of the second member
// of a oneof "... Cannot set 'name' ...". This is the only place that relies on it; where the form changes,
// the field is merely left out.
std::string FieldAtFault(std::string_view message) {
  std::string path;
  if (message.starts_with('(')) {
    const auto close = message.find(')');
    if (close == std::string_view::npos) return {};
    path = message.substr(1, close - 1);
    message.remove_prefix(close + 1);
    if (message.starts_with(' ')) message.remove_prefix(1);
  }
  const auto second = message.find(kSecondOfOneof);
  if (second != std::string_view::npos) {
    message.remove_prefix(second + kSecondOfOneof.size());
    message = message.substr(0, message.find('\''));
  }
  if (const auto name = message.substr(0, message.find(": ")); IsFieldName(name)) {
    path += (path.empty() ? "" : ".") + std::string{name};
  }
  return path.size() > kFieldMax ? std::string{} : path;
}

}  // namespace

std::optional<ContentType> ParseContentType(std::string_view header) {
  header = header.substr(0, header.find(';'));
  while (header.ends_with(' ')) header.remove_suffix(1);
  std::string lower{header};
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  for (const auto& [name, type] : kTypes) {
    if (lower == name) return type;
  }
  return std::nullopt;
}

std::string_view Name(ContentType type) {
  return std::find_if(kTypes.begin(), kTypes.end(), [&](const Named& named) { return named.type == type; })
      ->name;
}

Result<std::string> ToProto(Encoding encoding, const pb::Descriptor& type, std::string body) {
  if (encoding == Encoding::kProto) return body;
  const auto message = New(type);
  pb::util::JsonParseOptions strict;
  strict.ignore_unknown_fields = false;
  const auto parsed = pb::util::JsonStringToMessage(body, message.get(), strict);
  if (!parsed.ok()) {
    return Fail(Code::kInvalidArgument, "BODY_MALFORMED",
                "The body is not the JSON of " + type.full_name() + ".",
                FieldAtFault(parsed.message().ToString()));
  }
  return message->SerializeAsString();
}

Result<std::string> FromProto(Encoding encoding, const pb::Descriptor& type, std::string bytes) {
  if (encoding == Encoding::kProto) return bytes;
  const auto message = New(type);
  std::string json;
  if (!message->ParseFromString(bytes) || !pb::util::MessageToJsonString(*message, &json).ok()) {
    return Fail(Code::kInternal, "ANSWER_MALFORMED", "Report this to the operators.");
  }
  return json;
}

Result<std::optional<std::chrono::milliseconds>> ParseTimeout(std::string_view header) {
  if (header.empty()) return std::nullopt;
  long long timeout_ms = 0;
  const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), timeout_ms);
  if (error != std::errc{} || end != header.data() + header.size() || header.size() > kTimeoutDigitsMax ||
      timeout_ms < 0) {
    return Fail(Code::kInvalidArgument, "TIMEOUT_MALFORMED",
                "Connect-Timeout-Ms is a whole number of milliseconds of at most ten digits.");
  }
  return std::chrono::milliseconds{timeout_ms};
}

}  // namespace watchbell::gateway::connect
