#include "common/reaction/dead_letter.hpp"

#include "common/bus/erase.hpp"
#include "common/bus/reader.hpp"
#include "common/id/id.hpp"
#include "common/names/names.hpp"

namespace watchbell::reaction {
namespace {

constexpr char kReasonHeader[] = "Watchbell-Reason";
constexpr char kRemedyHeader[] = "Watchbell-Remedy";
constexpr std::chrono::milliseconds kReadWait{500};
constexpr std::size_t kReadBatch = 256;

// The event's own headers, without those that concern its place on a stream.
bus::Headers Carried(const bus::Stored& message) {
  bus::Headers headers;
  for (const auto& header : message.headers) {
    if (header.first.starts_with("ce-") || header.first == "traceparent") headers.push_back(header);
  }
  return headers;
}

}  // namespace

Status Bury(bus::Bus& bus, const std::string& consumer, const bus::Stored& message, const Error& error) {
  const bool again = !message.Header(kSubjectHeader).empty();
  const std::string subject = again ? message.Header(kSubjectHeader) : message.subject;
  const auto key = names::ParseSubject(subject);
  const std::string event_id = message.Header("ce-id").empty()
                                   ? id::Derive("event", subject + message.payload)
                                   : message.Header("ce-id");
  bus::Outgoing letter;
  letter.subject =
      names::DeadLetterSubject(consumer, key ? key->school : std::string{names::kDistrict}, event_id);
  letter.id = id::Derive(letter.subject, message.Header(kReplayHeader) + error.reason);
  letter.headers = Carried(message);
  letter.headers.emplace_back(kSubjectHeader, subject);
  letter.headers.emplace_back(kSequenceHeader,
                              again ? message.Header(kSequenceHeader) : std::to_string(message.sequence));
  letter.headers.emplace_back(kReasonHeader, error.reason);
  letter.headers.emplace_back(kRemedyHeader, error.remedy);
  letter.payload = message.payload;
  const auto ack = bus.Append(letter);
  return ack ? Status{} : tl::unexpected<Error>(ack.error());
}

Status Resolve(bus::Bus& bus, const std::string& dead_letter_subject) {
  return bus::EraseAll(bus, std::string{names::kDeadLetterStream}, dead_letter_subject);
}

Result<std::vector<DeadLetter>> List(std::shared_ptr<bus::Bus> bus, const std::string& consumer) {
  auto reader = bus::Reader::Open(std::move(bus), {.stream = std::string{names::kDeadLetterStream},
                                                   .filter = names::DeadLetterSubjectsOf(consumer),
                                                   .newest_only = true});
  if (!reader) return tl::unexpected<Error>(reader.error());
  std::vector<DeadLetter> letters;
  while ((*reader)->Pending() > 0) {
    const auto messages = (*reader)->Next(kReadBatch, kReadWait);
    if (!messages) return tl::unexpected<Error>(messages.error());
    for (const auto& message : *messages) {
      const auto key = names::ParseSubject(message.subject);
      if (!key) continue;
      letters.push_back({.consumer = key->aggregate,
                         .school = key->school,
                         .event_id = key->id,
                         .reason = message.Header(kReasonHeader),
                         .remedy = message.Header(kRemedyHeader),
                         .subject = message.Header(kSubjectHeader),
                         .sequence = std::strtoull(message.Header(kSequenceHeader).c_str(), nullptr, 10),
                         .at = message.Header("ce-time")});
    }
  }
  return letters;
}

Status Replay(bus::Bus& bus, const DeadLetter& letter, const std::string& replay_id) {
  const std::string subject = names::DeadLetterSubject(letter.consumer, letter.school, letter.event_id);
  auto stored = bus.Last(std::string{names::kDeadLetterStream}, subject, bus::Freshness::kLeader);
  if (!stored) return tl::unexpected<Error>(stored.error());
  if (!*stored) return Fail(Code::kNotFound, "NOT_FOUND", "List the dead letters again: this one is gone.");
  bus::Outgoing again{.subject = subject, .id = replay_id, .payload = (*stored)->payload};
  again.headers = Carried(**stored);
  for (const char* name : {kSubjectHeader, kSequenceHeader, kReasonHeader, kRemedyHeader}) {
    again.headers.emplace_back(name, (*stored)->Header(name));
  }
  again.headers.emplace_back(kReplayHeader, replay_id);
  const auto ack = bus.Append(again);
  return ack ? Status{} : tl::unexpected<Error>(ack.error());
}

}  // namespace watchbell::reaction
