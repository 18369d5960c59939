#include "common/ledger/mirror.hpp"

#include "common/ledger/event.hpp"
#include "common/telemetry/log.hpp"
#include "common/thread/thread.hpp"

namespace watchbell::ledger {
namespace {

constexpr std::chrono::milliseconds kWait{200};
constexpr std::size_t kBatch = 1024;

}  // namespace

AnyMirror::AnyMirror(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer, std::string service,
                     std::string aggregate, const google::protobuf::Message& prototype, Apply apply,
                     Forget forget)
    : bus_(std::move(bus)),
      sealer_(sealer),
      service_(std::move(service)),
      aggregate_(std::move(aggregate)),
      prototype_(prototype),
      apply_(std::move(apply)),
      forget_(std::move(forget)),
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void AnyMirror::Run(const std::stop_token& stop) {
  thread::NameThisThread(aggregate_);
  std::unique_ptr<bus::Reader> reader;
  while (!stop.stop_requested()) {
    if (!reader) {
      auto opened = bus::Reader::Open(bus_, {.stream = names::StreamOf(service_),
                                             .filter = names::RecordSubjectsOf(service_, aggregate_),
                                             .newest_only = true});
      if (!opened) {
        std::this_thread::sleep_for(kWait);
        continue;
      }
      reader = std::move(*opened);
    }
    const auto messages = reader->Next(kBatch, kWait);
    if (!messages) {
      std::this_thread::sleep_for(kWait);
      continue;
    }
    for (const auto& stored : *messages) Take(stored);
    if (reader->Pending() == 0 && !ready_) {
      const std::scoped_lock lock(mutex_);
      ready_ = true;
      applied_.notify_all();
    }
  }
}

void AnyMirror::Take(const bus::Stored& stored) {
  const auto key = names::ParseSubject(stored.subject);
  const std::unique_ptr<google::protobuf::Message> event{prototype_.New()};
  if (key && IsErased(stored)) {
    if (forget_) forget_(*key);
  } else if (!key || !event->ParseFromString(stored.payload) || !sealer_.Open(*event, stored.subject)) {
    log::Error("mirror_skipped_event",
               {{"stream", names::StreamOf(service_)}, {"sequence", std::to_string(stored.sequence)}});
  } else {
    apply_(*key, StateOf(*event));
  }
  const std::scoped_lock lock(mutex_);
  sequence_ = stored.sequence;
  applied_.notify_all();
}

bool AnyMirror::AwaitReady(std::chrono::milliseconds patience) {
  if (ready_) return true;
  std::unique_lock lock(mutex_);
  return applied_.wait_for(lock, patience, [&] { return ready_.load(); });
}

bool AnyMirror::Await(std::uint64_t sequence, std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  return applied_.wait_for(lock, patience, [&] { return sequence_ >= sequence; });
}

}  // namespace watchbell::ledger
