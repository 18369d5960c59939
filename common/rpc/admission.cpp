#include "common/rpc/admission.hpp"

#include <algorithm>
#include <typeinfo>

#include "common/rpc/tidy.hpp"
#include "common/telemetry/log.hpp"
#include "common/telemetry/trace.hpp"

namespace watchbell::rpc {
namespace {

using std::chrono::system_clock;

constexpr std::string_view kBearer = "Bearer ";

std::map<std::string, std::string> MetadataOf(const grpc::CallbackServerContext& context) {
  std::map<std::string, std::string> metadata;
  for (const auto& [name, value] : context.client_metadata()) {
    metadata.emplace(std::string{name.data(), name.size()}, std::string{value.data(), value.size()});
  }
  return metadata;
}

std::string Lookup(const std::map<std::string, std::string>& metadata, const char* name) {
  const auto found = metadata.find(name);
  return found == metadata.end() ? std::string{} : found->second;
}

// gRPC says "no deadline" with the last point in time.
system_clock::time_point DeadlineOf(const Method& method, system_clock::time_point stated) {
  const bool none = stated == system_clock::time_point::max();
  if (method.streaming) return stated;
  const auto now = system_clock::now();
  return none ? now + kDeadlineDefault : std::min(stated, now + kDeadlineMax);
}

}  // namespace

Admission::Admission(const identity::Roles& roles, std::shared_ptr<identity::TokenVerifier> verifier,
                     Clock clock)
    : roles_(roles), verifier_(std::move(verifier)), clock_(std::move(clock)) {}

Call Admission::Describe(const Method& method, const grpc::CallbackServerContext& context) const {
  Call call;
  call.metadata = MetadataOf(context);
  call.traceparent = trace::Child(Lookup(call.metadata, trace::kTraceHeader));
  call.now = clock_();
  call.deadline = DeadlineOf(method, context.deadline());
  return call;
}

Result<std::unique_ptr<google::protobuf::Message>> Admission::Admit(const Method& method,
                                                                    const grpc::ByteBuffer& body,
                                                                    Call& call) const {
  if (Expired(call)) return DeadlineExceeded();
  if (body.Length() > method.request_bytes_max) {
    return Fail(Code::kResourceExhausted, "REQUEST_TOO_LARGE",
                "Send at most " + std::to_string(method.request_bytes_max) + " bytes.");
  }
  std::unique_ptr<google::protobuf::Message> request{method.request_prototype.New()};
  if (!Parse(body, *request)) {
    return Fail(Code::kInvalidArgument, "REQUEST_MALFORMED",
                "Send a message of type " + method.descriptor.input_type()->full_name() + ".");
  }
  auto caller = CallerOf(call);
  if (!caller) return tl::unexpected<Error>(std::move(caller.error()));
  auto authority = identity::Authorize(roles_, *caller, method.descriptor, *request);
  if (!authority) return tl::unexpected<Error>(std::move(authority.error()));
  if (auto tidied = Tidy(*request); !tidied) return tl::unexpected<Error>(std::move(tidied.error()));
  call.caller = std::move(*caller);
  call.authority = std::move(*authority);
  return request;
}

Result<identity::Caller> Admission::CallerOf(Call& call) const {
  const std::string header = Lookup(call.metadata, identity::kTokenHeader);
  if (header.empty()) return identity::Caller{};
  if (!header.starts_with(kBearer)) {
    return Fail(Code::kUnauthenticated, "TOKEN_INVALID", "Send the token as \"Bearer <token>\".");
  }
  call.token = header.substr(kBearer.size());
  return verifier_->Verify(call.token, call.now);
}

bool Expired(const Call& call) { return system_clock::now() >= call.deadline; }

tl::unexpected<Error> DeadlineExceeded() {
  return Fail(Code::kDeadlineExceeded, "DEADLINE_EXCEEDED", "Nothing was done; ask again with more time.");
}

tl::unexpected<Error> QueueFull() {
  return Fail(Code::kResourceExhausted, "QUEUE_FULL", "The service is busy; ask again in a moment.");
}

Error HandlerFailed(const Method& method, const std::exception* thrown) {
  log::Error("rpc_handler_threw", {{"method", method.descriptor.full_name()},
                                   {"type", thrown == nullptr ? "unknown" : typeid(*thrown).name()}});
  return {Code::kInternal, "HANDLER_FAILED", {}, "The service failed; its operators can see why in its log."};
}

}  // namespace watchbell::rpc
