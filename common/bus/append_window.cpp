#include "common/bus/append_window.hpp"

#include <charconv>
#include <condition_variable>
#include <vector>

namespace watchbell::bus::detail {
namespace {

constexpr std::chrono::milliseconds kSweepEvery{100};

}  // namespace

AppendWindow::AppendWindow(natsConnection* connection, int capacity, std::chrono::milliseconds timeout)
    : connection_(connection), capacity_(static_cast<std::size_t>(capacity)), timeout_(timeout) {
  natsInbox* inbox = nullptr;
  natsInbox_Create(&inbox);
  inbox_ = std::string{inbox} + ".";
  natsInbox_Destroy(inbox);
  natsSubscription* subscription = nullptr;
  natsConnection_Subscribe(&subscription, connection_, (inbox_ + "*").c_str(), &AppendWindow::OnAck, this);
  acks_ = SubscriptionPtr{subscription, {connection_}};
  natsSubscription_SetPendingLimits(subscription, -1, -1);
  sweeper_ = std::jthread([this](const std::stop_token& stop) {
    std::mutex idle;
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
      std::unique_lock lock(idle);
      wake.wait_for(lock, stop, kSweepEvery, [] { return false; });
      Expire(std::chrono::steady_clock::now());
    }
  });
}

AppendWindow::~AppendWindow() {
  sweeper_.request_stop();
  sweeper_.join();
  natsSubscription_Unsubscribe(acks_.get());
  Expire(std::chrono::steady_clock::time_point::max());
}

void AppendWindow::Send(const Outgoing& message, Done done) {
  std::uint64_t token = 0;
  {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_.size() < capacity_; });
    token = ++next_token_;
    waiting_.emplace(token, Waiting{std::move(done), std::chrono::steady_clock::now() + timeout_});
  }
  const MsgPtr out = natsConnection_Status(connection_) == NATS_CONN_STATUS_CONNECTED
                         ? ToNats(message, (inbox_ + std::to_string(token)).c_str())
                         : nullptr;
  if (!out || natsConnection_PublishMsg(connection_, out.get()) != NATS_OK)
    Finish(token, Away("not connected"));
}

void AppendWindow::OnAck(natsConnection*, natsSubscription*, natsMsg* message, void* closure) {
  const MsgPtr answer{message};
  auto& self = *static_cast<AppendWindow*>(closure);
  const std::string_view subject = natsMsg_GetSubject(message);
  std::uint64_t token = 0;
  const auto digits = subject.substr(self.inbox_.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), token);
  self.Finish(token, ParseAck(message));
}

void AppendWindow::Finish(std::uint64_t token, Result<Ack> ack) {
  Done done;
  {
    const std::scoped_lock lock(mutex_);
    const auto found = waiting_.find(token);
    if (found == waiting_.end()) return;
    done = std::move(found->second.done);
    waiting_.erase(found);
  }
  room_.notify_one();
  done(std::move(ack));
}

void AppendWindow::Expire(std::chrono::steady_clock::time_point now) {
  std::vector<std::uint64_t> late;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [token, waiting] : waiting_) {
      if (waiting.deadline <= now) late.push_back(token);
    }
  }
  for (const auto token : late) Finish(token, Away("no acknowledgement in time"));
}

}  // namespace watchbell::bus::detail
