#include "services/notification/adapters/work_queue.hpp"

#include <future>

#include "common/bus/stream.hpp"
#include "common/names/names.hpp"
#include "common/telemetry/log.hpp"
#include "services/notification/domain/notice.hpp"

namespace watchbell::notification {
namespace {

constexpr std::chrono::milliseconds kRetryAfter{500};

}  // namespace

Status ReconcileQueues(bus::Bus& bus, int replicas) {
  for (const char* lane : {kUrgentLane, kRoutineLane}) {
    const auto done = bus::Reconcile(bus, {.name = names::WorkStream(lane),
                                           .subjects = names::WorkSubject(lane),
                                           .retention = bus::Retention::kWorkQueue,
                                           .replicas = replicas});
    if (!done) return done;
  }
  return {};
}

Status Enqueue(bus::Bus& bus, const char* lane, const std::vector<v1::DeliveryWork>& works) {
  std::vector<std::future<Result<bus::Ack>>> acks;
  for (const auto& work : works) {
    auto promise = std::make_shared<std::promise<Result<bus::Ack>>>();
    acks.push_back(promise->get_future());
    bus.AppendAsync({.subject = names::WorkSubject(lane),
                     .id = BatchIdOf(work.notice().id(), work.ordinal()),
                     .payload = work.SerializeAsString()},
                    [promise](Result<bus::Ack> ack) { promise->set_value(std::move(ack)); });
  }
  Status status;
  for (auto& ack : acks) {
    if (const auto result = ack.get(); !result && status) status = tl::unexpected<Error>(result.error());
  }
  return status;
}

std::unique_ptr<bus::Consumer> Work(
    std::shared_ptr<bus::Bus> bus, const char* lane, int threads,
    std::function<Status(const v1::DeliveryWork&, std::uint64_t attempt)> deliver) {
  return bus::Consumer::Start(
      std::move(bus),
      {.stream = names::WorkStream(lane),
       .durable = names::Durable("notification", lane),
       .filter = names::WorkSubject(lane),
       .delivery = bus::Delivery::kPush,
       .ack_wait = kBatchPatience},
      threads, [deliver = std::move(deliver)](const bus::Incoming& incoming) -> bus::Outcome {
        v1::DeliveryWork work;
        if (!work.ParseFromString(incoming.message.payload)) {
          log::Error("work_malformed", {{"sequence", std::to_string(incoming.message.sequence)}});
          return {bus::Outcome::Kind::kDrop};
        }
        if (deliver(work, incoming.attempt)) return {};
        return {bus::Outcome::Kind::kRetry, kRetryAfter};
      });
}

}  // namespace watchbell::notification
