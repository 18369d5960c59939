// One server-streaming call under way: a bounded queue of messages between its sender and the wire.
#pragma once

#include <grpcpp/support/server_callback.h>

#include <deque>
#include <mutex>
#include <optional>
#include <set>

#include "common/rpc/admission.hpp"

namespace watchbell::rpc {

class StreamCall;

// The streams under way, so that their number is bounded and a drain can end them. Thread-safe.
class StreamRegistry {
 public:
  static constexpr std::size_t kOpenMax = 4096;
  // Whether the stream may begin.
  Status Add(const std::shared_ptr<StreamCall>& stream);
  void Remove(const std::shared_ptr<StreamCall>& stream);
  // Ends all and lets none begin any more.
  void CloseAll();

 private:
  std::mutex mutex_;
  bool closed_ = false;
  std::set<std::shared_ptr<StreamCall>> open_;
};

// Thread-safe. One write is under way at a time; the next begins when gRPC took the last, so a slow reader
// fills the queue and then hears nothing more. The status follows the last message.
class StreamCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                         public std::enable_shared_from_this<StreamCall> {
 public:
  static grpc::ServerWriteReactor<grpc::ByteBuffer>* Begin(Method& method, const Admission& admission,
                                                           StreamRegistry& registry,
                                                           grpc::CallbackServerContext& context,
                                                           const grpc::ByteBuffer& request);

  bool Send(const google::protobuf::Message& message);
  // The status follows what waits. Only the first call of Close and Abort decides how the stream ends.
  void Close(const Status& status);
  // What waits is dropped, also after Close: a drain is not kept waiting by a reader that does not read.
  void Abort(const Error& error);
  bool Open() const;

 private:
  StreamCall(Method& method, StreamRegistry& registry, Call call);
  void Enter(const Admission& admission, const grpc::ByteBuffer& body);
  void Execute(const google::protobuf::Message& request);
  // Starts the next write, or finishes, unless one is under way. Takes the lock and lets it go before gRPC is
  // called.
  void Advance(std::unique_lock<std::mutex> lock);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

  Method& method_;
  StreamRegistry& registry_;
  const std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  Call call_;
  std::shared_ptr<StreamCall> self_;

  mutable std::mutex mutex_;
  std::deque<grpc::ByteBuffer> queue_;
  grpc::ByteBuffer current_;  // gRPC's while writing_
  bool writing_ = false;
  bool finished_ = false;
  std::optional<Status> outcome_;  // set: closed
};

}  // namespace watchbell::rpc
