// How a case comes to be, and what becomes known before it is assessed.
#include "services/threat-intake/domain/cases/case.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Case;
using v1::CaseEvent;

Error Full(const char* remedy, const char* field) {
  return Refuse(Code::kResourceExhausted, "CASE_FULL", remedy, field);
}

std::optional<Error> BadPerson(const v1::CasePerson& person) {
  if (person.role() == v1::CASE_PERSON_ROLE_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "ROLE_MISSING", "Say whether subject, target or witness.", "role");
  if (!person.person_id().empty() && !id::IsUuid(person.person_id()))
    return Refuse(Code::kInvalidArgument, "PERSON_UNKNOWN", "Choose a person of the directory.", "person_id");
  if (person.person_id().empty()) return BadText(person.description(), "description", kPersonMax);
  return TooLong(person.description(), "description", kPersonMax);
}

Case NewCase(const std::string& school, const CaseContext& context) {
  Case made;
  made.set_id(context.id);
  made.set_school(school);
  *made.mutable_triage_due_at() = ToProto(context.hours.OpenFrom(context.now) + kTriageWithin);
  return made;
}

}  // namespace

std::optional<Error> WhyNotOpen(const Case& assessment) {
  if (assessment.id().empty()) return NotThatCase();
  if (assessment.state() == Case::STATE_CLOSED)
    return Refuse(Code::kFailedPrecondition, "CASE_NOT_OPEN", "Reopen the case with a reason first.",
                  "case_id");
  return std::nullopt;
}

std::optional<Error> WhyNotAssessed(const Case& assessment) {
  if (auto error = WhyNotOpen(assessment)) return error;
  if (assessment.has_danger_since())
    return Refuse(Code::kFailedPrecondition, "DANGER_FIRST",
                  "Somebody is in danger now: assessment is no crisis response. Record its end first.");
  return std::nullopt;
}

CaseDecision OpenCase(const Case& assessment, const v1::OpenCaseRequest& request,
                      const CaseContext& context) {
  if (!assessment.id().empty()) return AlreadySo{};
  if (auto error = BadText(request.summary(), "summary", kSummaryMax)) return *error;
  if (auto error = TooLong(request.exact_words(), "exact_words", kExactWordsMax)) return *error;
  if (request.people_size() > kPeopleMax) return Full("At most ten people a case.", "people");
  for (const auto& person : request.people())
    if (auto error = BadPerson(person)) return *error;
  if (request.tip_ids_size() > kTipsMax) return Full("At most sixteen tips a case.", "tip_ids");
  for (const auto& tip : request.tip_ids())
    if (!id::IsUuid(tip))
      return Refuse(Code::kInvalidArgument, "TIP_UNKNOWN", "Name tips by their ids.", "tip_ids");
  CaseEvent event;
  auto& report = *event.mutable_reported()->mutable_report();
  report = NewCase(request.school(), context);
  report.set_summary(request.summary());
  report.set_exact_words(request.exact_words());
  *report.mutable_people() = request.people();
  *report.mutable_tip_ids() = request.tip_ids();
  return event;
}

CaseDecision DeclareImminentDanger(const Case& assessment, const v1::DeclareImminentDangerRequest& request,
                                   const CaseContext& context) {
  if (assessment.id().empty() && !request.case_id().empty()) return NotThatCase();
  if (assessment.has_danger_since()) return AlreadySo{};
  if (request.kind() == v1::DANGER_KIND_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "DANGER_MISSING", "Say what kind of danger; OTHER will do.",
                  "kind");
  if (auto error = BadText(request.account(), "account")) return *error;
  if (auto error = TooLong(request.place(), "place")) return *error;
  CaseEvent event;
  auto& declared = *event.mutable_imminent_danger_declared();
  declared.set_kind(request.kind());
  declared.set_at_school(request.at_school());
  declared.set_place(request.place());
  declared.set_account(request.account());
  if (assessment.id().empty()) {
    *declared.mutable_opened() = NewCase(request.school(), context);
    declared.mutable_opened()->set_summary(request.account());
  }
  return event;
}

CaseDecision EndImminentDanger(const Case& assessment, const v1::EndImminentDangerRequest& request,
                               const CaseContext&) {
  if (assessment.id().empty()) return NotThatCase();
  if (!assessment.has_danger_since()) return AlreadySo{};
  if (auto error = BadText(request.account(), "account")) return *error;
  CaseEvent event;
  event.mutable_imminent_danger_ended()->set_account(request.account());
  return event;
}

CaseDecision TriageCase(const Case& assessment, const v1::TriageCaseRequest& request, const CaseContext&) {
  if (auto error = WhyNotAssessed(assessment)) return *error;
  if (!StateAfter(assessment.state(), CaseMove::kTriage)) return AlreadySo{};
  if (auto error = BadText(request.note(), "note")) return *error;
  CaseEvent event;
  event.mutable_triaged()->set_note(request.note());
  return event;
}

CaseDecision BeginEvaluation(const Case& assessment, const v1::BeginEvaluationRequest&,
                             const CaseContext& context) {
  if (auto error = WhyNotAssessed(assessment)) return *error;
  if (assessment.state() == Case::STATE_REPORTED)
    return Refuse(Code::kFailedPrecondition, "NOT_TRIAGED", "Triage the case first.");
  if (!StateAfter(assessment.state(), CaseMove::kBeginEvaluation)) return AlreadySo{};
  CaseEvent event;
  *event.mutable_evaluation_begun()->mutable_due_at() = ToProto(context.hours.CloseOfDay(context.now));
  return event;
}

CaseDecision AddCasePerson(const Case& assessment, const v1::AddCasePersonRequest& request,
                           const CaseContext&) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  if (auto error = BadPerson(request.person())) return *error;
  const auto& person = request.person();
  for (const auto& known : assessment.people())
    if (known.role() == person.role() && known.person_id() == person.person_id() &&
        known.description() == person.description())
      return AlreadySo{};
  if (assessment.people_size() >= kPeopleMax)
    return Full("At most ten people a case; the others are in the interviews.", "person");
  CaseEvent event;
  *event.mutable_person_added()->mutable_person() = person;
  return event;
}

CaseDecision RecordExactWords(const Case& assessment, const v1::RecordExactWordsRequest& request,
                              const CaseContext&) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  if (auto error = BadText(request.exact_words(), "exact_words", kExactWordsMax)) return *error;
  if (request.exact_words() == assessment.exact_words()) return AlreadySo{};
  CaseEvent event;
  event.mutable_words_recorded()->set_exact_words(request.exact_words());
  return event;
}

CaseDecision AddIndicator(const Case& assessment, const v1::AddIndicatorRequest& request,
                          const CaseContext& context) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  if (request.indicator() == v1::CASE_INDICATOR_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "INDICATOR_MISSING", "Choose an indicator.", "indicator");
  for (const auto& known : assessment.indicators())
    if (known.indicator() == request.indicator()) return AlreadySo{};
  if (auto error = BadText(request.note(), "note", kIndicatorNoteMax)) return *error;
  CaseEvent event;
  auto& found = *event.mutable_indicator_added()->mutable_indicator();
  found.set_indicator(request.indicator());
  found.set_note(request.note());
  found.set_author_id(context.actor_id);
  return event;
}

CaseDecision NoteInterview(const Case& assessment, const v1::CaseInterviewHeld& interview,
                           const CaseContext&) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  for (const auto& known : assessment.interviews())
    if (known.interview_id() == interview.interview_id()) return AlreadySo{};
  if (assessment.interviews_size() >= kInterviewsMax)
    return Full("At most sixteen interviews a case; add to one of them.", "case_id");
  CaseEvent event;
  *event.mutable_interview_noted()->mutable_interview() = interview;
  return event;
}

CaseDecision AddCaseTip(const Case& assessment, const v1::AddCaseTipRequest& request, const CaseContext&) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  if (!id::IsUuid(request.tip_id()))
    return Refuse(Code::kInvalidArgument, "TIP_UNKNOWN", "Name the tip by its id.", "tip_id");
  const auto& known = assessment.tip_ids();
  if (std::find(known.begin(), known.end(), request.tip_id()) != known.end()) return AlreadySo{};
  if (assessment.tip_ids_size() >= kTipsMax) return Full("At most sixteen tips a case.", "tip_id");
  CaseEvent event;
  event.mutable_tip_linked()->set_tip_id(request.tip_id());
  return event;
}

CaseDecision LinkCase(const Case& assessment, const v1::LinkCaseRequest& request, const CaseContext&) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  const auto& link = request.link();
  if (!id::IsUuid(link.case_id()) || link.case_id() == assessment.id())
    return Refuse(Code::kInvalidArgument, "CASE_UNKNOWN", "Name another case by its id.", "link.case_id");
  if (link.relation() == v1::CASE_RELATION_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "RELATION_MISSING", "Say how they belong together.",
                  "link.relation");
  for (const auto& known : assessment.links())
    if (known.case_id() == link.case_id() && known.relation() == link.relation()) return AlreadySo{};
  if (assessment.links_size() >= kLinksMax) return Full("At most ten links a case.", "link");
  CaseEvent event;
  *event.mutable_linked()->mutable_link() = link;
  return event;
}

CaseDecision LinkSuicideRisk(const Case& assessment, const std::string& suicide_risk_id) {
  if (assessment.id().empty()) return NotThatCase();
  if (assessment.suicide_risk_id() == suicide_risk_id) return AlreadySo{};
  CaseEvent event;
  event.mutable_suicide_risk_linked()->set_suicide_risk_id(suicide_risk_id);
  return event;
}

CaseDecision MarkTransferred(const Case& assessment, const std::string& school) {
  if (assessment.id().empty()) return NotThatCase();
  if (assessment.transferred_to() == school) return AlreadySo{};
  CaseEvent event;
  event.mutable_transferred()->set_school(school);
  return event;
}

}  // namespace watchbell::threat_intake
