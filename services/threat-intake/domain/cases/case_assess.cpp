// The five steps, the level, and what needs more than one member. A level rises with one author and falls
// with two of different roles.
#include <algorithm>
#include <array>

#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Case;
using v1::CaseEvent;
using v1::CaseProposal;

// Without each of these nobody closes a substantive case.
constexpr std::array kClosingRoles{v1::THREAT_TEAM_ROLE_ADMINISTRATOR, v1::THREAT_TEAM_ROLE_MENTAL_HEALTH,
                                   v1::THREAT_TEAM_ROLE_POLICE};

// What the safety evaluation of a very serious threat consists of.
constexpr std::array kSafetyEvaluation{v1::CASE_ACTION_KIND_MENTAL_HEALTH_SCREEN,
                                       v1::CASE_ACTION_KIND_CONSULT_POLICE, v1::CASE_ACTION_KIND_SAFETY_PLAN,
                                       v1::CASE_ACTION_KIND_DISABILITY_REVIEW};

Error NotNow(const char* reason, const char* remedy, const char* field = "") {
  return Refuse(Code::kFailedPrecondition, reason, remedy, field);
}

v1::CaseDues DuesOf(const CaseContext& context) {
  v1::CaseDues dues;
  *dues.mutable_at_once() = ToProto(context.now + kAtOnceWithin);
  *dues.mutable_same_day() = ToProto(context.hours.CloseOfDay(context.now));
  *dues.mutable_safety_plan() = ToProto(context.hours.CloseOfDay(context.now, kSafetyPlanSchoolDays));
  return dues;
}

bool IsActionDone(const Case& assessment, v1::CaseActionKind kind) {
  return std::any_of(assessment.actions().begin(), assessment.actions().end(),
                     [&](const auto& action) { return action.kind() == kind && IsDone(action); });
}

// What a step needs before it can be answered.
std::optional<Error> WhyNotAnswered(const Case& assessment, const StepRow& row) {
  switch (row.step) {
    case v1::CASE_STEP_EVALUATE:
      if (IsBlank(assessment.exact_words()))
        return NotNow("EXACT_WORDS_MISSING", "Record what was said or written, word for word.");
      if (assessment.interviews().empty())
        return NotNow("INTERVIEWS_MISSING", "Interview the subject, targets and witnesses first.");
      return std::nullopt;
    case v1::CASE_STEP_SAFETY_EVALUATION:
      if (row.answer == v1::CASE_ANSWER_YES)
        for (const auto kind : kSafetyEvaluation)
          if (!IsActionDone(assessment, kind))
            return NotNow("SAFETY_EVALUATION_OPEN",
                          "Mental-health screen, police, safety plan and disability review come first.");
      return std::nullopt;
    case v1::CASE_STEP_IMPLEMENT_AND_MONITOR: {
      if (row.answer != v1::CASE_ANSWER_YES) return std::nullopt;
      if (assessment.state() != Case::STATE_MONITORING)
        return NotNow("NOT_MONITORED", "Put the plan in force and monitor it first.");
      const auto& reviews = assessment.reviews();
      const bool open =
          std::any_of(reviews.begin(), reviews.end(), [](const auto& r) { return !r.has_at(); });
      if (open && assessment.transferred_to().empty())
        return NotNow("REVIEWS_OPEN", "Hold the reviews that are planned first.");
      const auto held =
          std::find_if(reviews.rbegin(), reviews.rend(), [](const auto& review) { return review.has_at(); });
      if (held != reviews.rend() && held->effect() == v1::CASE_REVIEW_EFFECT_NOT_WORKING)
        return NotNow("PLAN_NOT_WORKING", "Revise the plan and review it again.");
      return std::nullopt;
    }
    default: return std::nullopt;
  }
}

v1::CaseSupporter SupporterOf(const CaseContext& context) {
  v1::CaseSupporter supporter;
  supporter.set_person_id(context.actor_id);
  supporter.set_role(context.role);
  *supporter.mutable_at() = ToProto(context.now);
  return supporter;
}

bool HasRole(const CaseProposal& proposal, v1::ThreatTeamRole role) {
  return std::any_of(proposal.supporters().begin(), proposal.supporters().end(),
                     [&](const auto& supporter) { return supporter.role() == role; });
}

bool IsEnough(const CaseProposal& proposal) {
  if (proposal.kind() == CaseProposal::KIND_CLOSE)
    return std::all_of(kClosingRoles.begin(), kClosingRoles.end(),
                       [&](auto role) { return HasRole(proposal, role); });
  const auto& supporters = proposal.supporters();
  return std::any_of(supporters.begin(), supporters.end(),
                     [&](const auto& supporter) { return supporter.role() != supporters.begin()->role(); });
}

// An end of the tree below what it was, or against what an indicator presumes.
bool NeedsTwo(const Case& assessment, const StepRow& row) {
  if (row.level == v1::CASE_LEVEL_UNSPECIFIED) return false;
  return row.level < assessment.level() || (!IsSubstantive(row.level) && !assessment.indicators().empty());
}

CaseEvent Classified(const v1::CaseStepAnswer& answer, const StepRow& row, const CaseContext& context) {
  CaseEvent event;
  auto& classified = *event.mutable_classified();
  *classified.mutable_answer() = answer;
  classified.set_level(row.level);
  classified.set_next(row.next);
  *classified.mutable_dues() = DuesOf(context);
  return event;
}

// A closed case of whatever level has nothing open that was required.
std::optional<Error> WhyNotClosed(const Case& assessment) {
  if (auto error = WhyNotAssessed(assessment)) return error;
  const bool found_false =
      assessment.disposition() != v1::CASE_DISPOSITION_UNSPECIFIED && !IsSubstantive(assessment.level());
  if (!found_false && !StateAfter(assessment.state(), CaseMove::kClose))
    return NotNow("NOT_ASSESSED",
                  "A case is closed after its assessment, a substantive one from monitoring.");
  if (std::any_of(assessment.actions().begin(), assessment.actions().end(), IsOpen))
    return NotNow("ACTIONS_OPEN", "Record what is required at this level first.");
  if (IsSubstantive(assessment.level()) && assessment.step() != v1::CASE_STEP_UNSPECIFIED)
    return NotNow("STEP_OPEN", "Answer the step that is open first.");
  return std::nullopt;
}

// What a proposal with enough supporters leads to.
CaseEvent Conclude(const Case& assessment, const CaseProposal& proposal, const CaseContext& context) {
  CaseEvent event;
  switch (proposal.kind()) {
    case CaseProposal::KIND_ANSWER: {
      event = Classified(proposal.answer(), *RowOf(proposal.answer().step(), proposal.answer().answer()),
                         context);
      *event.mutable_classified()->mutable_supporters() = proposal.supporters();
      return event;
    }
    case CaseProposal::KIND_LOWER_LEVEL: {
      auto& lowered = *event.mutable_level_lowered();
      lowered.set_from(assessment.level());
      lowered.set_to(proposal.level());
      lowered.set_reason(proposal.reason());
      *lowered.mutable_supporters() = proposal.supporters();
      *lowered.mutable_dues() = DuesOf(context);
      return event;
    }
    default:
      event.mutable_closed()->set_note(proposal.reason());
      *event.mutable_closed()->mutable_supporters() = proposal.supporters();
      return event;
  }
}

CaseEvent Propose(CaseProposal proposal, const CaseContext& context) {
  CaseEvent event;
  *proposal.add_supporters() = SupporterOf(context);
  *event.mutable_proposed()->mutable_proposal() = std::move(proposal);
  return event;
}

bool HasBeenClassified(const Case& assessment) {
  return assessment.level() != v1::CASE_LEVEL_UNSPECIFIED && assessment.state() != Case::STATE_EVALUATING;
}

}  // namespace

CaseDecision AnswerStep(const Case& assessment, const v1::AnswerStepRequest& request,
                        const CaseContext& context) {
  if (auto error = WhyNotAssessed(assessment)) return *error;
  if (request.step() == v1::CASE_STEP_UNSPECIFIED || request.step() != assessment.step())
    return NotNow("STEP_NOT_NEXT", "Answer the steps in their order.", "step");
  const auto* row = RowOf(request.step(), request.answer());
  if (row == nullptr)
    return Refuse(Code::kInvalidArgument, "ANSWER_UNKNOWN", "This step has other answers.", "answer");
  if (auto error = BadText(request.reason(), "reason")) return *error;
  if (auto error = WhyNotAnswered(assessment, *row)) return *error;
  v1::CaseStepAnswer answer;
  answer.set_step(request.step());
  answer.set_answer(request.answer());
  answer.set_reason(request.reason());
  answer.set_author_id(context.actor_id);
  *answer.mutable_at() = ToProto(context.now);
  if (NeedsTwo(assessment, *row)) {
    CaseProposal proposal;
    proposal.set_kind(CaseProposal::KIND_ANSWER);
    proposal.set_level(row->level);
    *proposal.mutable_answer() = std::move(answer);
    proposal.set_reason(request.reason());
    return Propose(std::move(proposal), context);
  }
  if (row->level != v1::CASE_LEVEL_UNSPECIFIED) return Classified(answer, *row, context);
  CaseEvent event;
  *event.mutable_step_answered()->mutable_answer() = std::move(answer);
  event.mutable_step_answered()->set_next(row->next);
  return event;
}

CaseDecision RaiseLevel(const Case& assessment, const v1::RaiseLevelRequest& request,
                        const CaseContext& context) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  if (assessment.state() == Case::STATE_REPORTED || assessment.state() == Case::STATE_TRIAGED)
    return NotNow("NOT_ASSESSED", "Begin the evaluation first; declare a danger that is imminent.");
  if (request.level() == assessment.level()) return AlreadySo{};
  if (request.level() < assessment.level() || !IsSubstantive(request.level()))
    return Refuse(Code::kInvalidArgument, "NOT_HIGHER", "Name a substantive level above the present one.",
                  "level");
  if (auto error = BadText(request.reason(), "reason")) return *error;
  CaseEvent event;
  auto& raised = *event.mutable_level_raised();
  raised.set_from(assessment.level());
  raised.set_to(request.level());
  raised.set_reason(request.reason());
  *raised.mutable_dues() = DuesOf(context);
  return event;
}

CaseDecision LowerLevel(const Case& assessment, const v1::LowerLevelRequest& request,
                        const CaseContext& context) {
  if (auto error = WhyNotAssessed(assessment)) return *error;
  if (!HasBeenClassified(assessment))
    return NotNow("NOT_ASSESSED", "Answer the steps; a level comes of them.");
  if (request.level() == v1::CASE_LEVEL_UNSPECIFIED || request.level() >= assessment.level())
    return Refuse(Code::kInvalidArgument, "NOT_LOWER", "Name a level below the present one.", "level");
  if (auto error = BadText(request.reason(), "reason")) return *error;
  CaseProposal proposal;
  proposal.set_kind(CaseProposal::KIND_LOWER_LEVEL);
  proposal.set_level(request.level());
  proposal.set_reason(request.reason());
  return Propose(std::move(proposal), context);
}

CaseDecision SupportProposal(const Case& assessment, const v1::SupportProposalRequest& request,
                             const CaseContext& context) {
  if (auto error = WhyNotAssessed(assessment)) return *error;
  if (!assessment.has_proposal()) return NotNow("NOTHING_PROPOSED", "Nothing waits for other members.");
  auto proposal = assessment.proposal();
  if (request.kind() != proposal.kind() || request.level() != proposal.level())
    return NotNow("PROPOSAL_CHANGED", "Read the case again: something else is proposed now.", "kind");
  if (std::any_of(proposal.supporters().begin(), proposal.supporters().end(),
                  [&](const auto& one) { return one.person_id() == context.actor_id; }))
    return AlreadySo{};
  *proposal.add_supporters() = SupporterOf(context);
  if (!IsEnough(proposal)) {
    CaseEvent event;
    *event.mutable_supported()->mutable_supporter() = SupporterOf(context);
    return event;
  }
  if (proposal.kind() == CaseProposal::KIND_CLOSE)
    if (auto error = WhyNotClosed(assessment)) return *error;
  return Conclude(assessment, proposal, context);
}

CaseDecision WithdrawProposal(const Case& assessment, const v1::WithdrawProposalRequest&,
                              const CaseContext&) {
  if (auto error = WhyNotOpen(assessment)) return *error;
  if (!assessment.has_proposal()) return AlreadySo{};
  CaseEvent event;
  event.mutable_proposal_withdrawn();
  return event;
}

CaseDecision CloseCase(const Case& assessment, const v1::CloseCaseRequest& request,
                       const CaseContext& context) {
  if (assessment.state() == Case::STATE_CLOSED) return AlreadySo{};
  if (auto error = WhyNotClosed(assessment)) return *error;
  if (auto error = BadText(request.note(), "note")) return *error;
  if (IsSubstantive(assessment.level())) {
    CaseProposal proposal;
    proposal.set_kind(CaseProposal::KIND_CLOSE);
    proposal.set_level(assessment.level());
    proposal.set_reason(request.note());
    return Propose(std::move(proposal), context);
  }
  CaseEvent event;
  event.mutable_closed()->set_note(request.note());
  *event.mutable_closed()->add_supporters() = SupporterOf(context);
  return event;
}

CaseDecision ReopenCase(const Case& assessment, const v1::ReopenCaseRequest& request,
                        const CaseContext& context) {
  if (assessment.id().empty()) return NotThatCase();
  if (!StateAfter(assessment.state(), CaseMove::kReopen)) return AlreadySo{};
  if (auto error = BadText(request.reason(), "reason")) return *error;
  CaseEvent event;
  event.mutable_reopened()->set_reason(request.reason());
  *event.mutable_reopened()->mutable_evaluation_due_at() = ToProto(context.hours.CloseOfDay(context.now));
  return event;
}

}  // namespace watchbell::threat_intake
