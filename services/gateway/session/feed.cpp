#include "services/gateway/session/feed.hpp"

#include <nats/nats.h>

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "common/names/names.hpp"
#include "common/telemetry/log.hpp"
#include "services/gateway/session/audience.hpp"
#include "services/gateway/session/hint.hpp"
#include "services/gateway/session/sessions.hpp"

namespace watchbell::gateway {
namespace {

constexpr std::chrono::seconds kTick{1};
constexpr std::chrono::milliseconds kFlushPatience{1000};

std::string_view HeaderOf(natsMsg* message, const char* name) {
  const char* value = nullptr;
  return natsMsgHeader_Get(message, name, &value) == NATS_OK ? std::string_view{value} : std::string_view{};
}

Status Unavailable() {
  return Fail(Code::kUnavailable, "FEED_UNAVAILABLE",
              "The page does not update itself just now; ask again in a moment.");
}

}  // namespace

struct Feed::Parts {
  Parts(std::shared_ptr<bus::Bus> bus_, const identity::Roles& roles,
        std::function<bool(const std::string&)> alive_)
      : bus(std::move(bus_)), alive(std::move(alive_)), audience(roles, kStreamsMax, kStreamsPerSessionMax) {}
  ~Parts() { Unsubscribe(); }

  void Run(std::stop_token stop);
  void Tick();
  bool Listen();
  void Unsubscribe();
  void Hear(natsMsg* message);
  // A reconnection may have missed events.
  std::uint64_t Reconnections() const;
  static void OnMessage(natsConnection*, natsSubscription*, natsMsg* message, void* parts);
  static void OnComplete(void* parts);

  const std::shared_ptr<bus::Bus> bus;
  const std::function<bool(const std::string&)> alive;
  Audience audience;
  std::atomic<bool> listening{false};
  // Of the subscription's thread only.
  std::map<std::pair<std::string, std::string>, std::string> permissions;  // by service and aggregate

  // Of the feed's thread only.
  natsSubscription* subscription = nullptr;
  std::uint64_t reconnections = 0;
  std::chrono::steady_clock::time_point keepalive_at{};

  std::mutex mutex;
  std::condition_variable_any changed;
  bool completed = false;
  std::jthread thread;  // last: stops first
};

Feed::Feed(std::shared_ptr<bus::Bus> bus, const identity::Roles& roles,
           std::function<bool(const std::string&)> alive)
    : parts_(std::make_unique<Parts>(std::move(bus), roles, std::move(alive))) {
  parts_->thread =
      std::jthread([parts = parts_.get()](std::stop_token stop) { parts->Run(std::move(stop)); });
}

Feed::~Feed() {
  parts_->thread.request_stop();
  parts_->thread.join();
  parts_->audience.EndAll(Unavailable());
}

bool Feed::Listening() const { return parts_->listening; }

void Feed::Subscribe(const rpc::Call& call, const v1::SubscribeRequest& request,
                     std::shared_ptr<rpc::Stream> stream) {
  if (!Listening()) return stream->Finish(Unavailable());
  const auto session = call.metadata.find(kSessionMetadata);
  parts_->audience.Add({.caller = call.caller,
                        .session = session == call.metadata.end() ? std::string{} : session->second,
                        .schools = {request.schools().begin(), request.schools().end()},
                        .stream = std::move(stream)});
}

void Feed::Parts::Run(std::stop_token stop) {
  while (!stop.stop_requested()) {
    Tick();
    std::unique_lock lock(mutex);
    changed.wait_for(lock, stop, kTick, [] { return false; });
  }
}

void Feed::Parts::Tick() {
  const bool before = listening;
  listening = bus->Connected() && Listen();
  if (before && !listening) {
    log::Warn("feed_lost");
    audience.EndAll(Unavailable());
  }
  if (!listening) return;
  if (const auto seen = Reconnections(); seen != reconnections) {
    reconnections = seen;
    audience.TellAll("ready");
  }
  audience.Weed(alive);
  const auto now = std::chrono::steady_clock::now();
  if (now < keepalive_at) return;
  keepalive_at = now + kKeepaliveEvery;
  audience.TellAll("keepalive");
}

bool Feed::Parts::Listen() {
  if (subscription != nullptr) return true;
  const std::string subjects{names::kAllLive};
  if (natsConnection_Subscribe(&subscription, bus->connection(), subjects.c_str(), &Parts::OnMessage, this) !=
      NATS_OK) {
    subscription = nullptr;
    return false;
  }
  natsSubscription_SetOnCompleteCB(subscription, &Parts::OnComplete, this);
  natsConnection_FlushTimeout(bus->connection(), kFlushPatience.count());
  reconnections = Reconnections();
  log::Info("feed_listening");
  return true;
}

// Returns once no message can come any more.
void Feed::Parts::Unsubscribe() {
  if (subscription == nullptr) return;
  natsSubscription_Unsubscribe(subscription);
  natsConnection_FlushTimeout(bus->connection(),
                              kFlushPatience.count());  // see bus::detail::RetireSubscription
  std::unique_lock lock(mutex);
  changed.wait(lock, [this] { return completed; });
  natsSubscription_Destroy(subscription);
}

std::uint64_t Feed::Parts::Reconnections() const {
  natsStatistics* statistics = nullptr;
  std::uint64_t count = 0;
  if (natsStatistics_Create(&statistics) != NATS_OK) return reconnections;
  natsConnection_GetStats(bus->connection(), statistics);
  natsStatistics_GetCounts(statistics, nullptr, nullptr, nullptr, nullptr, &count);
  natsStatistics_Destroy(statistics);
  return count;
}

void Feed::Parts::Hear(natsMsg* message) {
  const auto hint = HintOf({.subject = natsMsg_GetSubject(message),
                            .type = HeaderOf(message, "ce-type"),
                            .time = HeaderOf(message, "ce-time"),
                            .sequence = HeaderOf(message, "Nats-Sequence")});
  if (!hint) return;
  auto known = permissions.find({hint->service(), hint->aggregate()});
  if (known == permissions.end()) {
    auto permission = EventPermission(hint->service(), hint->aggregate());
    if (permission.empty()) return;  // not kept: only what the contract names bounds the table
    known = permissions.emplace(std::pair{hint->service(), hint->aggregate()}, std::move(permission)).first;
  }
  audience.Tell(*hint, known->second);
}

void Feed::Parts::OnMessage(natsConnection*, natsSubscription*, natsMsg* message, void* parts) {
  static_cast<Parts*>(parts)->Hear(message);
  natsMsg_Destroy(message);
}

void Feed::Parts::OnComplete(void* closure) {
  auto* parts = static_cast<Parts*>(closure);
  const std::lock_guard lock(parts->mutex);
  parts->completed = true;
  parts->changed.notify_all();
}

void AddFeedService(rpc::Server& server, Feed& feed) {
  server.Streaming(
      "watchbell.gateway.v1.FeedService.Subscribe",
      [&feed](const rpc::Call& call, const v1::SubscribeRequest& request,
              std::shared_ptr<rpc::Stream> stream) { feed.Subscribe(call, request, std::move(stream)); });
}

}  // namespace watchbell::gateway
