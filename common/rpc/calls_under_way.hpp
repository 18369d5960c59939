// The calls of one client that have not ended yet.
#pragma once

#include <grpcpp/client_context.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>

namespace watchbell::rpc {

// A context holds its channel, and the last channel of a process must not be let go on a thread of gRPC's own
// (1.51 joins that thread there). So a client waits here until all its contexts are gone. Thread-safe.
class CallsUnderWay {
 public:
  void Begin(grpc::ClientContext& context);
  // Only while the call is under way; afterwards nothing happens.
  void Cancel(grpc::ClientContext* context);
  // Destroys the context; from gRPC's last callback of the call.
  void End(std::unique_ptr<grpc::ClientContext> context);
  void CancelAllAndWait();

 private:
  std::mutex mutex_;
  std::condition_variable idle_;
  std::set<grpc::ClientContext*> open_;
  std::size_t count_ = 0;  // open, or about to be destroyed
};

}  // namespace watchbell::rpc
