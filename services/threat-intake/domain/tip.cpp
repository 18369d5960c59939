#include "services/threat-intake/domain/tip.hpp"

#include <algorithm>

#include "services/threat-intake/domain/questions.hpp"
#include "services/threat-intake/domain/tip_desk.hpp"
#include "services/threat-intake/domain/triage/tip_report.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Tip;
using v1::TipEvent;

Error TooLong(const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", remedy, field);
}

std::optional<Error> WhyNotTaken(const Tip& draft) {
  if (draft.text().find_first_not_of(" \t\r\n") == std::string::npos) {
    return Refuse(Code::kInvalidArgument, "TEXT_MISSING", "Write what you saw or heard.", "text");
  }
  if (draft.text().size() > kTextBytesMax) return TooLong("text", "Shorten the text to 4,000 characters.");
  if (draft.place().size() > kPlaceBytesMax) return TooLong("place", "Shorten the place to 200 characters.");
  if (draft.event_time().size() > kPlaceBytesMax)
    return TooLong("event_time", "Shorten the time to 200 characters.");
  if (draft.attachments_size() > kAttachmentsMax) {
    return Refuse(Code::kInvalidArgument, "FILES_TOO_MANY", "Send at most 5 files with a tip.",
                  "attachment_ids");
  }
  const auto& reporter = draft.reporter();
  for (const auto* text : {&reporter.name(), &reporter.contact(), &reporter.on_behalf_of()}) {
    if (text->size() > kNameBytesMax) return TooLong("reporter", "Shorten each to 200 characters.");
  }
  return std::nullopt;
}

const char* IndexOf(const Tip& tip) {
  switch (tip.state()) {
    case Tip::STATE_RECEIVED:
    case Tip::STATE_ACKNOWLEDGED: return "open:";
    case Tip::STATE_CLOSED: return "closed:";
    case Tip::STATE_QUARANTINED: return "quarantined:";
    case Tip::STATE_DELETION_PROPOSED: return "proposed:";
    default: return nullptr;
  }
}

// Sets when the next rung is asked. Whoever was asked has some minutes also when it was late, since the
// timers stood still.
void ClimbAfter(Tip& tip, TimePoint now) {
  tip.clear_escalates_at();
  if (tip.rung() >= std::min(kRungsAfterDuty, tip.ladder_size())) return;
  *tip.mutable_escalates_at() =
      ToProto(std::max(FromProto(tip.ladder(tip.rung())), now + kLifeSafetyRungAfter));
}

}  // namespace

void Tips::Evolve(Tip& tip, const TipEvent& event) {
  const auto now = FromProto(event.meta().at());
  switch (event.fact_case()) {
    case TipEvent::kReceived:
      tip = event.received().tip();
      tip.set_state(Tip::STATE_RECEIVED);
      *tip.mutable_received_at() = event.meta().at();
      *tip.mutable_news_at() = event.meta().at();
      return ClimbAfter(tip, now);
    case TipEvent::kAcknowledged:
      tip.set_state(Tip::STATE_ACKNOWLEDGED);
      *tip.mutable_acknowledged_at() = event.meta().at();
      tip.set_acknowledged_by(event.meta().actor_id());
      tip.clear_escalates_at();
      return;
    case TipEvent::kEscalated: tip.set_rung(event.escalated().rung()); return ClimbAfter(tip, now);
    case TipEvent::kTriaged:
    case TipEvent::kAssigned:
    case TipEvent::kReadBy:
    case TipEvent::kMessaged:
    case TipEvent::kDisposed:
    case TipEvent::kFalseByPolice:
    case TipEvent::kReopened:
    case TipEvent::kQuarantineEnded:
    case TipEvent::kLinked:
    case TipEvent::kAlarmed: return EvolveAtDesk(tip, event);
    case TipEvent::FACT_NOT_SET: return;
  }
}

Indexes Tips::IndexesOf(const Tip& tip) {
  const char* index = IndexOf(tip);
  if (index == nullptr) return {};
  return {
      {index + tip.school(), static_cast<double>(FromProto(tip.received_at()).time_since_epoch().count())}};
}

Deadlines Tips::DeadlinesOf(const Tip& tip) {
  Deadlines deadlines;
  if (tip.has_escalates_at()) deadlines.push_back({"escalate", FromProto(tip.escalates_at())});
  if (tip.state() == Tip::STATE_QUARANTINED)
    deadlines.push_back({"quarantine", FromProto(tip.quarantined_until())});
  return deadlines;
}

std::optional<retention::Span> Tips::RetentionOf(const Tip& tip) {
  if (IsOpen(tip) || !tip.verdict().has_at()) return std::nullopt;
  // What a case rests on is kept as long as the case may be asked for.
  return retention::Span{tip.case_id().empty() ? "closed" : "in_case", FromProto(tip.verdict().at())};
}

retention::Counts Tips::CountsOf(const std::vector<TipEvent>& history,
                                 const std::function<std::string(TimePoint)>& month_of) {
  return CountsOfTip(history, month_of);
}

bool IsOpen(const Tip& tip) {
  return tip.state() == Tip::STATE_RECEIVED || tip.state() == Tip::STATE_ACKNOWLEDGED;
}

Error NoSuchTip() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the tip's id and its school.", "tip_id");
}

Tip Graded(Tip draft, const Priorities& priorities, const SchoolCalendar& calendar, TimePoint now) {
  for (auto& rule : priorities.Fired(draft.category(), draft.happening_now(), draft.text()))
    draft.add_fired_rules(std::move(rule));
  draft.set_life_safety(!draft.fired_rules().empty());
  for (const auto at : LadderOf(draft.life_safety(), now, calendar)) *draft.add_ladder() = ToProto(at);
  for (const auto question : FollowUpQuestions(draft)) draft.add_questions(question);
  return draft;
}

Decision<TipEvent> Receive(const Tip& tip, const Tip& draft, const Context& context) {
  if (!tip.id().empty()) return AlreadySo{};
  if (auto refused = WhyNotTaken(draft)) return std::move(*refused);
  TipEvent event;
  *event.mutable_received()->mutable_tip() = draft;
  event.mutable_received()->mutable_tip()->set_id(context.id);
  return event;
}

Decision<TipEvent> Acknowledge(const Tip& tip, const Context&) {
  if (tip.id().empty()) return NoSuchTip();
  if (tip.state() == Tip::STATE_ACKNOWLEDGED) return AlreadySo{};
  if (!IsOpen(tip)) return TipIsClosed();
  TipEvent event;
  event.mutable_acknowledged();
  return event;
}

Decision<TipEvent> Tips::Tick(const Tip& tip, const std::string& what, const Context& context) {
  if (tip.id().empty()) return NoSuchTip();
  TipEvent event;
  if (what == "quarantine") {
    if (tip.state() != Tip::STATE_QUARANTINED || FromProto(tip.quarantined_until()) > context.now)
      return AlreadySo{};
    event.mutable_quarantine_ended();
    return event;
  }
  if (!tip.has_escalates_at() || FromProto(tip.escalates_at()) > context.now) return AlreadySo{};
  event.mutable_escalated()->set_rung(tip.rung() + 1);
  return event;
}

}  // namespace watchbell::threat_intake
