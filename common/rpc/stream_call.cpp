#include "common/rpc/stream_call.hpp"

#include "common/policy/policy.hpp"
#include "common/rpc/status.hpp"

namespace watchbell::rpc {
namespace {

// What the handler holds; letting it go ends the stream.
class Handle final : public Stream {
 public:
  explicit Handle(std::shared_ptr<StreamCall> call) : call_(std::move(call)) {}
  ~Handle() override { call_->Close({}); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  bool Send(const google::protobuf::Message& message) override { return call_->Send(message); }
  void Finish(const Status& status) override { call_->Close(status); }
  void Abort(const Error& error) override { call_->Abort(error); }
  bool Open() const override { return call_->Open(); }

 private:
  std::shared_ptr<StreamCall> call_;
};

}  // namespace

Status StreamRegistry::Add(const std::shared_ptr<StreamCall>& stream) {
  const std::lock_guard lock{mutex_};
  if (closed_) return Fail(Code::kUnavailable, "DRAINING", "This replica is ending; ask again.");
  if (open_.size() >= kOpenMax) {
    return Fail(Code::kResourceExhausted, "STREAMS_FULL", "Too many streams are open; ask again later.");
  }
  open_.insert(stream);
  return {};
}

void StreamRegistry::Remove(const std::shared_ptr<StreamCall>& stream) {
  const std::lock_guard lock{mutex_};
  open_.erase(stream);
}

void StreamRegistry::CloseAll() {
  std::set<std::shared_ptr<StreamCall>> open;
  {
    const std::lock_guard lock{mutex_};
    closed_ = true;
    open.swap(open_);
  }
  for (const auto& stream : open) {
    stream->Abort({Code::kUnavailable, "DRAINING", "", "This replica is ending; ask again."});
  }
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamCall::Begin(Method& method, const Admission& admission,
                                                              StreamRegistry& registry,
                                                              grpc::CallbackServerContext& context,
                                                              const grpc::ByteBuffer& request) {
  const std::shared_ptr<StreamCall> call{
      new StreamCall(method, registry, admission.Describe(method, context))};
  call->self_ = call;
  method.probe.StreamOpened();
  call->Enter(admission, request);
  return call.get();
}

StreamCall::StreamCall(Method& method, StreamRegistry& registry, Call call)
    : method_(method), registry_(registry), call_(std::move(call)) {}

void StreamCall::Enter(const Admission& admission, const grpc::ByteBuffer& body) {
  auto request = admission.Admit(method_, body, call_);
  if (!request) return Close(tl::unexpected<Error>(std::move(request.error())));
  if (const Status added = registry_.Add(shared_from_this()); !added) return Close(added);
  std::shared_ptr<google::protobuf::Message> shared = std::move(*request);
  const bool queued = method_.lane.Submit([call = shared_from_this(), shared] { call->Execute(*shared); });
  if (!queued) Close(QueueFull());
}

void StreamCall::Execute(const google::protobuf::Message& request) {
  if (!Open()) return;
  // Kept until the error is told: letting the last handle go would end the stream as if all were well.
  const auto handle = std::make_shared<Handle>(shared_from_this());
  try {
    method_.streaming(call_, request, handle);
  } catch (const std::exception& thrown) {
    Close(tl::unexpected<Error>(HandlerFailed(method_, &thrown)));
  } catch (...) {
    Close(tl::unexpected<Error>(HandlerFailed(method_, nullptr)));
  }
}

bool StreamCall::Send(const google::protobuf::Message& message) {
  grpc::ByteBuffer buffer;
  if (method_.redacts) {
    const std::unique_ptr<google::protobuf::Message> readable{message.New()};
    readable->CopyFrom(message);
    policy::Redact(*readable, call_.authority.classes);
    buffer = ToBuffer(*readable);
  } else {
    buffer = ToBuffer(message);
  }
  std::unique_lock lock{mutex_};
  if (outcome_ || queue_.size() >= kStreamQueueMax) return false;
  queue_.push_back(std::move(buffer));
  Advance(std::move(lock));
  return true;
}

void StreamCall::Close(const Status& status) {
  std::unique_lock lock{mutex_};
  if (outcome_) return;
  outcome_ = status;
  Advance(std::move(lock));
}

void StreamCall::Abort(const Error& error) {
  std::unique_lock lock{mutex_};
  queue_.clear();
  if (!outcome_) outcome_ = tl::unexpected<Error>(error);
  Advance(std::move(lock));
}

bool StreamCall::Open() const {
  const std::lock_guard lock{mutex_};
  return !outcome_;
}

void StreamCall::Advance(std::unique_lock<std::mutex> lock) {
  if (writing_ || finished_) return;
  if (!queue_.empty()) {
    current_ = queue_.front();  // counts references: nothing is copied
    queue_.pop_front();
    writing_ = true;
    lock.unlock();
    StartWrite(&current_);
    return;
  }
  if (!outcome_) return;
  finished_ = true;
  const grpc::Status status = *outcome_ ? grpc::Status::OK : ToGrpc(outcome_->error());
  lock.unlock();
  Finish(status);
}

void StreamCall::OnWriteDone(bool ok) {
  std::unique_lock lock{mutex_};
  writing_ = false;
  if (!ok) {
    queue_.clear();
    if (!outcome_) outcome_ = Fail(Code::kCancelled, "CALLER_LEFT", "");
  }
  Advance(std::move(lock));
}

void StreamCall::OnCancel() {
  std::unique_lock lock{mutex_};
  queue_.clear();
  if (!outcome_) outcome_ = Fail(Code::kCancelled, "CALLER_LEFT", "");
  Advance(std::move(lock));
}

void StreamCall::OnDone() {
  const Status outcome = [this] {
    const std::lock_guard lock{mutex_};
    return *outcome_;
  }();
  method_.probe.StreamEnded(outcome ? Code::kOk : outcome.error().code,
                            outcome ? std::string_view{} : outcome.error().reason,
                            std::chrono::steady_clock::now() - begun_, call_.traceparent);
  registry_.Remove(shared_from_this());
  self_.reset();
}

}  // namespace watchbell::rpc
