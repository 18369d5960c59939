#include "services/alerting/domain/accountability/reunion.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "common/text/fold.hpp"

namespace watchbell::alerting {
namespace {

using v1::Reunion;
using v1::ReunionEvent;

Error Bad(const char* reason, const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}
Error NoSuchStudent() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the row's id and its school.", "reunion_id");
}
Error NotNow(const Reunion& reunion) {
  if (StandOf(reunion) == Stand::kStopped) {
    return Refuse(Code::kFailedPrecondition, "RELEASE_IMPOSSIBLE",
                  "Nobody can release the student to this adult; wait for the officer.", "reunion_id");
  }
  return Refuse(Code::kFailedPrecondition, "STEP_OUT_OF_ORDER", "Look at the student's row again.",
                "reunion_id");
}

Step StepOf(v1::ReunionVerdict verdict) {
  switch (verdict) {
    case v1::REUNION_VERDICT_AUTHORISED: return Step::kAuthorised;
    case v1::REUNION_VERDICT_NOT_LISTED: return Step::kNotListed;
    default: return Step::kBarred;
  }
}

void MoveTo(Reunion& reunion, Stand stand, Reunion::Hold hold) {
  reunion.set_hold(hold);
  switch (stand) {
    case Stand::kWaiting: reunion.set_state(Reunion::STATE_WAITING); return;
    case Stand::kCard: reunion.set_state(Reunion::STATE_CARD); return;
    case Stand::kSentFor: reunion.set_state(Reunion::STATE_SENT_FOR); return;
    case Stand::kReady: reunion.set_state(Reunion::STATE_READY); return;
    case Stand::kUnlisted:
    case Stand::kStopped: reunion.set_state(Reunion::STATE_HELD); return;
    case Stand::kReleased: reunion.set_state(Reunion::STATE_RELEASED); return;
    case Stand::kAway: return;  // which of them, the fact says
  }
}

// A fact that the table does not allow changes nothing: a release cannot come of it.
bool Take(Reunion& reunion, Step step) {
  const auto next = After(StandOf(reunion), step);
  if (!next) return false;
  const auto hold = *next == Stand::kUnlisted  ? Reunion::HOLD_NOT_LISTED
                    : *next != Stand::kStopped ? Reunion::HOLD_UNSPECIFIED
                    : step == Step::kNo        ? Reunion::HOLD_CHILD_SAID_NO
                                               : Reunion::HOLD_BARRED;
  MoveTo(reunion, *next, hold);
  if (*next == Stand::kStopped && !IsStopped(reunion, reunion.card().adult()))
    *reunion.add_stopped() = reunion.card().adult();
  return true;
}

v1::ReunionSignature Signed(const std::string& initials, const ReunionEvent& event) {
  v1::ReunionSignature signature;
  signature.set_initials(initials);
  signature.set_by(event.meta().actor_id());
  *signature.mutable_at() = event.meta().at();
  return signature;
}

v1::ReunionCheck CheckOf(v1::ReunionVerdict verdict, const Context& context) {
  v1::ReunionCheck check;
  check.set_verdict(verdict);
  check.set_checked_by(context.actor_id);
  *check.mutable_at() = ToProto(context.now);
  return check;
}

bool AreLetters(const std::string& text, bool digits) {
  return text.size() >= kReunionInitialsMin && text.size() <= kReunionInitialsMax &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (digits && c >= '0' && c <= '9');
         });
}
std::optional<Error> InitialsFault(const std::string& initials) {
  if (AreLetters(initials, false)) return std::nullopt;
  return Bad("INITIALS_MISSING", "initials", "Give two to four letters.");
}

std::optional<Error> CardFault(const v1::ReunionCard& card) {
  const auto& adult = card.adult();
  if (adult.given_name().empty() || adult.family_name().empty())
    return Bad("NAME_MISSING", "card.adult", "Give both names as on the document.");
  if (adult.given_name().size() > kReunionNameBytesMax || adult.family_name().size() > kReunionNameBytesMax)
    return Bad("TEXT_TOO_LONG", "card.adult", "Shorten the name to 100 characters.");
  if (!AreLetters(card.number_last4(), true))
    return Bad("DOCUMENT_NEEDED", "card.number_last4",
               "A student is released only to an adult who shows a document; give its last characters.");
  return std::nullopt;
}

void RecordOutcomeOf(Reunion& reunion, const v1::OutcomeRecorded& outcome) {
  const bool back = outcome.state() == Reunion::STATE_WAITING;
  if (!Take(reunion, back ? Step::kBack : Step::kTakenAway)) return;
  reunion.set_state(outcome.state());
  reunion.set_outcome_note(outcome.note());
}

// The hand-over begins anew.
void TakeCard(Reunion& reunion, const ReunionEvent& event) {
  const auto& presented = event.presented();
  if (!After(StandOf(reunion), StepOf(presented.check().verdict()))) return;
  *reunion.mutable_card() = presented.card();
  *reunion.mutable_check() = presented.check();
  reunion.clear_sent();
  reunion.clear_child_asked();
  Take(reunion, StepOf(presented.check().verdict()));
}

}  // namespace

std::string ReunionsOf(const std::string& reunification_id) { return "reunions:" + reunification_id; }
std::string ReunionIdOf(const std::string& reunification_id, const std::string& student_id) {
  return id::Derive("reunion-" + student_id, reunification_id);
}

bool IsResolved(Reunion::State state) {
  return state == Reunion::STATE_RELEASED || state == Reunion::STATE_WITH_EMS ||
         state == Reunion::STATE_WITH_POLICE || state == Reunion::STATE_ABSENT_VERIFIED;
}

bool IsStopped(const Reunion& reunion, const v1::ReunionAdult& adult) {
  const auto given = Fold(adult.given_name());
  const auto family = Fold(adult.family_name());
  return std::any_of(reunion.stopped().begin(), reunion.stopped().end(), [&](const auto& stopped) {
    const auto stopped_given = Fold(stopped.given_name());
    const auto stopped_family = Fold(stopped.family_name());
    const bool same_names = (given == stopped_given && family == stopped_family) ||
                            (given == stopped_family && family == stopped_given);
    const bool dates_differ = !adult.date_of_birth().empty() && !stopped.date_of_birth().empty() &&
                              adult.date_of_birth() != stopped.date_of_birth();
    return same_names && !dates_differ;
  });
}

void Reunions::Evolve(Reunion& reunion, const ReunionEvent& event) {
  *reunion.mutable_since() = event.meta().at();
  switch (event.fact_case()) {
    case ReunionEvent::kExpected:
      reunion = event.expected().reunion();
      *reunion.mutable_since() = event.meta().at();
      return;
    case ReunionEvent::kPresented: TakeCard(reunion, event); return;
    case ReunionEvent::kSentFor:
      if (Take(reunion, Step::kSent)) *reunion.mutable_sent() = Signed(event.sent_for().initials(), event);
      return;
    case ReunionEvent::kAnswered:
      if (Take(reunion, event.answered().answer() == v1::REUNION_ANSWER_YES ? Step::kYes : Step::kNo))
        *reunion.mutable_child_asked() = Signed(event.answered().initials(), event);
      return;
    case ReunionEvent::kStopped:
      *reunion.mutable_check() = event.stopped().check();
      Take(reunion, StepOf(event.stopped().check().verdict()));
      return;
    case ReunionEvent::kReleased:
      if (!Take(reunion, Step::kHandedOver)) return;
      *reunion.mutable_check() = event.released().check();
      *reunion.mutable_released() = Signed(event.released().initials(), event);
      return;
    case ReunionEvent::kOutcome: RecordOutcomeOf(reunion, event.outcome()); return;
    case ReunionEvent::FACT_NOT_SET: return;
  }
}

Indexes Reunions::IndexesOf(const Reunion& reunion) { return {{ReunionsOf(reunion.reunification_id()), 0}}; }

Decision<ReunionEvent> Expect(const Reunion& reunion, const Reunion& expected) {
  if (!reunion.id().empty()) return AlreadySo{};
  ReunionEvent event;
  *event.mutable_expected()->mutable_reunion() = expected;
  return event;
}

Decision<ReunionEvent> PresentCard(const Reunion& reunion, const v1::PresentCardRequest& request,
                                   v1::ReunionVerdict verdict, const Context& context) {
  if (reunion.id().empty()) return NoSuchStudent();
  if (auto fault = CardFault(request.card())) return *fault;
  if (verdict == v1::REUNION_VERDICT_UNSPECIFIED)
    return Refuse(Code::kUnavailable, "CHECK_WITHOUT_ANSWER", "Try again in a moment.");
  if (IsStopped(reunion, request.card().adult())) {
    return Refuse(Code::kFailedPrecondition, "RELEASE_IMPOSSIBLE",
                  "Nobody can release the student to this adult; wait for the officer.", "card.adult");
  }
  if (!After(StandOf(reunion), StepOf(verdict))) return NotNow(reunion);
  if (reunion.stopped_size() >= kStoppedMax) {
    return Refuse(Code::kResourceExhausted, "TOO_MANY_STOPPED",
                  "Eight adults were stopped for this student; hand the student to the police.",
                  "card.adult");
  }
  ReunionEvent event;
  *event.mutable_presented()->mutable_card() = request.card();
  *event.mutable_presented()->mutable_check() = CheckOf(verdict, context);
  return event;
}

Decision<ReunionEvent> SendForStudent(const Reunion& reunion, const v1::SendForStudentRequest& request,
                                      const Context&) {
  if (reunion.id().empty()) return NoSuchStudent();
  if (auto fault = InitialsFault(request.initials())) return *fault;
  if (StandOf(reunion) == Stand::kSentFor) return AlreadySo{};
  if (!After(StandOf(reunion), Step::kSent)) return NotNow(reunion);
  ReunionEvent event;
  event.mutable_sent_for()->set_initials(request.initials());
  return event;
}

Decision<ReunionEvent> RecordAnswer(const Reunion& reunion, const v1::RecordReunionAnswerRequest& request,
                                    const Context&) {
  if (reunion.id().empty()) return NoSuchStudent();
  if (request.answer() == v1::REUNION_ANSWER_UNSPECIFIED)
    return Bad("ANSWER_MISSING", "answer", "Say what the student answered: yes or no.");
  if (auto fault = InitialsFault(request.initials())) return *fault;
  const auto step = request.answer() == v1::REUNION_ANSWER_YES ? Step::kYes : Step::kNo;
  if (!After(StandOf(reunion), step)) return NotNow(reunion);
  ReunionEvent event;
  event.mutable_answered()->set_answer(request.answer());
  event.mutable_answered()->set_initials(request.initials());
  return event;
}

Decision<ReunionEvent> ReleaseToAdult(const Reunion& reunion, const v1::ReleaseToAdultRequest& request,
                                      v1::ReunionVerdict verdict, const Context& context) {
  if (reunion.id().empty()) return NoSuchStudent();
  if (StandOf(reunion) == Stand::kReleased) return AlreadySo{};
  if (!After(StandOf(reunion), Step::kHandedOver)) return NotNow(reunion);
  if (auto fault = InitialsFault(request.initials())) return *fault;
  if (request.number_last4() != reunion.card().number_last4())
    return Bad("DOCUMENT_DIFFERS", "number_last4",
               "These are not the last characters of the document that was shown with the card.");
  if (verdict == v1::REUNION_VERDICT_UNSPECIFIED)
    return Refuse(Code::kUnavailable, "CHECK_WITHOUT_ANSWER", "Try again in a moment.");
  ReunionEvent event;
  if (verdict != v1::REUNION_VERDICT_AUTHORISED) {
    *event.mutable_stopped()->mutable_check() = CheckOf(verdict, context);
    return event;
  }
  *event.mutable_released()->mutable_check() = CheckOf(verdict, context);
  event.mutable_released()->set_initials(request.initials());
  return event;
}

Decision<ReunionEvent> RecordOutcome(const Reunion& reunion, const v1::RecordOutcomeRequest& request,
                                     const Context&) {
  if (reunion.id().empty()) return NoSuchStudent();
  const bool back = request.state() == Reunion::STATE_WAITING;
  if (!back && (!IsResolved(request.state()) || request.state() == Reunion::STATE_RELEASED))
    return Bad("OUTCOME_UNKNOWN", "state",
               "Say WITH_EMS, WITH_POLICE, ABSENT_VERIFIED, or WAITING for back.");
  const bool absent = request.state() == Reunion::STATE_ABSENT_VERIFIED;
  if (!back && !absent && request.note().empty())
    return Bad("NOTE_MISSING", "note", "Say where to, or with which unit.");
  if (request.note().size() > kReunionNoteBytesMax)
    return Bad("TEXT_TOO_LONG", "note", "Shorten it to 200 characters.");
  if (reunion.state() == request.state() && reunion.outcome_note() == request.note()) return AlreadySo{};
  if (!After(StandOf(reunion), back ? Step::kBack : Step::kTakenAway)) return NotNow(reunion);
  ReunionEvent event;
  event.mutable_outcome()->set_state(request.state());
  event.mutable_outcome()->set_note(request.note());
  return event;
}

}  // namespace watchbell::alerting
