#include "common/rpc/status.hpp"

#include "watchbell/common/v1/event.pb.h"

namespace watchbell::rpc {

std::string_view CodeName(Code code) {
  switch (code) {
    case Code::kOk: return "OK";
    case Code::kCancelled: return "CANCELLED";
    case Code::kInvalidArgument: return "INVALID_ARGUMENT";
    case Code::kDeadlineExceeded: return "DEADLINE_EXCEEDED";
    case Code::kNotFound: return "NOT_FOUND";
    case Code::kAlreadyExists: return "ALREADY_EXISTS";
    case Code::kPermissionDenied: return "PERMISSION_DENIED";
    case Code::kResourceExhausted: return "RESOURCE_EXHAUSTED";
    case Code::kFailedPrecondition: return "FAILED_PRECONDITION";
    case Code::kAborted: return "ABORTED";
    case Code::kUnimplemented: return "UNIMPLEMENTED";
    case Code::kInternal: return "INTERNAL";
    case Code::kUnavailable: return "UNAVAILABLE";
    case Code::kUnauthenticated: return "UNAUTHENTICATED";
  }
  return "INTERNAL";
}

Code CodeOf(int number) {
  const auto code = static_cast<Code>(number);
  return code != Code::kInternal && CodeName(code) == "INTERNAL" ? Code::kInternal : code;
}

google::rpc::Status ToRpcStatus(const Error& error) {
  google::rpc::Status status;
  status.set_code(static_cast<int>(error.code));
  status.set_message(error.remedy.empty() ? error.reason : error.remedy);
  common::v1::Refusal refusal;
  refusal.set_reason(error.reason);
  refusal.set_field(error.field);
  refusal.set_remedy(error.remedy);
  status.add_details()->PackFrom(refusal);
  return status;
}

grpc::Status ToGrpc(const Error& error) {
  const google::rpc::Status status = ToRpcStatus(error);
  return {static_cast<grpc::StatusCode>(status.code()), status.message(), status.SerializeAsString()};
}

google::rpc::Status FromGrpc(const grpc::Status& status) {
  google::rpc::Status details;
  if (!status.error_details().empty() && details.ParseFromString(status.error_details())) return details;
  details.Clear();
  details.set_code(static_cast<int>(status.error_code()));
  details.set_message(status.error_message());
  return details;
}

Error ToError(const google::rpc::Status& status) {
  const Code code = CodeOf(status.code());
  for (const auto& detail : status.details()) {
    common::v1::Refusal refusal;
    if (!detail.UnpackTo(&refusal)) continue;
    return {code, refusal.reason(), refusal.field(), refusal.remedy()};
  }
  return {code, std::string{CodeName(code)}, {}, status.message()};
}

}  // namespace watchbell::rpc
