#include "services/alerting/domain/accountability/roll_call.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::alerting {
namespace {

using v1::RollCall;
using v1::RollCallEvent;
using v1::RollCallMark;
using v1::RollCallRow;

Error Bad(const char* reason, const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}

const RollCallRow* Find(const RollCall& roll_call, const std::string& person_id) {
  for (const auto& row : roll_call.rows())
    if (row.person_id() == person_id) return &row;
  return nullptr;
}

std::optional<Error> Fault(const RollCallMark& mark) {
  if (mark.person_id().empty())
    return Bad("PERSON_MISSING", "marks.person_id", "Say whom the mark is about.");
  if (mark.state() == RollCallRow::STATE_UNSPECIFIED)
    return Bad("STATE_MISSING", "marks.state", "Say where the person is.");
  if (mark.state() == RollCallRow::STATE_ELSEWHERE && mark.room().empty())
    return Bad("ROOM_MISSING", "marks.room", "Say in which room the person is.");
  if (mark.room().size() > kRollCallRoomBytesMax)
    return Bad("TEXT_TOO_LONG", "marks.room", "Shorten it to 100 characters.");
  return std::nullopt;
}

void Apply(RollCall& roll_call, const RollCallMark& mark, std::uint64_t sequence,
           const RollCallEvent& event) {
  auto& rows = *roll_call.mutable_rows();
  auto row = std::find_if(rows.begin(), rows.end(),
                          [&](const auto& known) { return known.person_id() == mark.person_id(); });
  if (row == rows.end()) {
    auto& guest = *rows.Add();
    guest.set_person_id(mark.person_id());
    guest.set_guest(true);
    row = rows.end() - 1;
  }
  if (!IsAccounted(mark.state()))
    row->clear_accounted_at();
  else if (!row->has_accounted_at())
    *row->mutable_accounted_at() = event.meta().at();
  row->set_state(mark.state());
  row->set_room(mark.state() == RollCallRow::STATE_ELSEWHERE ? mark.room() : "");
  row->set_sequence(sequence);
  row->set_marked_by(event.meta().actor_id());
  *row->mutable_marked_at() = event.meta().at();
}

std::uint64_t NewestSequence(const RollCall& roll_call) {
  std::uint64_t newest = 0;
  for (const auto& row : roll_call.rows()) newest = std::max(newest, row.sequence());
  return newest;
}

}  // namespace

std::string RollCallsOf(const std::string& incident_id) { return "roll-calls:" + incident_id; }
std::string RollCallIdOf(const std::string& incident_id, const std::string& of, int page) {
  return id::Derive("roll-call-" + of + "-" + std::to_string(page), incident_id);
}

bool IsAccounted(RollCallRow::State state) {
  return state != RollCallRow::STATE_UNSPECIFIED && state != RollCallRow::STATE_UNKNOWN &&
         state != RollCallRow::STATE_MISSING;
}

void RollCalls::Evolve(RollCall& roll_call, const RollCallEvent& event) {
  switch (event.fact_case()) {
    case RollCallEvent::kOpened:
      roll_call = event.opened().roll_call();
      *roll_call.mutable_opened_at() = event.meta().at();
      return;
    case RollCallEvent::kTaken:
      for (const auto& mark : event.taken().marks()) Apply(roll_call, mark, event.taken().sequence(), event);
      roll_call.set_taken_by(event.meta().actor_id());
      *roll_call.mutable_taken_at() = event.meta().at();
      return;
    case RollCallEvent::FACT_NOT_SET: return;
  }
}

Indexes RollCalls::IndexesOf(const RollCall& roll_call) {
  return {{RollCallsOf(roll_call.incident_id()),
           static_cast<double>(FromProto(roll_call.opened_at()).time_since_epoch().count())}};
}

RollCallRow ExpectedRow(const std::string& person_id, const std::string& given_name,
                        const std::string& family_name) {
  RollCallRow row;
  row.set_person_id(person_id);
  row.set_given_name(given_name);
  row.set_family_name(family_name);
  row.set_state(RollCallRow::STATE_UNKNOWN);
  return row;
}

std::vector<RollCall> PagesOf(const RollCall& blank, const std::string& of,
                              const std::vector<RollCallRow>& rows) {
  std::vector<RollCall> pages;
  for (const auto& row : rows) {
    if (pages.empty() || pages.back().rows_size() == kRollCallListedMax) {
      pages.push_back(blank);
      pages.back().set_page(static_cast<int>(pages.size()) - 1);
      pages.back().set_id(RollCallIdOf(blank.incident_id(), of, pages.back().page()));
    }
    *pages.back().add_rows() = row;
  }
  return pages;
}

std::optional<Error> WhyNoRollCall(const v1::Incident& incident) {
  if (incident.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the incident's id and its school.", "incident_id");
  if (incident.state() != v1::Incident::STATE_OPEN)
    return Refuse(Code::kFailedPrecondition, "INCIDENT_CLOSED",
                  "A roll call is opened while the incident is.", "incident_id");
  return std::nullopt;
}

Decision<RollCallEvent> OpenRollCall(const RollCall& roll_call, const RollCall& page) {
  if (!roll_call.id().empty()) return AlreadySo{};
  RollCallEvent event;
  *event.mutable_opened()->mutable_roll_call() = page;
  return event;
}

Decision<RollCallEvent> TakeRollCall(const RollCall& roll_call, const v1::TakeRollCallRequest& request,
                                     const Context&) {
  if (roll_call.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the list's id and its school.", "roll_call_id");
  if (request.marks().empty()) return Bad("MARKS_MISSING", "marks", "Mark at least one person.");
  if (request.marks_size() > kRollCallRowsMax)
    return Bad("TOO_MANY_MARKS", "marks", "Mark at most 48 people at once.");
  const auto sequence = request.sequence() == 0 ? NewestSequence(roll_call) + 1 : request.sequence();
  RollCallEvent event;
  int rows = roll_call.rows_size();
  for (const auto& mark : request.marks()) {
    if (auto fault = Fault(mark)) return *fault;
    const auto* row = Find(roll_call, mark.person_id());
    if (row != nullptr && sequence <= row->sequence()) continue;  // late: a newer mark holds
    const bool counted = request.sequence() > 0;  // said again later, it outranks what comes in between
    if (row != nullptr && !counted && row->state() == mark.state() && row->room() == mark.room()) continue;
    if (row == nullptr && ++rows > kRollCallRowsMax) {
      return Refuse(Code::kResourceExhausted, "LIST_FULL",
                    "A list takes 48 people; mark the others in another room.", "marks");
    }
    *event.mutable_taken()->add_marks() = mark;
  }
  if (!event.has_taken()) return AlreadySo{};
  event.mutable_taken()->set_sequence(sequence);
  return event;
}

}  // namespace watchbell::alerting
