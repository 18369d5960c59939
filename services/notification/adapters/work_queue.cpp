#include "services/notification/adapters/work_queue.hpp"

#include <deque>
#include <future>
#include <utility>

#include "common/bus/stream.hpp"
#include "common/names/names.hpp"
#include "common/telemetry/log.hpp"
#include "services/notification/domain/notice.hpp"

namespace watchbell::notification {
namespace {

constexpr std::chrono::milliseconds kRetryAfter{500};
// Those that wait for their time count as under way.
constexpr int kWaitingMax = 20'000;

bus::Outgoing MessageOf(const char* lane, const v1::DeliveryWork& work, const std::string& purpose) {
  return {.subject = names::WorkSubject(lane),
          .id = BatchIdOf(work.notice().id(), work.ordinal()) + purpose,
          .payload = work.SerializeAsString()};
}

using Handle = std::function<bus::Outcome(const v1::DeliveryWork&, std::uint64_t attempt)>;

std::unique_ptr<bus::Consumer> Start(std::shared_ptr<bus::Bus> bus, const char* lane, int threads,
                                     int in_flight_max, Handle handle) {
  const bool routine = std::string_view(lane) == kRoutineLane;
  return bus::Consumer::Start(
      std::move(bus),
      {.stream = names::WorkStream(lane),
       .durable = names::Durable("notification", lane),
       .filter = names::WorkSubject(lane),
       .delivery = bus::Delivery::kPush,
       .ack_wait = kBatchPatience,
       .in_flight_max = in_flight_max,
       .step_back = routine ? thread::StepBack::kForUrgent : thread::StepBack::kForAlarms},
      threads, [handle = std::move(handle)](const bus::Incoming& incoming) -> bus::Outcome {
        v1::DeliveryWork work;
        if (!work.ParseFromString(incoming.message.payload)) {
          log::Error("work_malformed", {{"sequence", std::to_string(incoming.message.sequence)}});
          return {bus::Outcome::Kind::kDrop};
        }
        return handle(work, incoming.attempt);
      });
}

}  // namespace

Status ReconcileQueues(bus::Bus& bus, int replicas) {
  for (const char* lane : {kUrgentLane, kRoutineLane, kAgainLane}) {
    const auto done = bus::Reconcile(bus, {.name = names::WorkStream(lane),
                                           .subjects = names::WorkSubject(lane),
                                           .retention = bus::Retention::kWorkQueue,
                                           .replicas = replicas});
    if (!done) return done;
  }
  return {};
}

Status Enqueue(bus::Bus& bus, const char* lane, int count, const std::function<v1::DeliveryWork(int)>& work,
               const std::string& purpose) {
  std::deque<std::future<Result<bus::Ack>>> acks;
  Status status;
  const auto settle_first = [&] {
    if (const auto result = acks.front().get(); !result && status)
      status = tl::unexpected<Error>(result.error());
    acks.pop_front();
  };
  for (int place = 0; place < count; ++place) {
    if (acks.size() >= kEnqueuedAtOnce) settle_first();
    auto promise = std::make_shared<std::promise<Result<bus::Ack>>>();
    acks.push_back(promise->get_future());
    bus.AppendAsync(MessageOf(lane, work(place), purpose),
                    [promise](Result<bus::Ack> ack) { promise->set_value(std::move(ack)); });
  }
  while (!acks.empty()) settle_first();
  return status;
}

void EnqueueSoon(bus::Bus& bus, const char* lane, const v1::DeliveryWork& work, const std::string& purpose) {
  bus.AppendAsync(MessageOf(lane, work, purpose), [](const Result<bus::Ack>& ack) {
    if (!ack) log::Error("work_lost", {{"why", ack.error().reason}});
  });
}

std::unique_ptr<bus::Consumer> Work(
    std::shared_ptr<bus::Bus> bus, const char* lane, int threads,
    std::function<Status(const v1::DeliveryWork&, std::uint64_t attempt)> deliver) {
  return Start(std::move(bus), lane, threads, bus::ConsumerSpec{}.in_flight_max,
               [deliver = std::move(deliver)](const v1::DeliveryWork& work, std::uint64_t attempt) {
                 if (deliver(work, attempt)) return bus::Outcome{};
                 return bus::Outcome{bus::Outcome::Kind::kRetry, kRetryAfter};
               });
}

std::unique_ptr<bus::Consumer> WorkAgain(
    std::shared_ptr<bus::Bus> bus, int threads,
    std::function<std::optional<std::chrono::milliseconds>(const v1::DeliveryWork&)> deliver) {
  return Start(std::move(bus), kAgainLane, threads, kWaitingMax,
               [deliver = std::move(deliver)](const v1::DeliveryWork& work, std::uint64_t) {
                 const auto later = deliver(work);
                 if (!later) return bus::Outcome{};
                 return bus::Outcome{bus::Outcome::Kind::kRetry, *later};
               });
}

}  // namespace watchbell::notification
