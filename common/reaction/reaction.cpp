#include "common/reaction/reaction.hpp"

#include <prometheus/counter.h>
#include <prometheus/registry.h>

#include <algorithm>

#include "common/id/id.hpp"
#include "common/ledger/event.hpp"
#include "common/names/names.hpp"
#include "common/reaction/dead_letter.hpp"
#include "common/telemetry/log.hpp"
#include "common/telemetry/trace.hpp"

namespace watchbell::reaction {
namespace {

using bus::Outcome;
using std::chrono::milliseconds;

constexpr milliseconds kFirstRetry{50};
constexpr milliseconds kLastRetry{30'000};
constexpr std::uint64_t kDoublingsMax = 10;

// 50 ms, doubled with every attempt, up to 30 s.
milliseconds RetryAfter(std::uint64_t attempt) {
  return std::min<milliseconds>(kFirstRetry * (1LL << std::min(attempt, kDoublingsMax)), kLastRetry);
}

bool IsPassing(Code code) {
  return code == Code::kUnavailable || code == Code::kAborted || code == Code::kDeadlineExceeded;
}

// The subject under which the event was recorded, whether it comes from the record or from the dead letters.
std::string RecordedSubject(const bus::Stored& message) {
  const auto original = message.Header(kSubjectHeader);
  return original.empty() ? message.subject : original;
}

}  // namespace

std::string Origin::RequestId(std::string_view purpose) const { return id::Derive(purpose, event_id); }

struct Reaction::Parts {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  std::string durable;
  const google::protobuf::Message& prototype;
  Handler handler;
  prometheus::Family<prometheus::Counter>& outcomes;
  prometheus::Counter& done = Outcomes("done");
  prometheus::Counter& again = Outcomes("retry");
  prometheus::Counter& dead = Outcomes("dead_letter");
  std::unique_ptr<bus::Consumer> record;
  std::unique_ptr<bus::Consumer> replays;

  prometheus::Counter& Outcomes(const char* outcome) {
    return outcomes.Add({{"consumer", durable}, {"outcome", outcome}});
  }

  Status React(const bus::Incoming& incoming) const {
    const auto& message = incoming.message;
    if (ledger::IsErased(message)) return {};
    const bool replayed = !message.Header(kReplayHeader).empty();
    const auto key = names::ParseSubject(RecordedSubject(message));
    const std::unique_ptr<google::protobuf::Message> event{prototype.New()};
    if (!key || !event->ParseFromString(message.payload)) {
      return Fail(Code::kInternal, "EVENT_MALFORMED",
                  "The event cannot be read; compare the versions of both services.");
    }
    if (auto opened = sealer.Open(*event, RecordedSubject(message)); !opened) return opened;
    Origin origin{.event_id = message.Header("ce-id"),
                  .key = *key,
                  .sequence = message.sequence,
                  .traceparent = trace::Child(message.Header("traceparent")),
                  .attempt = incoming.attempt + (replayed ? 1 : 0)};
    origin.at = FromProto(ledger::MetaOf(*event).at());
    return handler(*event, origin);
  }

  Outcome Settle(const bus::Incoming& incoming) const {
    const auto& message = incoming.message;
    const auto reacted = React(incoming);
    if (reacted) {
      done.Increment();
      return {};
    }
    const auto& error = reacted.error();
    if (IsPassing(error.code)) {
      again.Increment();
      return {Outcome::Kind::kRetry, RetryAfter(incoming.attempt)};
    }
    if (!Bury(*bus, durable, message, error)) return {Outcome::Kind::kRetry, RetryAfter(incoming.attempt)};
    dead.Increment();
    log::Error("dead_letter",
               {{"consumer", durable}, {"event_id", message.Header("ce-id")}, {"why", error.reason}});
    return {Outcome::Kind::kDrop};
  }

  // Only what an operator sent again; on success it leaves the list.
  Outcome SettleReplay(const bus::Incoming& incoming) const {
    if (incoming.message.Header(kReplayHeader).empty()) return {};
    const auto outcome = Settle(incoming);
    if (outcome.kind != Outcome::Kind::kDone) return outcome;
    if (!Resolve(*bus, incoming.message.subject)) return {Outcome::Kind::kRetry, kFirstRetry};
    return outcome;
  }
};

std::unique_ptr<Reaction> Reaction::Start(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer,
                                          prometheus::Registry& registry, Spec spec,
                                          const google::protobuf::Message& prototype, Handler handler) {
  auto& outcomes = prometheus::BuildCounter()
                       .Name("watchbell_reactions_total")
                       .Help("Events of other services, by consumer and by what became of them")
                       .Register(registry);
  auto parts =
      std::unique_ptr<Parts>(new Parts{std::move(bus), sealer, names::Durable(spec.service, spec.purpose),
                                       prototype, std::move(handler), outcomes});
  auto* shared = parts.get();
  parts->record = bus::Consumer::Start(
      parts->bus,
      {.stream = names::StreamOf(spec.from_service),
       .durable = parts->durable,
       .filter = names::RecordSubjectsOf(spec.from_service, spec.aggregate),
       .delivery = spec.delivery},
      spec.threads, [shared](const bus::Incoming& incoming) { return shared->Settle(incoming); });
  parts->replays = bus::Consumer::Start(
      parts->bus,
      {.stream = std::string{names::kDeadLetterStream},
       .durable = parts->durable + "__replay",
       .filter = names::DeadLetterSubjectsOf(parts->durable)},
      1, [shared](const bus::Incoming& incoming) { return shared->SettleReplay(incoming); });
  return std::unique_ptr<Reaction>(new Reaction(std::move(parts)));
}

Reaction::Reaction(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Reaction::~Reaction() = default;

}  // namespace watchbell::reaction
