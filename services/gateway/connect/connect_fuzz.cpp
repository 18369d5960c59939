// No request line, envelope or body crashes the codec, and what passes keeps its promises. The input is a
// path up to the first line feed, then a body.
#include <cstdint>
#include <cstdlib>

#include "common/rpc/status.hpp"
#include "services/gateway/connect/encoding.hpp"
#include "services/gateway/connect/envelope.hpp"
#include "services/gateway/connect/error.hpp"
#include "services/gateway/connect/route.hpp"

namespace {

using namespace watchbell::gateway::connect;

void Require(bool promise) {
  if (!promise) std::abort();
}

void TryBody(const google::protobuf::MethodDescriptor& method, std::string_view body) {
  const auto& type = *method.input_type();
  const auto bytes = ToProto(Encoding::kJson, type, std::string{body});
  if (!bytes) {
    Require(!ErrorJson(watchbell::rpc::ToRpcStatus(bytes.error())).empty());
    return;
  }
  const auto json = FromProto(Encoding::kJson, type, *bytes);
  Require(json.has_value());
  Require(ToProto(Encoding::kJson, type, *json).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.find('\n');
  const auto path = input.substr(0, line);
  const auto body = line == std::string_view::npos ? std::string_view{} : input.substr(line + 1);
  ParseContentType(path);
  ParseTimeout(path);
  Require(BodyBytesMax(path) >= kBodyBytesMax);
  const auto message = OnlyMessage(body);
  if (message) Require(Enclose(0, *message) == body);
  if (const auto route = FindRoute(path)) TryBody(*route->method, message ? *message : body);
  return 0;
}
