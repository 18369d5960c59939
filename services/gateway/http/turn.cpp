#include "services/gateway/http/turn.hpp"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "services/gateway/http/wire.hpp"

namespace watchbell::gateway::http {

Turn::Turn(std::shared_ptr<Loop> loop)
    : loop_(std::move(loop)), wake_(loop_->context, asio::steady_timer::time_point::max()) {}

// Inline on the loop's own thread, posted from any other.
void Turn::OnLoop(std::function<void(Turn&)> change) {
  asio::dispatch(loop_->context, [self = shared_from_this(), change = std::move(change)] {
    change(*self);
    self->Wake();
  });
}

void Turn::Respond(Response response) {
  OnLoop([response = std::move(response)](Turn& turn) mutable {
    if (turn.Answered()) return;
    turn.response_ = std::move(response);
    turn.ended_ = true;
  });
}

void Turn::Begin(Response head) {
  OnLoop([head = std::move(head)](Turn& turn) mutable {
    if (turn.Answered()) return;
    turn.response_ = std::move(head);
    turn.streaming_ = true;
  });
}

bool Turn::Send(std::string chunk) {
  if (finished_.load(std::memory_order_relaxed)) return false;
  if (waiting_.fetch_add(1, std::memory_order_relaxed) >= kChunksMax) {
    waiting_.fetch_sub(1, std::memory_order_relaxed);
    return false;
  }
  OnLoop([chunk = std::move(chunk)](Turn& turn) mutable {
    if (!turn.ended_ && !turn.finished_) turn.chunks_.push_back(std::move(chunk));
  });
  return true;
}

void Turn::End(std::string last_chunk) {
  OnLoop([last = std::move(last_chunk)](Turn& turn) mutable {
    if (turn.ended_ || turn.finished_) return;
    turn.waiting_.fetch_add(1, std::memory_order_relaxed);
    turn.chunks_.push_back(std::move(last));
    turn.ended_ = true;
  });
}

void Turn::OnGone(std::function<void()> gone) {
  OnLoop([gone = std::move(gone)](Turn& turn) mutable {
    if (turn.finished_) {
      gone();
    } else {
      turn.gone_ = std::move(gone);
    }
  });
}

asio::awaitable<void> Turn::Wait() {
  boost::system::error_code woken;
  co_await wake_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
}

void Turn::Finish() {
  finished_ = true;
  if (const auto gone = std::exchange(gone_, nullptr)) gone();
}

std::string Turn::TakeChunks(bool framed) {
  std::string bytes;
  for (const auto& chunk : chunks_) bytes += framed ? Chunk(chunk) : chunk;
  waiting_.fetch_sub(static_cast<int>(chunks_.size()), std::memory_order_relaxed);
  chunks_.clear();
  return bytes;
}

}  // namespace watchbell::gateway::http
