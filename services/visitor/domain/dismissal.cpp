#include "services/visitor/domain/dismissal.hpp"

#include <algorithm>
#include <optional>

#include "services/visitor/domain/dismissal_steps.hpp"

namespace watchbell::visitor {
namespace {

using notification::v1::Consent;
using notification::v1::RELEASE_VERDICT_AUTHORISED;
using notification::v1::RELEASE_VERDICT_NOT_LISTED;
using v1::ChildAnswer;
using v1::Dismissal;
using v1::DismissalEvent;

Error NoSuchDismissal() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the dismissal's id and its school.", "dismissal_id");
}
Error Bad(const char* reason, const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}
Error NotNow(const Dismissal& dismissal) {
  if (StandOf(dismissal) == Stand::kStopped) {
    return Refuse(Code::kFailedPrecondition, "RELEASE_IMPOSSIBLE",
                  "Nobody can release the student to this adult; refuse, and wait for the security officer.",
                  "dismissal_id");
  }
  return Refuse(Code::kFailedPrecondition, "STEP_OUT_OF_ORDER", "Look at the dismissal again.",
                "dismissal_id");
}

void MoveTo(Dismissal& dismissal, Stand stand, Dismissal::Hold hold) {
  switch (stand) {
    case Stand::kRequested: dismissal.set_state(Dismissal::STATE_REQUESTED); break;
    case Stand::kChecked: dismissal.set_state(Dismissal::STATE_CHECKED); break;
    case Stand::kReady: dismissal.set_state(Dismissal::STATE_READY); break;
    case Stand::kUnlisted:
    case Stand::kStopped: dismissal.set_state(Dismissal::STATE_HELD); break;
    case Stand::kReleased: dismissal.set_state(Dismissal::STATE_RELEASED); break;
    case Stand::kRefused: dismissal.set_state(Dismissal::STATE_REFUSED); return;  // keeps why it was held
  }
  dismissal.set_hold(hold);
}

// A fact that the table does not allow changes nothing: a release cannot come of it.
void Take(Dismissal& dismissal, Step step) {
  const auto next = After(StandOf(dismissal), step);
  if (!next) return;
  const auto hold = *next == Stand::kUnlisted  ? Dismissal::HOLD_NOT_LISTED
                    : *next != Stand::kStopped ? Dismissal::HOLD_UNSPECIFIED
                    : step == Step::kChildNo   ? Dismissal::HOLD_CHILD_SAID_NO
                                               : Dismissal::HOLD_BARRED;
  MoveTo(dismissal, *next, hold);
}

Step RecordedStep(const v1::ReleaseCheck& check, bool consented) {
  if (check.verdict() == RELEASE_VERDICT_AUTHORISED) return Step::kAuthorised;
  if (check.verdict() != RELEASE_VERDICT_NOT_LISTED) return Step::kBarred;
  return consented ? Step::kAuthorised : Step::kNotListed;
}

v1::Signature Signed(const std::string& initials, const DismissalEvent& event) {
  v1::Signature signature;
  signature.set_initials(initials);
  signature.set_by(event.meta().actor_id());
  *signature.mutable_at() = event.meta().at();
  return signature;
}

bool AreInitials(const std::string& text) {
  return text.size() >= kInitialsMin && text.size() <= kInitialsMax &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

// What is wrong with the look at the document that the adult shows.
std::optional<Error> DocumentFault(const v1::Visit& visit, const std::string& number_last4) {
  if (visit.state() != v1::Visit::STATE_ON_SITE) {
    return Refuse(Code::kFailedPrecondition, "ADULT_NOT_ADMITTED",
                  "The adult must be checked in, cleared and still here.", "visit_id");
  }
  if (visit.document().kind() == v1::Document::KIND_NONE ||
      visit.document().kind() == v1::Document::KIND_UNSPECIFIED) {
    return Refuse(Code::kFailedPrecondition, "DOCUMENT_NEEDED",
                  "A student is released only to an adult who showed a document at check-in.", "visit_id");
  }
  if (visit.document().number_last4() != number_last4) {
    return Bad("DOCUMENT_DIFFERS", "number_last4",
               "These are not the last characters of the document that was shown at check-in.");
  }
  return std::nullopt;
}

}  // namespace

std::string DismissalsOfDay(const std::string& school, const std::string& day) {
  return "dismissals:" + school + ":" + day;
}

void Dismissals::Evolve(Dismissal& dismissal, const DismissalEvent& event) {
  switch (event.fact_case()) {
    case DismissalEvent::kRequested:
      dismissal = event.requested().dismissal();
      dismissal.set_state(Dismissal::STATE_REQUESTED);
      *dismissal.mutable_requested_at() = event.meta().at();
      return;
    case DismissalEvent::kChecked:
      *dismissal.mutable_check() = event.checked().check();
      Take(dismissal, RecordedStep(dismissal.check(), event.checked().consented()));
      return;
    case DismissalEvent::kApproved:
      *dismissal.mutable_check() = event.approved().check();
      *dismissal.mutable_consent() = event.approved().consent();
      Take(dismissal, Step::kApproved);
      return;
    case DismissalEvent::kChildAsked:
      dismissal.mutable_child()->set_answer(event.child_asked().answer());
      *dismissal.mutable_child()->mutable_asked() = Signed(event.child_asked().initials(), event);
      Take(dismissal,
           event.child_asked().answer() == ChildAnswer::ANSWER_YES ? Step::kChildYes : Step::kChildNo);
      return;
    case DismissalEvent::kReleased:
      *dismissal.mutable_check() = event.released().check();
      *dismissal.mutable_released() = Signed(event.released().initials(), event);
      Take(dismissal, Step::kHandedOver);
      return;
    case DismissalEvent::kRefused:
      dismissal.set_refusal(event.refused().reason());
      Take(dismissal, Step::kRefused);
      return;
    case DismissalEvent::FACT_NOT_SET: return;
  }
}

Indexes Dismissals::IndexesOf(const Dismissal& dismissal) {
  return {{DismissalsOfDay(dismissal.school(), dismissal.day()),
           static_cast<double>(FromProto(dismissal.requested_at()).time_since_epoch().count())}};
}

Decision<DismissalEvent> RequestDismissal(const Dismissal& dismissal,
                                          const v1::RequestDismissalRequest& request, const v1::Visit& visit,
                                          const std::string& day, const Context& context) {
  if (!dismissal.id().empty()) return AlreadySo{};
  if (request.student_id().empty()) return Bad("STUDENT_MISSING", "student_id", "Say which student leaves.");
  if (request.reason().size() > kDismissalReasonBytesMax)
    return Bad("TEXT_TOO_LONG", "reason", "Shorten it to 200 characters.");
  if (auto fault = DocumentFault(visit, visit.document().number_last4())) return *fault;
  DismissalEvent event;
  auto& asked = *event.mutable_requested()->mutable_dismissal();
  asked.set_id(context.id);
  asked.set_school(request.school());
  asked.set_student_id(request.student_id());
  asked.set_visit_id(visit.id());
  asked.set_day(day);
  asked.set_reason(request.reason());
  asked.set_adult_given_name(visit.given_name());
  asked.set_adult_family_name(visit.family_name());
  asked.set_adult_date_of_birth(visit.date_of_birth());
  return event;
}

Decision<DismissalEvent> CheckAdult(const Dismissal& dismissal, const v1::CheckAdultRequest& request,
                                    const ReleaseFacts& facts, const Context& context) {
  if (dismissal.id().empty()) return NoSuchDismissal();
  if (auto fault = DocumentFault(facts.visit, request.number_last4())) return *fault;
  const auto step = StepOf(facts, dismissal.consent());
  if (!step) return Refuse(Code::kUnavailable, "CHECK_WITHOUT_ANSWER", "Try again in a moment.");
  if (!After(StandOf(dismissal), *step)) return NotNow(dismissal);
  DismissalEvent event;
  *event.mutable_checked()->mutable_check() = CheckOf(facts, *step, context);
  event.mutable_checked()->set_consented(*step == Step::kAuthorised);
  return event;
}

Decision<DismissalEvent> ApproveUnlisted(const Dismissal& dismissal,
                                         const v1::ApproveUnlistedAdultRequest& request,
                                         const ReleaseFacts& facts, const Context& context) {
  if (dismissal.id().empty()) return NoSuchDismissal();
  if (!After(StandOf(dismissal), Step::kApproved)) return NotNow(dismissal);
  if (request.consent().form() == Consent::FORM_UNSPECIFIED)
    return Bad("CONSENT_MISSING", "consent.form", "Say how the guardian consented.");
  if (!Consented(request.consent(), facts.custody)) {
    return Bad("NOT_A_GUARDIAN", "consent.guardian_id",
               "Consent comes from a guardian of the student who is not barred.");
  }
  const auto step = StepOf(facts, request.consent());
  if (!step) return Refuse(Code::kUnavailable, "CHECK_WITHOUT_ANSWER", "Try again in a moment.");
  DismissalEvent event;
  if (*step == Step::kBarred) {
    *event.mutable_checked()->mutable_check() = CheckOf(facts, *step, context);
    return event;
  }
  *event.mutable_approved()->mutable_check() = CheckOf(facts, *step, context);
  auto& consent = *event.mutable_approved()->mutable_consent();
  consent = request.consent();
  consent.set_recorded_by(context.actor_id);
  *consent.mutable_recorded_at() = ToProto(context.now);
  return event;
}

Decision<DismissalEvent> RecordChildAnswer(const Dismissal& dismissal,
                                           const v1::RecordChildAnswerRequest& request, const Context&) {
  if (dismissal.id().empty()) return NoSuchDismissal();
  if (request.answer() == ChildAnswer::ANSWER_UNSPECIFIED)
    return Bad("ANSWER_MISSING", "answer", "Say what the student answered: yes or no.");
  if (!AreInitials(request.initials()))
    return Bad("INITIALS_MISSING", "initials", "Give two to four letters.");
  const auto step = request.answer() == ChildAnswer::ANSWER_YES ? Step::kChildYes : Step::kChildNo;
  if (!After(StandOf(dismissal), step)) return NotNow(dismissal);
  DismissalEvent event;
  event.mutable_child_asked()->set_answer(request.answer());
  event.mutable_child_asked()->set_initials(request.initials());
  return event;
}

Decision<DismissalEvent> ReleaseStudent(const Dismissal& dismissal, const v1::ReleaseStudentRequest& request,
                                        const ReleaseFacts& facts, const Context& context) {
  if (dismissal.id().empty()) return NoSuchDismissal();
  if (StandOf(dismissal) == Stand::kReleased) return AlreadySo{};
  if (!After(StandOf(dismissal), Step::kHandedOver)) return NotNow(dismissal);
  if (!AreInitials(request.initials()))
    return Bad("INITIALS_MISSING", "initials", "Give two to four letters.");
  if (auto fault = DocumentFault(facts.visit, request.number_last4())) return *fault;
  const auto step = StepOf(facts, dismissal.consent());
  if (!step) return Refuse(Code::kUnavailable, "CHECK_WITHOUT_ANSWER", "Try again in a moment.");
  DismissalEvent event;
  if (*step != Step::kAuthorised) {
    *event.mutable_checked()->mutable_check() = CheckOf(facts, *step, context);
    return event;
  }
  *event.mutable_released()->mutable_check() = CheckOf(facts, *step, context);
  event.mutable_released()->set_initials(request.initials());
  return event;
}

Decision<DismissalEvent> RefuseDismissal(const Dismissal& dismissal,
                                         const v1::RefuseDismissalRequest& request, const Context&) {
  if (dismissal.id().empty()) return NoSuchDismissal();
  if (StandOf(dismissal) == Stand::kRefused) return AlreadySo{};
  if (!After(StandOf(dismissal), Step::kRefused)) return NotNow(dismissal);
  if (request.reason().empty()) return Bad("REASON_MISSING", "reason", "Say why, in a sentence.");
  if (request.reason().size() > kDismissalRefusalBytesMax)
    return Bad("TEXT_TOO_LONG", "reason", "Shorten it to 500 characters.");
  DismissalEvent event;
  event.mutable_refused()->set_reason(request.reason());
  return event;
}

}  // namespace watchbell::visitor
