#include "services/notification/channels/line.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "common/thread/thread.hpp"
#include "services/notification/channels/fair_queue.hpp"
#include "services/notification/channels/message_check.hpp"
#include "services/notification/channels/reasons.hpp"

namespace watchbell::notification::channels {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Instant = SteadyClock::time_point;

constexpr std::chrono::milliseconds kLookAgain{20};  // while something waits for a rate or a silent provider

// Of one provider. Under the line's mutex.
class Gauge {
 public:
  Gauge(int in_flight_max, int per_second)
      : in_flight_max_(in_flight_max), per_second_(per_second), tokens_(per_second) {}

  bool HasRoom() const { return in_flight_ < in_flight_max_; }
  bool Well(Instant now) const {
    if (failures_ >= kBreakAfter && (now < broken_until_ || probing_)) return false;
    return in_flight_ == 0 || now - heard_ < kSilenceMax;
  }
  bool TakeToken(Instant now) {
    if (per_second_ == 0) return true;
    const double rate = per_second_;
    tokens_ = std::min(rate, tokens_ + rate * std::chrono::duration<double>(now - filled_).count());
    filled_ = now;
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
  }
  void Begin(Instant now) {
    if (in_flight_ == 0) heard_ = now;
    probing_ = failures_ >= kBreakAfter;
    ++in_flight_;
  }
  void End(bool failed, bool silent, Instant now) {
    --in_flight_;
    probing_ = false;
    if (!silent) heard_ = now;
    failures_ = failed ? failures_ + 1 : 0;
    if (failures_ >= kBreakAfter) broken_until_ = now + kBreakFor;
  }

 private:
  const int in_flight_max_;
  const int per_second_;
  int in_flight_ = 0;
  int failures_ = 0;  // in a row
  bool probing_ = false;
  Instant broken_until_{};
  Instant heard_{};
  Instant filled_ = SteadyClock::now();
  double tokens_;
};

struct Errand {
  OutgoingMessage message;
  Done done;
  Instant begun = SteadyClock::now();
  std::size_t next = 0;  // the first provider that has not had it
  SendResult last{};     // what the one before said
};

struct Provider {
  LineProvider what;
  Gauge gauge;
};

bool IsUrgentLevel(const OutgoingMessage& message) { return message.level >= v1::LEVEL_URGENT; }

// It is the provider that failed, not the message.
bool IsProvidersFault(const SendResult& result) {
  for (const auto reason : {kProviderBusy, kProviderError, kProviderTimeout, kProviderUnreachable,
                            kProviderUntrusted, kQueueFull}) {
    if (result.reason == reason) return true;
  }
  return false;
}

class Line final : public Channel {
 public:
  Line(std::vector<LineProvider> providers, std::size_t queue_max)
      : kind_(providers.front().channel->kind()), queue_max_(queue_max) {
    for (auto& provider : providers) {
      const Gauge gauge{provider.in_flight_max, provider.per_second};
      providers_.push_back({std::move(provider), gauge});
    }
    pump_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
  }

  ~Line() override {
    FairQueue<Errand> left;
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
      std::swap(left, queue_);
    }
    pump_.request_stop();
    waiting_.notify_all();
    pump_.join();
    while (!left.empty()) left.Pop().done(Refused(v1::Attempt::STATE_FAILED, kChannelStopped));
    for (auto& provider : providers_) provider.what.channel.reset();
  }

  // One comes, one goes, whosever turn it is: nobody's thread carries all that others brought.
  void Send(OutgoingMessage message, Done done) override {
    {
      const std::scoped_lock lock(mutex_);
      if (!stopping_ && queue_.size() < queue_max_) {
        const auto owner = message.notice_id;
        queue_.Push(owner, {std::move(message), std::move(done)});
        done = nullptr;
      }
    }
    if (done) return done(Refused(v1::Attempt::STATE_FAILED, kQueueFull));
    HandOne();
  }

  v1::Channel kind() const override { return kind_; }

 private:
  enum class Choice { kTaken, kWait, kNone };

  void Run(const std::stop_token& stop) {
    thread::NameThisThread("line");
    while (!stop.stop_requested()) {
      {
        std::unique_lock lock(mutex_);
        waiting_.wait(lock, [&] { return stop.stop_requested() || !queue_.empty(); });
        if (stop.stop_requested()) return;
        waiting_.wait_for(lock, kLookAgain, [&] { return stop.stop_requested(); });
      }
      Pump();
    }
  }

  // Which provider takes it now. Under the mutex.
  Choice Choose(const Errand& errand, Instant now, std::size_t& chosen) {
    for (std::size_t i = errand.next; i < providers_.size(); ++i) {
      auto& gauge = providers_[i].gauge;
      if (!gauge.Well(now)) continue;
      if (!gauge.HasRoom() || !gauge.TakeToken(now)) return Choice::kWait;
      chosen = i;
      return Choice::kTaken;
    }
    if (errand.next == 0 && IsUrgentLevel(errand.message) && providers_.front().gauge.HasRoom()) {
      chosen = 0;
      return Choice::kTaken;
    }
    return Choice::kNone;
  }

  // Hands on whatever can go now. Nothing of a provider's is called under the mutex.
  void Pump() {
    // A provider may answer before Send returns: then this loop goes on instead of another inside it.
    thread_local const Line* pumping = nullptr;
    if (pumping == this) return;
    const Line* const before = std::exchange(pumping, this);
    while (HandOne()) {
    }
    pumping = before;
  }

  bool HandOne() {
    Errand errand;
    std::size_t chosen = 0;
    {
      const std::scoped_lock lock(mutex_);
      if (stopping_ || queue_.empty()) return false;
      const auto now = SteadyClock::now();
      const auto choice = Choose(queue_.Front(), now, chosen);
      if (choice == Choice::kWait) {
        waiting_.notify_one();
        return false;
      }
      errand = queue_.Pop();
      if (choice == Choice::kNone) chosen = providers_.size();
      if (choice == Choice::kTaken) providers_[chosen].gauge.Begin(now);
    }
    if (chosen < providers_.size()) {
      Hand(std::move(errand), chosen);
      return true;
    }
    if (errand.last.reason.empty()) errand.last = Refused(v1::Attempt::STATE_FAILED, kProviderUnreachable);
    Finish(errand, std::move(errand.last));
    return true;
  }

  void Hand(Errand errand, std::size_t to) {
    auto& provider = providers_[to];
    const auto shared = std::make_shared<Errand>(std::move(errand));
    OutgoingMessage message = shared->message;
    provider.what.channel->Send(
        std::move(message), [this, shared, to](SendResult result) { Ended(*shared, to, std::move(result)); });
  }

  void Ended(Errand& errand, std::size_t provider, SendResult result) {
    const bool fault = IsProvidersFault(result);
    const bool unclear = result.reason == kProviderTimeout;
    bool again = fault && provider + 1 < providers_.size() && (!unclear || IsUrgentLevel(errand.message));
    result.provider = providers_[provider].what.name;
    {
      const std::scoped_lock lock(mutex_);
      providers_[provider].gauge.End(fault, unclear, SteadyClock::now());
      again = again && !stopping_;
      if (again) {
        Errand next{std::move(errand.message), std::move(errand.done), errand.begun, provider + 1, result};
        const auto owner = next.message.notice_id;
        queue_.PushFront(owner, std::move(next));
      }
    }
    if (!again) Finish(errand, std::move(result));
    Pump();
  }

  static void Finish(Errand& errand, SendResult result) {
    result.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - errand.begun);
    errand.done(std::move(result));
  }

  const v1::Channel kind_;
  const std::size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable waiting_;
  std::vector<Provider> providers_;
  FairQueue<Errand> queue_;
  bool stopping_ = false;
  std::jthread pump_;
};

}  // namespace

std::unique_ptr<Channel> OpenLine(std::vector<LineProvider> providers, std::size_t queue_max) {
  return std::make_unique<Line>(std::move(providers), queue_max);
}

}  // namespace watchbell::notification::channels
