#include "common/rpc/unary_call.hpp"

#include "common/policy/policy.hpp"
#include "common/rpc/status.hpp"

namespace watchbell::rpc {

grpc::ServerUnaryReactor* UnaryCall::Begin(Method& method, const Admission& admission,
                                           grpc::CallbackServerContext& context,
                                           const grpc::ByteBuffer& request, grpc::ByteBuffer& response) {
  const std::shared_ptr<UnaryCall> call{new UnaryCall(method, admission, context, response)};
  call->self_ = call;
  call->Enter(admission, request);
  return call.get();
}

UnaryCall::UnaryCall(Method& method, const Admission& admission, grpc::CallbackServerContext& context,
                     grpc::ByteBuffer& response)
    : method_(method), context_(context), response_(response), call_(admission.Describe(method, context)) {
  call_.response_metadata = &response_metadata_;
}

void UnaryCall::Enter(const Admission& admission, const grpc::ByteBuffer& body) {
  auto request = admission.Admit(method_, body, call_);
  if (!request) return Refuse(request.error());
  std::shared_ptr<google::protobuf::Message> shared = std::move(*request);
  const bool queued = method_.lane.Submit([call = shared_from_this(), shared] { call->Execute(*shared); });
  if (!queued) Refuse(QueueFull().value());
}

void UnaryCall::Execute(const google::protobuf::Message& request) {
  if (answered_.load()) return;  // the caller went away while it waited
  if (Expired(call_)) return Refuse(DeadlineExceeded().value());
  try {
    auto response = method_.unary(call_, request);
    if (!response) return Refuse(response.error());
    if (method_.audit != nullptr) {
      if (const auto audited = (*method_.audit)(call_, method_.descriptor, request, **response); !audited) {
        return Refuse(audited.error());
      }
    }
    Succeed(**response);
  } catch (const std::exception& thrown) {
    Refuse(HandlerFailed(method_, &thrown));
  } catch (...) {
    Refuse(HandlerFailed(method_, nullptr));
  }
}

void UnaryCall::Succeed(google::protobuf::Message& response) {
  if (method_.redacts) policy::Redact(response, call_.authority.classes);
  if (!Claim()) return;
  response_ = ToBuffer(response);
  method_.probe.Answered(Code::kOk, {}, std::chrono::steady_clock::now() - begun_, call_.traceparent);
  SendMetadata();
  Finish(grpc::Status::OK);
}

void UnaryCall::Refuse(const Error& error) {
  if (!Claim()) return;
  method_.probe.Answered(error.code, error.reason, std::chrono::steady_clock::now() - begun_,
                         call_.traceparent);
  SendMetadata();
  Finish(ToGrpc(error));
}

void UnaryCall::SendMetadata() {
  for (const auto& [name, value] : response_metadata_) {
    if (IsLegalMetadata(name, value)) context_.AddTrailingMetadata(name, value);
  }
}

// The caller hears its own reason; this one is for the log. The handler, if it runs, is not stopped, and what
// it writes into response_metadata_ is not read here.
void UnaryCall::OnCancel() {
  if (!Claim()) return;
  const Code code = Expired(call_) ? Code::kDeadlineExceeded : Code::kCancelled;
  method_.probe.Answered(code, "CALLER_LEFT", std::chrono::steady_clock::now() - begun_, call_.traceparent);
  Finish(grpc::Status{static_cast<grpc::StatusCode>(code), ""});
}

}  // namespace watchbell::rpc
