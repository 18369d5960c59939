// The rules of a threat assessment case. Pure functions; domain.md 3.3. Which answer leads where, and what a
// level requires, stands in case_tables.
#pragma once

#include <chrono>

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "services/threat-intake/domain/cases/case_tables.hpp"
#include "watchbell/threat_intake/v1/case_service.pb.h"

namespace watchbell::threat_intake {

// domain.md 3.3 (design): in the school's hours; the evaluation by the end of the school day.
inline constexpr std::chrono::minutes kTriageWithin{15};
inline constexpr std::chrono::minutes kAtOnceWithin{15};  // what a level requires "at once"
inline constexpr int kSafetyPlanSchoolDays = 2;

inline constexpr std::size_t kSummaryMax = 600;
inline constexpr std::size_t kExactWordsMax = 1500;
inline constexpr std::size_t kNoteMax = 200;  // of actions and reviews
inline constexpr std::size_t kIndicatorNoteMax = 150;
inline constexpr std::size_t kPersonMax = 80;
inline constexpr int kPeopleMax = 10;
inline constexpr int kInterviewsMax = 16;
inline constexpr int kTipsMax = 16;
inline constexpr int kLinksMax = 10;
inline constexpr int kReviewsKeptMax = 4;  // of an earlier plan, beside those of the present one

struct Cases {
  using State = v1::Case;
  using Event = v1::CaseEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "case";

  static void Evolve(State& assessment, const Event& event);
  // cases:<school>, and cases_open:<school> until it is closed; by report.
  static Indexes IndexesOf(const State& assessment);
  // "triage", "evaluation", "action", "review": what is due next of each.
  static Deadlines DeadlinesOf(const State& assessment);
  // Says once that the time is over.
  static Decision<Event> Tick(const State& assessment, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& assessment) {
    if (assessment.state() != v1::Case::STATE_CLOSED) return std::nullopt;
    return retention::Span{"closed", FromProto(assessment.closed_at())};
  }
};

using CaseDecision = Decision<v1::CaseEvent>;

CaseDecision OpenCase(const v1::Case& assessment, const v1::OpenCaseRequest& request,
                      const CaseContext& context);
CaseDecision DeclareImminentDanger(const v1::Case& assessment,
                                   const v1::DeclareImminentDangerRequest& request,
                                   const CaseContext& context);
CaseDecision EndImminentDanger(const v1::Case& assessment, const v1::EndImminentDangerRequest& request,
                               const CaseContext& context);
CaseDecision TriageCase(const v1::Case& assessment, const v1::TriageCaseRequest& request,
                        const CaseContext& context);
CaseDecision BeginEvaluation(const v1::Case& assessment, const v1::BeginEvaluationRequest& request,
                             const CaseContext& context);
CaseDecision AddCasePerson(const v1::Case& assessment, const v1::AddCasePersonRequest& request,
                           const CaseContext& context);
CaseDecision RecordExactWords(const v1::Case& assessment, const v1::RecordExactWordsRequest& request,
                              const CaseContext& context);
CaseDecision AddIndicator(const v1::Case& assessment, const v1::AddIndicatorRequest& request,
                          const CaseContext& context);
CaseDecision NoteInterview(const v1::Case& assessment, const v1::CaseInterviewHeld& interview,
                           const CaseContext& context);
CaseDecision AnswerStep(const v1::Case& assessment, const v1::AnswerStepRequest& request,
                        const CaseContext& context);
CaseDecision RaiseLevel(const v1::Case& assessment, const v1::RaiseLevelRequest& request,
                        const CaseContext& context);
CaseDecision LowerLevel(const v1::Case& assessment, const v1::LowerLevelRequest& request,
                        const CaseContext& context);
CaseDecision SupportProposal(const v1::Case& assessment, const v1::SupportProposalRequest& request,
                             const CaseContext& context);
CaseDecision WithdrawProposal(const v1::Case& assessment, const v1::WithdrawProposalRequest& request,
                              const CaseContext& context);
CaseDecision RecordAction(const v1::Case& assessment, const v1::RecordActionRequest& request,
                          const CaseContext& context);
CaseDecision ActivatePlan(const v1::Case& assessment, const v1::ActivatePlanRequest& request,
                          const CaseContext& context);
CaseDecision BeginMonitoring(const v1::Case& assessment, const v1::BeginMonitoringRequest& request,
                             const CaseContext& context);
CaseDecision RecordReview(const v1::Case& assessment, const v1::RecordReviewRequest& request,
                          const CaseContext& context);
CaseDecision RecordPoliceFinding(const v1::Case& assessment, const v1::RecordPoliceFindingRequest& request,
                                 const CaseContext& context);
CaseDecision CloseCase(const v1::Case& assessment, const v1::CloseCaseRequest& request,
                       const CaseContext& context);
CaseDecision ReopenCase(const v1::Case& assessment, const v1::ReopenCaseRequest& request,
                        const CaseContext& context);
CaseDecision AddCaseTip(const v1::Case& assessment, const v1::AddCaseTipRequest& request,
                        const CaseContext& context);
CaseDecision LinkCase(const v1::Case& assessment, const v1::LinkCaseRequest& request,
                      const CaseContext& context);
// The subject's own path has been opened.
CaseDecision LinkSuicideRisk(const v1::Case& assessment, const std::string& suicide_risk_id);
// The next school has accepted the plan.
CaseDecision MarkTransferred(const v1::Case& assessment, const std::string& school);

// Nothing: work on this case may go on.
std::optional<Error> WhyNotOpen(const v1::Case& assessment);
// Nothing: it may also be assessed, since nobody is in danger now.
std::optional<Error> WhyNotAssessed(const v1::Case& assessment);

}  // namespace watchbell::threat_intake
