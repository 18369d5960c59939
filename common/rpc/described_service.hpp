// A gRPC service made from its descriptor at run time, the way protoc's plugin makes one at build time: named
// for reflection and health, with raw bytes in and out.
#pragma once

#include <grpcpp/impl/codegen/server_callback_handlers.h>
#include <grpcpp/impl/rpc_service_method.h>
#include <grpcpp/impl/service_type.h>

#include "common/rpc/stream_call.hpp"
#include "common/rpc/unary_call.hpp"

namespace watchbell::rpc {

// The methods, the admission and the registry must outlive the gRPC server.
class DescribedService final : public grpc::Service {
 public:
  void Add(Method& method, const Admission& admission, StreamRegistry& registry) {
    using grpc::internal::RpcMethod;
    const bool streams = static_cast<bool>(method.streaming);
    AddMethod(new grpc::internal::RpcServiceMethod(
        method.path.c_str(), streams ? RpcMethod::SERVER_STREAMING : RpcMethod::NORMAL_RPC, nullptr));
    MarkMethodRawCallback(
        count_++, streams ? StreamHandler(method, admission, registry) : UnaryHandler(method, admission));
  }

 private:
  static grpc::internal::MethodHandler* UnaryHandler(Method& method, const Admission& admission) {
    return new grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
        [&method, &admission](grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                              grpc::ByteBuffer* response) {
          return UnaryCall::Begin(method, admission, *context, *request, *response);
        });
  }

  static grpc::internal::MethodHandler* StreamHandler(Method& method, const Admission& admission,
                                                      StreamRegistry& registry) {
    return new grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>(
        [&method, &admission, &registry](grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request) {
          return StreamCall::Begin(method, admission, registry, *context, *request);
        });
  }

  int count_ = 0;
};

}  // namespace watchbell::rpc
