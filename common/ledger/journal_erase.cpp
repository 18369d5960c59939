// How an aggregate ends: marked as erased, then overwritten event by event, at last forgotten.
#include <google/protobuf/util/time_util.h>

#include "common/bus/erase.hpp"
#include "common/bus/reader.hpp"
#include "common/ledger/event.hpp"
#include "common/ledger/journal.hpp"

namespace watchbell::ledger {

using google::protobuf::Message;

namespace {

constexpr std::size_t kReadBatch = 64;
constexpr std::chrono::milliseconds kReadWait{500};
constexpr int kMarkTriesMax = 64;  // lost races

}  // namespace

view::Entry ErasedEntry(const names::Key& key, const bus::Stored& mark) {
  google::protobuf::Timestamp at;
  google::protobuf::util::TimeUtil::FromString(mark.Header("ce-time"), &at);
  const auto since = FromProto(at);
  return {key, mark.sequence, "", {{}, {{kSweepTimer, since}, {kBuryTimer, since + kErasedKept}}}};
}

Result<std::optional<bus::Stored>> Journal::Newest(const names::Key& key) {
  return environment_.bus->Last(names::StreamOf(service_), names::RecordSubject(key),
                                bus::Freshness::kLeader);
}

Status Journal::EachBefore(const names::Key& key, std::uint64_t sequence,
                           const std::function<Status(const bus::Stored&)>& each) {
  auto reader = bus::Reader::Open(environment_.bus,
                                  {.stream = names::StreamOf(service_), .filter = names::RecordSubject(key)});
  if (!reader) return tl::unexpected<Error>(reader.error());
  while (true) {
    const auto messages = (*reader)->Next(kReadBatch, kReadWait);
    if (!messages) return tl::unexpected<Error>(messages.error());
    for (const auto& stored : *messages) {
      if (stored.sequence >= sequence) return {};
      if (auto done = each(stored); !done) return done;
    }
    if (messages->empty() && (*reader)->Pending() == 0) return {};
    if (messages->empty()) return Fail(Code::kUnavailable, bus::kBusAway, "The record is slow; try again.");
  }
}

Result<std::vector<std::shared_ptr<Message>>> Journal::History(const names::Key& key) {
  const auto newest = Newest(key);
  if (!newest) return tl::unexpected<Error>(newest.error());
  std::vector<std::shared_ptr<Message>> history;
  if (!*newest) return history;
  auto read = EachBefore(key, (*newest)->sequence + 1, [&](const bus::Stored& stored) -> Status {
    std::shared_ptr<Message> event{prototype_.New()};
    if (IsErased(stored) || !event->ParseFromString(stored.payload)) return {};
    history.push_back(std::move(event));
    return {};
  });
  if (!read) return tl::unexpected<Error>(read.error());
  return history;
}

Result<std::optional<bus::Stored>> Journal::Mark(const names::Key& key, const Context& context) {
  for (int attempt = 0; attempt < kMarkTriesMax; ++attempt) {
    auto newest = Newest(key);
    if (!newest || !*newest || IsErased(**newest)) return newest;
    const auto ack = environment_.bus->Append(ErasedMark(key, (*newest)->sequence, context));
    if (ack && !ack->duplicate) probe_.Erased();
    if (!ack && ack.error().reason != bus::kConflict) return tl::unexpected<Error>(ack.error());
  }
  return Fail(Code::kAborted, "TOO_BUSY", "Many people change this at once; try again.");
}

Status Journal::EraseBefore(const names::Key& key, std::uint64_t sequence) {
  return EachBefore(key, sequence, [&](const bus::Stored& stored) -> Status {
    // Copies first: they are found by the event's id.
    if (const auto event_id = stored.Header("ce-id"); !event_id.empty()) {
      auto copies = bus::EraseAll(*environment_.bus, std::string{names::kDeadLetterStream},
                                  names::DeadLetterSubject("*", key.school, event_id));
      if (!copies) return copies;
    }
    return bus::Erase(*environment_.bus, names::StreamOf(service_), stored.sequence);
  });
}

Status Journal::Erase(const names::Key& key, const Context& context) {
  const auto mark = Mark(key, context);
  if (!mark) return tl::unexpected<Error>(mark.error());
  if (!*mark) return Bury(key);
  Remember(names::RecordSubject(key), {nullptr, (*mark)->sequence, false, true});
  if (auto erased = EraseBefore(key, (*mark)->sequence); !erased) return erased;
  return environment_.view ? environment_.view->Write({ErasedEntry(key, **mark)}) : Status{};
}

Status Journal::Sweep(const names::Key& key) {
  const auto newest = Newest(key);
  if (!newest) return tl::unexpected<Error>(newest.error());
  return *newest && IsErased(**newest) ? EraseBefore(key, (*newest)->sequence) : Status{};
}

Status Journal::Bury(const names::Key& key) {
  const auto newest = Newest(key);
  if (!newest) return tl::unexpected<Error>(newest.error());
  if (*newest && !IsErased(**newest)) return {};
  if (*newest) {
    if (auto swept = EraseBefore(key, (*newest)->sequence); !swept) return swept;
    auto erased = bus::Erase(*environment_.bus, names::StreamOf(service_), (*newest)->sequence);
    if (!erased) return erased;
  }
  Forget(names::RecordSubject(key));
  constexpr auto kWhateverIsThere = std::uint64_t{1} << 53;  // the largest that Lua counts exactly
  return environment_.view ? environment_.view->Drop(key, *newest ? (*newest)->sequence : kWhateverIsThere)
                           : Status{};
}

}  // namespace watchbell::ledger
