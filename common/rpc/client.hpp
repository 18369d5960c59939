// Calls by descriptor: the gateway's road to the services, and one service's to another.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "common/result/result.hpp"
#include "common/rpc/tls.hpp"
#include "google/rpc/status.pb.h"

namespace grpc {
class Channel;
}

namespace watchbell::rpc {

using Metadata = std::multimap<std::string, std::string>;

struct CallOptions {
  Metadata metadata;  // authorization, traceparent
  std::chrono::milliseconds timeout{10000};
};

// What came back. `status` holds the code, the message and the details (watchbell.common.v1.Refusal among
// them).
struct Answer {
  google::rpc::Status status;
  std::string body;  // serialised response; empty on an error
  Metadata metadata;
};

// Receives the messages of one streaming call, in order, on a thread of gRPC's; it must not block for long.
struct StreamHandler {
  std::function<void(std::string body)> on_message;  // serialised
  std::function<void(Answer)> on_end;                // exactly once, last
};

// Cancels its call when destroyed; on_message may still be called until on_end has been.
class ActiveStream {
 public:
  virtual ~ActiveStream() = default;
};

// Thread-safe.
class Client {
 public:
  // With keepalive; connects when first needed, and again by itself. A call that UNAVAILABLE answers is made
  // again, at most kAttemptsMax times in all: requests carry an id, so a repeated one changes nothing.
  // `address` may name several replicas (dns:///visitor:7000); calls go round. Throws std::runtime_error on
  // unreadable TLS files.
  static constexpr int kAttemptsMax = 4;
  static std::shared_ptr<Client> Dial(const std::string& address, const TlsFiles& tls = {});
  explicit Client(std::shared_ptr<grpc::Channel> channel);
  // Cancels what is under way and waits for it. Not from `done`, `on_message` or `on_end`.
  ~Client();

  // `done` is called exactly once, on a thread of gRPC's; it must not block for long.
  void Call(const google::protobuf::MethodDescriptor& method, std::string request_bytes,
            const CallOptions& options, std::function<void(Answer)> done);
  std::shared_ptr<ActiveStream> Stream(const google::protobuf::MethodDescriptor& method,
                                       std::string request_bytes, const CallOptions& options,
                                       StreamHandler handler);
  // Waits. `method` is a full name like watchbell.visitor.v1.VisitService.CheckIn. Errors keep reason, field
  // and remedy of the Refusal that came with them.
  Status CallAndWait(const std::string& method, const google::protobuf::Message& request,
                     google::protobuf::Message& response, const CallOptions& options);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::rpc
