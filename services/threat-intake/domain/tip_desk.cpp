#include "services/threat-intake/domain/tip_desk.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Tip;
using v1::TipEvent;

// Nothing: it may be changed.
std::optional<Error> WhyNotOpen(const Tip& tip) {
  if (tip.id().empty()) return NoSuchTip();
  if (!IsOpen(tip)) return TipIsClosed();
  return std::nullopt;
}

std::optional<Error> WhyNoReason(const std::string& reason) {
  if (reason.find_first_not_of(" \t\r\n") == std::string::npos) {
    return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Write the reason.", "reason");
  }
  if (reason.size() > kReasonBytesMax) {
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten the reason to 500 characters.", "reason");
  }
  return std::nullopt;
}

void MarkReadBy(Tip& tip, const std::string& person_id, const google::protobuf::Timestamp& at) {
  auto& reads = *tip.mutable_reads();
  for (int i = 0; i < reads.size(); ++i) {
    if (reads[i].person_id() == person_id) {
      reads.DeleteSubrange(i, 1);
      break;
    }
  }
  if (reads.size() >= kReadMarksMax) reads.DeleteSubrange(0, 1);
  auto& mark = *reads.Add();
  mark.set_person_id(person_id);
  *mark.mutable_at() = at;
}

void Close(Tip& tip, const TipEvent& event) {
  *tip.mutable_verdict() = event.disposed().verdict();
  tip.mutable_verdict()->set_by(event.meta().actor_id());
  *tip.mutable_verdict()->mutable_at() = event.meta().at();
  tip.clear_escalates_at();
  const bool spam = tip.verdict().disposition() == v1::DISPOSITION_SPAM;
  tip.set_state(spam ? Tip::STATE_QUARANTINED : Tip::STATE_CLOSED);
  if (spam) *tip.mutable_quarantined_until() = ToProto(FromProto(event.meta().at()) + kQuarantine);
}

void OpenAgain(Tip& tip, const TipEvent& event) {
  tip.set_state(Tip::STATE_ACKNOWLEDGED);  // by whoever opens it again
  tip.set_acknowledged_by(event.meta().actor_id());
  *tip.mutable_acknowledged_at() = event.meta().at();
  tip.clear_verdict();
  tip.clear_quarantined_until();
  *tip.mutable_news_at() = event.meta().at();
}

void Judge(Tip& tip, const TipEvent& event) {
  auto& triage = *tip.mutable_triage();
  triage.set_life_safety(event.triaged().life_safety());
  triage.set_reason(event.triaged().reason());
  triage.set_by(event.meta().actor_id());
  *triage.mutable_at() = event.meta().at();
  tip.set_life_safety(triage.life_safety());
  if (!tip.has_escalates_at() || !triage.life_safety()) return;
  // A ladder that still runs goes on at the pace of a danger to life.
  auto at = FromProto(event.meta().at());
  for (int rung = tip.rung(); rung < tip.ladder_size(); ++rung) {
    at += kLifeSafetyRungAfter;
    if (at < FromProto(tip.ladder(rung))) *tip.mutable_ladder(rung) = ToProto(at);
  }
  *tip.mutable_escalates_at() = tip.ladder(tip.rung());
}

std::optional<Error> WhyNoVerdict(const Tip& tip, const v1::DisposeTipRequest& request) {
  switch (request.disposition()) {
    case v1::DISPOSITION_CREDIBLE:
    case v1::DISPOSITION_UNSUBSTANTIATED:
    case v1::DISPOSITION_PRANK:
    case v1::DISPOSITION_SPAM: return std::nullopt;
    case v1::DISPOSITION_DUPLICATE:
      if (id::IsUuid(request.duplicate_of()) && request.duplicate_of() != tip.id()) return std::nullopt;
      return Refuse(Code::kInvalidArgument, "DUPLICATE_OF_MISSING", "Name the other tip.", "duplicate_of");
    case v1::DISPOSITION_REFERRED:
      if (!request.referred_to().empty() && request.referred_to().size() <= kNameBytesMax)
        return std::nullopt;
      return Refuse(Code::kInvalidArgument, "REFERRED_TO_MISSING", "Say to whom, in at most 200 characters.",
                    "referred_to");
    case v1::DISPOSITION_HOAX:
    case v1::DISPOSITION_SWATTING:
      if (tip.has_police()) return std::nullopt;
      return Refuse(Code::kFailedPrecondition, "POLICE_CONFIRMATION_MISSING",
                    "Record first that the police say so.", "disposition");
    default:
      return Refuse(Code::kInvalidArgument, "DISPOSITION_MISSING", "Choose a disposition.", "disposition");
  }
}

}  // namespace

Error TipIsClosed() {
  return Refuse(Code::kFailedPrecondition, "TIP_CLOSED", "Open the tip again first.", "tip_id");
}

void EvolveAtDesk(Tip& tip, const TipEvent& event) {
  switch (event.fact_case()) {
    case TipEvent::kTriaged: return Judge(tip, event);
    case TipEvent::kAssigned:
      tip.set_primary_id(event.assigned().primary_id());
      *tip.mutable_informed_ids() = event.assigned().informed_ids();
      return;
    case TipEvent::kReadBy: return MarkReadBy(tip, event.meta().actor_id(), event.meta().at());
    case TipEvent::kMessaged:
      if (!event.messaged().from_sender()) return;
      *tip.mutable_news_at() = event.meta().at();
      tip.clear_questions();  // the sender has answered; what is still vague, a person asks
      return;
    case TipEvent::kDisposed: return Close(tip, event);
    case TipEvent::kFalseByPolice:
      tip.mutable_police()->set_reference(event.false_by_police().reference());
      tip.mutable_police()->set_recorded_by(event.meta().actor_id());
      *tip.mutable_police()->mutable_at() = event.meta().at();
      return;
    case TipEvent::kReopened: return OpenAgain(tip, event);
    case TipEvent::kQuarantineEnded: tip.set_state(Tip::STATE_DELETION_PROPOSED); return;
    case TipEvent::kLinked: tip.set_case_id(event.linked().case_id()); return;
    case TipEvent::kAlarmed: tip.set_incident_id(event.alarmed().incident_id()); return;
    case TipEvent::kReceived:
    case TipEvent::kAcknowledged:
    case TipEvent::kEscalated:
    case TipEvent::FACT_NOT_SET: return;
  }
}

bool IsUnread(const Tip& tip, const std::string& person_id) {
  return std::none_of(tip.reads().begin(), tip.reads().end(), [&](const auto& mark) {
    return mark.person_id() == person_id && FromProto(mark.at()) >= FromProto(tip.news_at());
  });
}

Tip ShownTo(Tip tip, const std::string& person_id) {
  tip.set_unread(IsUnread(tip, person_id));
  tip.clear_receipt_hash();
  tip.clear_passphrase_hash();
  return tip;
}

Decision<TipEvent> MarkRead(const Tip& tip, const v1::MarkTipReadRequest&, const Context& context) {
  if (tip.id().empty()) return NoSuchTip();
  if (!IsUnread(tip, context.actor_id)) return AlreadySo{};
  TipEvent event;
  event.mutable_read_by();
  return event;
}

Decision<TipEvent> TriageTip(const Tip& tip, const v1::TriageTipRequest& request, const Context&) {
  if (auto refused = WhyNotOpen(tip)) return std::move(*refused);
  if (auto refused = WhyNoReason(request.reason())) return std::move(*refused);
  TipEvent event;
  event.mutable_triaged()->set_life_safety(request.life_safety());
  event.mutable_triaged()->set_reason(request.reason());
  return event;
}

Decision<TipEvent> Assign(const Tip& tip, const v1::AssignTipRequest& request, const Context&) {
  if (auto refused = WhyNotOpen(tip)) return std::move(*refused);
  const auto& informed = request.informed_ids();
  if (!id::IsUuid(request.primary_id()) || informed.size() > kInformedMax ||
      !std::all_of(informed.begin(), informed.end(), id::IsUuid)) {
    return Refuse(Code::kInvalidArgument, "PERSON_MALFORMED",
                  "Name one person who answers for it and at most 10 who are told.", "primary_id");
  }
  const bool same =
      tip.primary_id() == request.primary_id() &&
      std::equal(informed.begin(), informed.end(), tip.informed_ids().begin(), tip.informed_ids().end());
  if (same) return AlreadySo{};
  TipEvent event;
  event.mutable_assigned()->set_primary_id(request.primary_id());
  *event.mutable_assigned()->mutable_informed_ids() = informed;
  return event;
}

Decision<TipEvent> RecordPoliceWord(const Tip& tip, const v1::RecordPoliceWordRequest& request,
                                    const Context&) {
  if (auto refused = WhyNotOpen(tip)) return std::move(*refused);
  if (tip.police().reference() == request.reference() && tip.has_police()) return AlreadySo{};
  if (request.reference().empty() || request.reference().size() > kReferenceBytesMax) {
    return Refuse(Code::kInvalidArgument, "REFERENCE_MISSING",
                  "State the officer's or the dispatch record's number, in at most 100 characters.",
                  "reference");
  }
  TipEvent event;
  event.mutable_false_by_police()->set_reference(request.reference());
  return event;
}

Decision<TipEvent> Dispose(const Tip& tip, const v1::DisposeTipRequest& request, const Context&) {
  if (auto refused = WhyNotOpen(tip)) return std::move(*refused);
  if (auto refused = WhyNoReason(request.reason())) return std::move(*refused);
  if (auto refused = WhyNoVerdict(tip, request)) return std::move(*refused);
  TipEvent event;
  auto& verdict = *event.mutable_disposed()->mutable_verdict();
  verdict.set_disposition(request.disposition());
  verdict.set_reason(request.reason());
  if (request.disposition() == v1::DISPOSITION_DUPLICATE) verdict.set_duplicate_of(request.duplicate_of());
  if (request.disposition() == v1::DISPOSITION_REFERRED) verdict.set_referred_to(request.referred_to());
  return event;
}

Decision<TipEvent> Reopen(const Tip& tip, const v1::ReopenTipRequest& request, const Context&) {
  if (tip.id().empty()) return NoSuchTip();
  if (IsOpen(tip)) return AlreadySo{};
  if (auto refused = WhyNoReason(request.reason())) return std::move(*refused);
  TipEvent event;
  event.mutable_reopened()->set_reason(request.reason());
  return event;
}

Decision<TipEvent> Link(const Tip& tip, const v1::LinkTipRequest& request, const Context&) {
  if (tip.id().empty()) return NoSuchTip();
  if (!id::IsUuid(request.case_id())) {
    return Refuse(Code::kInvalidArgument, "CASE_MALFORMED", "Name the case by its id.", "case_id");
  }
  if (tip.case_id() == request.case_id()) return AlreadySo{};
  TipEvent event;
  event.mutable_linked()->set_case_id(request.case_id());
  return event;
}

Decision<TipEvent> NoteMessage(const Tip& tip, const std::string& message_id, bool from_sender,
                               const Context& context) {
  if (tip.id().empty()) return NoSuchTip();
  const auto& answers = tip.primary_id().empty() ? tip.acknowledged_by() : tip.primary_id();
  const bool knows = IsUnread(tip, answers) && context.now < FromProto(tip.news_at()) + kToldAgainAfter;
  TipEvent event;
  event.mutable_messaged()->set_message_id(message_id);
  event.mutable_messaged()->set_from_sender(from_sender);
  event.mutable_messaged()->set_tells(from_sender && !knows);
  return event;
}

Decision<TipEvent> NoteAlarm(const Tip& tip, const std::string& incident_id) {
  if (tip.id().empty()) return NoSuchTip();
  if (tip.incident_id() == incident_id) return AlreadySo{};
  TipEvent event;
  event.mutable_alarmed()->set_incident_id(incident_id);
  return event;
}

}  // namespace watchbell::threat_intake
