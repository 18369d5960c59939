#include "common/bus/source.hpp"

#include <vector>

#include "common/bus/consumer.hpp"

namespace watchbell::bus::detail {
namespace {

constexpr std::int64_t kDrainMs = 1000;

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

std::shared_ptr<natsSubscription> Bind(Bus& bus, const ConsumerSpec& spec) {
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
  if (raw == nullptr) return nullptr;
  return {raw, RetireSubscription{bus.connection()}};
}

// Once the server pushes nothing more here, what nobody took is another replica's at once, instead of after
// `ack_wait`.
void GiveBack(const Bus& bus, natsSubscription* subscription) {
  if (!bus.Connected() || natsSubscription_DrainTimeout(subscription, kDrainMs) != NATS_OK) return;
  std::vector<MsgPtr> waiting;
  natsMsg* message = nullptr;
  while (natsSubscription_NextMsg(&message, subscription, kDrainMs) == NATS_OK) waiting.emplace_back(message);
  for (const auto& one : waiting) natsMsg_Nak(one.get(), nullptr);
}

}  // namespace

Source::Source(Bus& bus, const ConsumerSpec& spec) : bus_(bus), spec_(spec) {}

std::shared_ptr<natsSubscription> Source::Get() {
  const std::scoped_lock lock(mutex_);
  if (closed_) return nullptr;
  const auto now = bus_.Epoch();
  if (!subscription_) {
    subscription_ = Bind(bus_, spec_);
  } else if (epoch_ != now && !Ensure(bus_, spec_)) {
    return nullptr;
  }
  epoch_ = now;
  return subscription_;
}

void Source::Drop(const std::shared_ptr<natsSubscription>& broken) {
  const std::scoped_lock lock(mutex_);
  if (subscription_ != broken) return;
  GiveBack(bus_, broken.get());
  subscription_.reset();
}

void Source::Close() {
  const std::scoped_lock lock(mutex_);
  closed_ = true;
  if (subscription_) GiveBack(bus_, subscription_.get());
}

}  // namespace watchbell::bus::detail
