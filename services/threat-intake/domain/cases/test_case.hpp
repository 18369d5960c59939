// For the tests of this folder: a team around a case, and every request as one of them would make it.
#pragma once

#include "common/id/id.hpp"
#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake::test {

// A Tuesday, 10:00 in New York.
inline const TimePoint kTuesday{std::chrono::sys_days{std::chrono::January / 12 / 2027} +
                                std::chrono::hours{15}};

struct Member {
  std::string id;
  v1::ThreatTeamRole role;
};
inline const Member kAdministrator{id::Derive("test", "administrator"), v1::THREAT_TEAM_ROLE_ADMINISTRATOR};
inline const Member kDeputy{id::Derive("test", "deputy"), v1::THREAT_TEAM_ROLE_ADMINISTRATOR};
inline const Member kPsychologist{id::Derive("test", "psychologist"), v1::THREAT_TEAM_ROLE_MENTAL_HEALTH};
inline const Member kOfficer{id::Derive("test", "officer"), v1::THREAT_TEAM_ROLE_POLICE};

inline SchoolCalendar Hours() {
  v1::SchoolHours hours;
  hours.set_opens("07:30");
  hours.set_closes("16:00");
  return *SchoolCalendar::Of(hours, *TimeZone::Find("America/New_York"));
}

// One case, and the clock beside it.
struct Room {
  v1::Case assessment;
  TimePoint now = kTuesday;
  v1::CaseEvent last;
  SchoolCalendar hours = Hours();

  CaseContext As(const Member& member) const {
    return {Context{.now = now, .id = "0198c0de-0000-7000-8000-000000000001", .actor_id = member.id},
            member.role, hours};
  }
  // The refusal's reason; "" for what happened, "ALREADY_SO" for what was so.
  std::string Take(const CaseDecision& decision, const std::string& actor_id) {
    if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
    if (std::holds_alternative<AlreadySo>(decision)) return "ALREADY_SO";
    last = std::get<v1::CaseEvent>(decision);
    *last.mutable_meta()->mutable_at() = ToProto(now);
    last.mutable_meta()->set_actor_id(actor_id);
    Cases::Evolve(assessment, last);
    return "";
  }
  template <class Request>
  std::string Do(CaseDecision (*rule)(const v1::Case&, const Request&, const CaseContext&),
                 const Request& request, const Member& member = kAdministrator) {
    return Take(rule(assessment, request, As(member)), member.id);
  }
  std::string Tick(const std::string& what) {
    return Take(Cases::Tick(assessment, what, Context{.now = now}), "");
  }

  std::string Open() {
    v1::OpenCaseRequest request;
    request.set_school("lincoln-es");
    request.set_summary("A drawing was found.");
    request.set_exact_words("You will see on Friday.");
    return Do(OpenCase, request);
  }
  std::string Danger() {
    v1::DeclareImminentDangerRequest request;
    request.set_school("lincoln-es");
    request.set_case_id(assessment.id());
    request.set_kind(v1::DANGER_KIND_WEAPON);
    request.set_at_school(true);
    request.set_account("Seen with a knife.");
    return Do(DeclareImminentDanger, request, kOfficer);
  }
  std::string EndDanger() {
    v1::EndImminentDangerRequest request;
    request.set_account("Police have it, 24-1001.");
    return Do(EndImminentDanger, request, kOfficer);
  }
  std::string Triage() {
    v1::TriageCaseRequest request;
    request.set_note("To be evaluated.");
    return Do(TriageCase, request);
  }
  std::string Interview(const std::string& about = "subject") {
    v1::CaseInterviewHeld held;
    held.set_interview_id(id::Derive("interview", about));
    held.set_role(v1::CASE_PERSON_ROLE_SUBJECT);
    return Do(NoteInterview, held, kPsychologist);
  }
  std::string AddTarget() {
    v1::AddCasePersonRequest request;
    request.mutable_person()->set_role(v1::CASE_PERSON_ROLE_TARGET);
    request.mutable_person()->set_description("a classmate");
    return Do(AddCasePerson, request);
  }
  std::string Indicate(v1::CaseIndicator indicator = v1::CASE_INDICATOR_PLANNING) {
    v1::AddIndicatorRequest request;
    request.set_indicator(indicator);
    request.set_note("A map was in the bag.");
    return Do(AddIndicator, request);
  }
  std::string Answer(v1::CaseStep step, v1::CaseAnswer answer, const Member& member = kAdministrator) {
    v1::AnswerStepRequest request;
    request.set_step(step);
    request.set_answer(answer);
    request.set_reason("As the interviews show.");
    return Do(AnswerStep, request, member);
  }
  std::string Raise(v1::CaseLevel level, const Member& member = kAdministrator) {
    v1::RaiseLevelRequest request;
    request.set_level(level);
    request.set_reason("A weapon was found.");
    return Do(RaiseLevel, request, member);
  }
  std::string Lower(v1::CaseLevel level, const Member& member = kAdministrator) {
    v1::LowerLevelRequest request;
    request.set_level(level);
    request.set_reason("It was a toy.");
    return Do(LowerLevel, request, member);
  }
  std::string Support(const Member& member) {
    v1::SupportProposalRequest request;
    request.set_kind(assessment.proposal().kind());
    request.set_level(assessment.proposal().level());
    return Do(SupportProposal, request, member);
  }
  std::string Record(v1::CaseActionKind kind, v1::CaseActionOutcome outcome = v1::CASE_ACTION_OUTCOME_DONE) {
    v1::RecordActionRequest request;
    request.set_kind(kind);
    request.set_outcome(outcome);
    request.set_note("By telephone.");
    return Do(RecordAction, request);
  }
  std::string Review(v1::CaseReviewEffect effect = v1::CASE_REVIEW_EFFECT_WORKING) {
    v1::RecordReviewRequest request;
    request.set_effect(effect);
    request.set_note("Seen weekly.");
    return Do(RecordReview, request, kPsychologist);
  }
  std::string PoliceFinding(v1::CaseDisposition finding, bool confirmed = true) {
    v1::RecordPoliceFindingRequest request;
    request.set_finding(finding);
    if (confirmed) request.set_reference("24-1002");
    if (confirmed) *request.mutable_confirmed_at() = ToProto(now);
    return Do(RecordPoliceFinding, request, kOfficer);
  }
  std::string Close(const Member& member = kAdministrator) {
    v1::CloseCaseRequest request;
    request.set_note("The counselor stays in touch.");
    return Do(CloseCase, request, member);
  }
  std::string Reopen() {
    v1::ReopenCaseRequest request;
    request.set_reason("Said again.");
    return Do(ReopenCase, request);
  }
  std::string Activate() { return Do(ActivatePlan, v1::ActivatePlanRequest{}); }
  std::string Monitor() { return Do(BeginMonitoring, v1::BeginMonitoringRequest{}); }

  // Everything that the level requires.
  void RecordAll() {
    for (const auto& row : ActionRows()) Record(row.kind);
  }
};

inline Room Evaluating() {
  Room room;
  room.Open();
  room.Triage();
  room.Do(BeginEvaluation, v1::BeginEvaluationRequest{});
  room.Interview();
  return room;
}
// Answered up to the third step.
inline Room At(v1::CaseLevel level) {
  Room room = Evaluating();
  if (level == v1::CASE_LEVEL_NOT_A_THREAT) {
    room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_NO);
    return room;
  }
  room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_YES);
  if (level == v1::CASE_LEVEL_TRANSIENT) {
    room.Answer(v1::CASE_STEP_RESOLVE_AS_TRANSIENT, v1::CASE_ANSWER_YES);
    return room;
  }
  room.Answer(v1::CASE_STEP_RESOLVE_AS_TRANSIENT, v1::CASE_ANSWER_UNCLEAR);
  room.Answer(v1::CASE_STEP_RESPOND,
              level == v1::CASE_LEVEL_SERIOUS ? v1::CASE_ANSWER_SERIOUS : v1::CASE_ANSWER_VERY_SERIOUS);
  return room;
}
// The plan is in force and every review was held.
inline Room Monitored(v1::CaseLevel level) {
  Room room = At(level);
  room.RecordAll();
  if (level == v1::CASE_LEVEL_VERY_SERIOUS) room.Answer(v1::CASE_STEP_SAFETY_EVALUATION, v1::CASE_ANSWER_YES);
  room.Activate();
  room.Monitor();
  for (std::size_t i = 0; i < ReviewDays(level).size(); ++i) room.Review();
  return room;
}

}  // namespace watchbell::threat_intake::test
