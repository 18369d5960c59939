#include "common/bus/consumer.hpp"

#include <array>
#include <thread>
#include <vector>

#include "common/bus/nats_ptr.hpp"
#include "common/bus/routine.hpp"

namespace watchbell::bus {
namespace {

constexpr std::int64_t kWaitMs = 500;  // how long a stop may take to be noticed
constexpr std::chrono::milliseconds kBindRetry{200};
constexpr int kBatch = 64;

using Handler = std::function<Outcome(const Incoming&)>;

// Makes the durable consumer, or finds it as another replica made it.
bool Ensure(Bus& bus, const ConsumerSpec& spec) {
  if (!bus.Connected()) return false;
  jsConsumerConfig config;
  jsConsumerConfig_Init(&config);
  const std::string deliver = "_deliver." + spec.durable;
  config.Durable = spec.durable.c_str();
  config.FilterSubject = spec.filter.c_str();
  config.AckPolicy = js_AckExplicit;
  config.AckWait = std::chrono::nanoseconds{spec.ack_wait}.count();
  config.MaxAckPending = spec.in_flight_max;
  config.DeliverPolicy = spec.only_new ? js_DeliverNew : js_DeliverAll;
  if (spec.delivery == Delivery::kPush) {
    config.DeliverSubject = deliver.c_str();
    config.DeliverGroup = spec.durable.c_str();
  }
  jsConsumerInfo* info = nullptr;
  jsErrCode error{};
  natsStatus status =
      js_GetConsumerInfo(&info, bus.jetstream(), spec.stream.c_str(), spec.durable.c_str(), nullptr, &error);
  if (status == NATS_NOT_FOUND) {
    status = js_AddConsumer(&info, bus.jetstream(), spec.stream.c_str(), &config, nullptr, &error);
  }
  jsConsumerInfo_Destroy(info);
  return status == NATS_OK;
}

detail::SubscriptionPtr Bind(Bus& bus, const ConsumerSpec& spec) {
  if (!Ensure(bus, spec)) return nullptr;
  jsSubOptions options;
  jsSubOptions_Init(&options);
  options.Stream = spec.stream.c_str();
  options.Consumer = spec.durable.c_str();
  options.ManualAck = true;
  natsSubscription* raw = nullptr;
  jsErrCode error{};
  if (spec.delivery == Delivery::kPush) {
    options.Queue = spec.durable.c_str();
    js_SubscribeSync(&raw, bus.jetstream(), spec.filter.c_str(), nullptr, &options, &error);
  } else {
    js_PullSubscribe(&raw, bus.jetstream(), spec.filter.c_str(), spec.durable.c_str(), nullptr, &options,
                     &error);
  }
  return detail::SubscriptionPtr{raw, {bus.connection()}};
}

void Settle(natsMsg* message, const Outcome& outcome) {
  switch (outcome.kind) {
    case Outcome::Kind::kDone: natsMsg_Ack(message, nullptr); return;
    case Outcome::Kind::kRetry: natsMsg_NakWithDelay(message, outcome.retry_after.count(), nullptr); return;
    case Outcome::Kind::kDrop: natsMsg_Term(message, nullptr); return;
  }
}

// What came here and nobody took is another replica's at once, instead of after `ack_wait`.
void GiveBack(natsSubscription* subscription) {
  std::vector<detail::MsgPtr> waiting;
  natsMsg* message = nullptr;
  while (natsSubscription_NextMsg(&message, subscription, 0) == NATS_OK) waiting.emplace_back(message);
  natsSubscription_Unsubscribe(subscription);  // or some of it would come back here
  for (const auto& one : waiting) natsMsg_Nak(one.get(), nullptr);
}

}  // namespace

struct Consumer::Parts {
  std::shared_ptr<Bus> bus;
  ConsumerSpec spec;
  Handler handle;
  std::vector<std::jthread> threads;

  void Handle(natsMsg* raw) const {
    const detail::MsgPtr message{raw};
    jsMsgMetaData* raw_meta = nullptr;
    if (natsMsg_GetMetaData(&raw_meta, raw) != NATS_OK) return;
    const detail::MetaPtr meta{raw_meta};
    Settle(raw, handle({detail::FromNats(raw, meta->Sequence.Stream), meta->NumDelivered}));
  }

  // One message, or as many as there are: fetching many waits for all of them when there are fewer.
  natsStatus Pull(natsSubscription* subscription, int& batch, const std::stop_token& stop) const {
    natsMsgList list{};
    const natsStatus status = natsSubscription_Fetch(&list, subscription, batch, kWaitMs, nullptr);
    std::uint64_t pending = 0;
    for (int i = 0; i < list.Count; ++i) {
      jsMsgMetaData* meta = nullptr;
      if (i + 1 == list.Count && natsMsg_GetMetaData(&meta, list.Msgs[i]) == NATS_OK) {
        pending = meta->NumPending;
        jsMsgMetaData_Destroy(meta);
      }
      natsMsg* message = std::exchange(list.Msgs[i], nullptr);
      if (stop.stop_requested()) {
        natsMsg_Nak(message, nullptr);
        natsMsg_Destroy(message);
      } else {
        Handle(message);
      }
    }
    natsMsgList_Destroy(&list);
    batch = pending == 0 ? 1 : static_cast<int>(std::min<std::uint64_t>(pending, kBatch));
    return status;
  }

  natsStatus TakePushed(natsSubscription* subscription) const {
    natsMsg* message = nullptr;
    const natsStatus status = natsSubscription_NextMsg(&message, subscription, kWaitMs);
    if (status == NATS_OK) Handle(message);
    return status;
  }

  void Run(const std::stop_token& stop) const {
    if (spec.delivery == Delivery::kPull) MakeThisThreadRoutine();
    detail::SubscriptionPtr subscription;
    std::uint64_t epoch = 0;
    int batch = 1;
    while (!stop.stop_requested()) {
      if (!Attach(subscription, epoch)) {
        std::this_thread::sleep_for(kBindRetry);
        continue;
      }
      const natsStatus status = spec.delivery == Delivery::kPull ? Pull(subscription.get(), batch, stop)
                                                                 : TakePushed(subscription.get());
      if (status != NATS_OK && status != NATS_TIMEOUT) {
        GiveBack(subscription.get());
        subscription.reset();
        std::this_thread::sleep_for(kBindRetry);
      }
    }
    if (subscription) GiveBack(subscription.get());
  }

  // A subscription outlives the connection, with what it holds; the consumer may not outlive the server.
  bool Attach(detail::SubscriptionPtr& subscription, std::uint64_t& epoch) const {
    const auto now = bus->Epoch();
    if (!subscription) {
      subscription = Bind(*bus, spec);
    } else if (epoch != now && !Ensure(*bus, spec)) {
      return false;
    }
    epoch = now;
    return subscription != nullptr;
  }
};

std::unique_ptr<Consumer> Consumer::Start(std::shared_ptr<Bus> bus, ConsumerSpec spec, int threads,
                                          Handler handle) {
  auto parts = std::make_unique<Parts>();
  parts->bus = std::move(bus);
  parts->spec = std::move(spec);
  parts->handle = std::move(handle);
  auto* shared = parts.get();
  for (int i = 0; i < threads; ++i) {
    parts->threads.emplace_back([shared](const std::stop_token& stop) { shared->Run(stop); });
  }
  return std::unique_ptr<Consumer>(new Consumer(std::move(parts)));
}

Consumer::Consumer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Consumer::~Consumer() {
  for (auto& thread : parts_->threads) thread.request_stop();
}

}  // namespace watchbell::bus
