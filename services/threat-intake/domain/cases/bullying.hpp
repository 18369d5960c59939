// Bullying, as a workflow without levels. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "watchbell/threat_intake/v1/case_bullying.pb.h"

namespace watchbell::threat_intake {

// In school days (design): to be taken, to be found out, to be looked at again.
inline constexpr int kBullyingTakenSchoolDays = 1;
inline constexpr int kBullyingFoundSchoolDays = 10;
inline constexpr int kBullyingFollowUpSchoolDays = 20;
inline constexpr std::size_t kBullyingSummaryMax = 600;
inline constexpr int kBullyingPeopleMax = 12;
inline constexpr int kBullyingStepsMax = 16;

struct BullyingCases {
  using State = v1::BullyingCase;
  using Event = v1::BullyingCaseEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "bullying-case";

  static void Evolve(State& state, const Event& event);
  // bullying_open:<school> until it is closed, by report.
  static Indexes IndexesOf(const State& state);
  // "due"
  static Deadlines DeadlinesOf(const State& state);
  static Decision<Event> Tick(const State& state, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state) {
    if (!state.has_closed_at()) return std::nullopt;
    return retention::Span{"closed", FromProto(state.closed_at())};
  }
};

using BullyingDecision = Decision<v1::BullyingCaseEvent>;

// Nothing: work on it may go on.
std::optional<Error> WhyNotOpen(const v1::BullyingCase& bullying);

BullyingDecision ReportBullying(const v1::BullyingCase& bullying, const v1::ReportBullyingRequest& request,
                                const CaseContext& context);
BullyingDecision TakeBullying(const v1::BullyingCase& bullying, const v1::TakeBullyingRequest& request,
                              const CaseContext& context);
BullyingDecision RecordBullyingStep(const v1::BullyingCase& bullying,
                                    const v1::RecordBullyingStepRequest& request, const CaseContext& context);
BullyingDecision DecideBullying(const v1::BullyingCase& bullying, const v1::DecideBullyingRequest& request,
                                const CaseContext& context);
BullyingDecision LinkBullyingToThreat(const v1::BullyingCase& bullying,
                                      const v1::LinkBullyingToThreatRequest& request,
                                      const CaseContext& context);
BullyingDecision CloseBullying(const v1::BullyingCase& bullying, const v1::CloseBullyingRequest& request,
                               const CaseContext& context);

}  // namespace watchbell::threat_intake
