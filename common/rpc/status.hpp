// Errors on the wire: our Error as a gRPC status whose details carry a watchbell.common.v1.Refusal, and back.
#pragma once

#include <grpcpp/support/status.h>

#include <string_view>

#include "common/result/result.hpp"
#include "google/rpc/status.pb.h"

namespace watchbell::rpc {

// "OK", "NOT_FOUND", ...: the label of metrics and logs.
std::string_view CodeName(Code code);
// What is not in Code (UNKNOWN, OUT_OF_RANGE, DATA_LOSS) is kInternal.
Code CodeOf(int number);

google::rpc::Status ToRpcStatus(const Error& error);
grpc::Status ToGrpc(const Error& error);

// The details as sent; made from code and message where none came (gRPC's own errors).
google::rpc::Status FromGrpc(const grpc::Status& status);
// Reason, field and remedy of its Refusal; without one the reason is the code's name.
Error ToError(const google::rpc::Status& status);

}  // namespace watchbell::rpc
