// Everything between the wire and the handler: deadline, size, parse, token, permission.
#pragma once

#include <grpcpp/server_context.h>

#include "common/rpc/method.hpp"
#include "common/rpc/wire.hpp"

namespace watchbell::rpc {

// Thread-safe.
class Admission {
 public:
  Admission(const identity::Roles& roles, std::shared_ptr<identity::TokenVerifier> verifier, Clock clock);

  // What the handler will know of the call besides its request and its caller: time, trace, deadline,
  // metadata.
  Call Describe(const Method& method, const grpc::CallbackServerContext& context) const;

  // Puts caller and authority into `call` and returns the request, or says why the call goes no further.
  Result<std::unique_ptr<google::protobuf::Message>> Admit(const Method& method, const grpc::ByteBuffer& body,
                                                           Call& call) const;

 private:
  Result<identity::Caller> CallerOf(Call& call) const;

  const identity::Roles& roles_;
  std::shared_ptr<identity::TokenVerifier> verifier_;
  Clock clock_;
};

// As seen now: the caller waits no longer.
bool Expired(const Call& call);
tl::unexpected<Error> DeadlineExceeded();
tl::unexpected<Error> QueueFull();

// What a handler threw becomes INTERNAL; only the type of the exception is logged, since its text may quote
// the request.
Error HandlerFailed(const Method& method, const std::exception* thrown);

}  // namespace watchbell::rpc
