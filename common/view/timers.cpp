#include "common/view/timers.hpp"

#include <fmt/format.h>

#include "common/thread/thread.hpp"
#include "common/view/member.hpp"

namespace watchbell::view {
namespace {

std::string NameOf(const DueTimer& timer) {
  return fmt::format("{}@{}", TimerMember(timer.key, timer.what), ToMillis(timer.due));
}

}  // namespace

Timers::Timers(std::shared_ptr<redis::Pool> pool, ViewStore& view, Clock clock, Handler handle, Probe& probe)
    : view_(view),
      clock_(std::move(clock)),
      handle_(std::move(handle)),
      probe_(probe),
      lease_(std::move(pool), names::LeaseKey(view.service(), "timers")),
      backoff_("timers", view.service()),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void Timers::Run(const std::stop_token& stop) {
  thread::NameThisThread("timers");
  while (!stop.stop_requested()) {
    if (lease_.Hold()) {
      if (const auto round = Round(stop); !round) {
        backoff_.Trouble(stop, round.error());
      } else {
        backoff_.Fine();
      }
    }
    Pause(stop, kRound);
  }
  lease_.Release();
}

Status Timers::Round(const std::stop_token& stop) {
  std::erase_if(resting_, [now = Steady::now()](const auto& rest) { return rest.second <= now; });
  const int failing = std::min(static_cast<int>(resting_.size()) + retried_, kFailingMax);
  const auto due = view_.Due(clock_(), kBatch + failing);
  if (!due) return tl::unexpected(due.error());
  retried_ = 0;
  for (const DueTimer& timer : *due) {
    if (stop.stop_requested() || !lease_.Hold()) break;  // handlers take their time: the lease may be gone
    if (!resting_.contains(NameOf(timer))) Fire(timer);
  }
  return {};
}

void Timers::Fire(const DueTimer& timer) {
  const Status done = handle_(timer);
  if (done) {
    probe_.TimerDone();
    // When this fails the timer fires once more, under the same request id.
    view_.Forget(timer);
    return;
  }
  if (done.error().code == Code::kUnavailable || done.error().code == Code::kAborted) {
    probe_.TimerRetried();
    ++retried_;
    return;
  }
  probe_.TimerRefused();
  resting_[NameOf(timer)] = Steady::now() + kPutOff;
  log::Warn("timer_refused", {{"service", timer.key.service},
                              {"aggregate", timer.key.aggregate},
                              {"id", timer.key.id},
                              {"timer", timer.what},
                              {"why", done.error().reason}});
}

}  // namespace watchbell::view
