#include "common/rpc/calls_under_way.hpp"

namespace watchbell::rpc {

void CallsUnderWay::Begin(grpc::ClientContext& context) {
  const std::lock_guard lock{mutex_};
  open_.insert(&context);
  ++count_;
}

void CallsUnderWay::Cancel(grpc::ClientContext* context) {
  const std::lock_guard lock{mutex_};
  if (open_.contains(context)) context->TryCancel();
}

void CallsUnderWay::End(std::unique_ptr<grpc::ClientContext> context) {
  {
    const std::lock_guard lock{mutex_};
    open_.erase(context.get());
  }
  context.reset();
  const std::lock_guard lock{mutex_};
  if (--count_ == 0) idle_.notify_all();
}

void CallsUnderWay::CancelAllAndWait() {
  std::unique_lock lock{mutex_};
  for (grpc::ClientContext* context : open_) context->TryCancel();
  idle_.wait(lock, [this] { return count_ == 0; });
}

}  // namespace watchbell::rpc
