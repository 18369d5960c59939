#include "common/bus/consumer.hpp"

#include <mutex>
#include <thread>
#include <vector>

#include "common/bus/source.hpp"

namespace watchbell::bus {
namespace {

constexpr std::int64_t kWaitMs = 500;  // how long a stop may take to be noticed
constexpr std::chrono::milliseconds kBindRetry{200};
constexpr int kBatch = 64;

using Handler = std::function<Outcome(const Incoming&)>;

// Without the service, which is what the process is called.
std::string_view PurposeOf(std::string_view durable) {
  const auto end = durable.find("__");
  return end == std::string_view::npos ? durable : durable.substr(end + 2);
}

void Settle(natsMsg* message, const Outcome& outcome) {
  switch (outcome.kind) {
    case Outcome::Kind::kDone: natsMsg_Ack(message, nullptr); return;
    case Outcome::Kind::kRetry: natsMsg_NakWithDelay(message, outcome.retry_after.count(), nullptr); return;
    case Outcome::Kind::kDrop: natsMsg_Term(message, nullptr); return;
  }
}

}  // namespace

struct Consumer::Parts {
  Parts(std::shared_ptr<Bus> its_bus, ConsumerSpec its_spec, Handler its_handle)
      : bus(std::move(its_bus)), spec(std::move(its_spec)), handle(std::move(its_handle)) {}

  const std::shared_ptr<Bus> bus;
  const ConsumerSpec spec;
  const Handler handle;
  detail::Source pushed{*bus, spec};
  mutable std::mutex taking;
  std::vector<std::jthread> threads;

  void Handle(natsMsg* raw, const std::stop_token& stop) const {
    const detail::MsgPtr message{raw};
    if (stop.stop_requested()) {
      natsMsg_Nak(raw, nullptr);
      return;
    }
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
      Handle(std::exchange(list.Msgs[i], nullptr), stop);
    }
    natsMsgList_Destroy(&list);
    batch = pending == 0 ? 1 : static_cast<int>(std::min<std::uint64_t>(pending, kBatch));
    return status;
  }

  // One thread waits at a time: of several, nats.c wakes one for the first message and none for those that
  // come with it.
  natsStatus TakePushed(natsSubscription* subscription, const std::stop_token& stop) const {
    natsMsg* message = nullptr;
    natsStatus status = NATS_OK;
    {
      const std::scoped_lock turn(taking);
      if (stop.stop_requested()) return NATS_OK;
      status = natsSubscription_NextMsg(&message, subscription, kWaitMs);
    }
    if (status == NATS_OK) Handle(message, stop);
    return status;
  }

  void Run(const std::stop_token& stop, detail::Source& source) const {
    int batch = 1;
    while (!stop.stop_requested()) {
      const auto subscription = source.Get();
      if (!subscription) {
        std::this_thread::sleep_for(kBindRetry);
        continue;
      }
      const natsStatus status = spec.delivery == Delivery::kPull ? Pull(subscription.get(), batch, stop)
                                                                 : TakePushed(subscription.get(), stop);
      if (status != NATS_OK && status != NATS_TIMEOUT) {
        source.Drop(subscription);
        std::this_thread::sleep_for(kBindRetry);
      }
    }
  }

  void RunPulling(const std::stop_token& stop) const {
    detail::Source own(*bus, spec);
    Run(stop, own);
  }
};

std::unique_ptr<Consumer> Consumer::Start(std::shared_ptr<Bus> bus, ConsumerSpec spec, int threads,
                                          Handler handle) {
  auto parts = std::make_unique<Parts>(std::move(bus), std::move(spec), std::move(handle));
  auto* shared = parts.get();
  for (int i = 0; i < threads; ++i) {
    parts->threads.emplace_back([shared](const std::stop_token& stop) {
      thread::NameThisThread(PurposeOf(shared->spec.durable));
      const bool pulls = shared->spec.delivery == Delivery::kPull;
      thread::LowerThisThread(pulls ? thread::StepBack::kForUrgent : shared->spec.step_back);
      if (pulls) return shared->RunPulling(stop);
      shared->Run(stop, shared->pushed);
    });
  }
  return std::unique_ptr<Consumer>(new Consumer(std::move(parts)));
}

Consumer::Consumer(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Consumer::~Consumer() {
  for (auto& thread : parts_->threads) thread.request_stop();
  parts_->pushed.Close();
}

}  // namespace watchbell::bus
