// One unary call under way, from the wire through a lane back to the wire.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <atomic>

#include "common/rpc/admission.hpp"

namespace watchbell::rpc {

// Whoever comes first answers: the handler, a refusal on the way, or the caller who went away. Until then
// gRPC's context lives; afterwards nobody touches it. The object lives until both gRPC and the lane have let
// it go.
class UnaryCall final : public grpc::ServerUnaryReactor, public std::enable_shared_from_this<UnaryCall> {
 public:
  // Begins the call; gRPC keeps the reactor until its OnDone.
  static grpc::ServerUnaryReactor* Begin(Method& method, const Admission& admission,
                                         grpc::CallbackServerContext& context,
                                         const grpc::ByteBuffer& request, grpc::ByteBuffer& response);

 private:
  UnaryCall(Method& method, const Admission& admission, grpc::CallbackServerContext& context,
            grpc::ByteBuffer& response);
  void Enter(const Admission& admission, const grpc::ByteBuffer& body);
  void Execute(const google::protobuf::Message& request);
  void Succeed(google::protobuf::Message& response);
  void Refuse(const Error& error);
  // True for the one who may answer.
  bool Claim() { return !answered_.exchange(true); }
  void SendMetadata();

  void OnCancel() override;
  void OnDone() override { self_.reset(); }

  Method& method_;
  grpc::CallbackServerContext& context_;
  grpc::ByteBuffer& response_;
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  Call call_;
  std::map<std::string, std::string> response_metadata_;
  std::atomic<bool> answered_{false};
  std::shared_ptr<UnaryCall> self_;
};

}  // namespace watchbell::rpc
