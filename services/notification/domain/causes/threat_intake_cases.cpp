// When a clock of the threat assessment team has run out, the team is told: that it has, and nothing of what
// it is about. When somebody is in danger now, those who answer at the school are. domain.md 3.3. Nothing but
// what stands unsealed in the event is read here.
#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/case_action.pb.h"
#include "watchbell/threat_intake/v1/case_bullying.pb.h"
#include "watchbell/threat_intake/v1/case_suicide_risk.pb.h"
#include "watchbell/threat_intake/v1/case_support.pb.h"

namespace watchbell::notification {
namespace {

namespace intake = threat_intake::v1;

// The same words for every path: that there is one of suicide risk is not for the whole team.
template <class State>
Cause RanOut(const State& state, v1::Level level) {
  return Cause{.audience = Audience::kThreatTeam,
               .level = level,
               .wording = "case_overdue",
               .subject = "case",
               .school = state.school(),
               .about_id = state.id()};
}

}  // namespace

// A danger is for those who can raise the alarm, beside the police, who are called. Triage and evaluation are
// counted in minutes and hours, actions and reviews in days.
std::optional<Cause> CauseOf(const intake::CaseEvent& event) {
  if (event.has_imminent_danger_declared()) {
    return Cause{.audience = Audience::kResponsible,
                 .level = v1::LEVEL_EMERGENCY,
                 .wording = "case_danger",
                 .subject = "case",
                 .school = event.assessment().school(),
                 .about_id = event.assessment().id()};
  }
  if (!event.has_overdue()) return std::nullopt;
  const auto clock = event.overdue().clock();
  const bool soon = clock == intake::CASE_CLOCK_TRIAGE || clock == intake::CASE_CLOCK_EVALUATION;
  return RanOut(event.assessment(), soon ? v1::LEVEL_URGENT : v1::LEVEL_ADVISORY);
}

std::optional<Cause> CauseOf(const intake::ThreatActionEvent& event) {
  if (!event.has_overdue()) return std::nullopt;
  return RanOut(event.action(), v1::LEVEL_URGENT);
}

std::optional<Cause> CauseOf(const intake::SupportPlanEvent& event) {
  if (!event.has_check_in_missed()) return std::nullopt;
  return RanOut(event.plan(), v1::LEVEL_ADVISORY);
}

std::optional<Cause> CauseOf(const intake::BullyingCaseEvent& event) {
  if (!event.has_overdue()) return std::nullopt;
  return RanOut(event.bullying(), v1::LEVEL_ADVISORY);
}

std::optional<Cause> CauseOf(const intake::SuicideRiskEvent& event) {
  if (!event.has_overdue()) return std::nullopt;
  return RanOut(event.risk(), v1::LEVEL_URGENT);
}

}  // namespace watchbell::notification
