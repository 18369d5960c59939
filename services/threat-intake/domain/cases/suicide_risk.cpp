#include "services/threat-intake/domain/cases/suicide_risk.hpp"

#include <algorithm>
#include <array>

#include "common/id/id.hpp"
#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::SuicideRisk;
using v1::SuicideRiskEvent;

// In this order, each with its clock since the opening (design). The others are taken where they help.
struct StepClock {
  v1::SuicideRiskStep step;
  int school_days;  // 0: the same day
};
constexpr std::array kMustBeTaken{
    StepClock{v1::SUICIDE_RISK_STEP_STAY_WITH, 0}, StepClock{v1::SUICIDE_RISK_STEP_SCREEN, 0},
    StepClock{v1::SUICIDE_RISK_STEP_TELL_PARENTS, 0}, StepClock{v1::SUICIDE_RISK_STEP_FOLLOW_UP, 1}};

bool IsClinical(v1::SuicideRiskStep step) {
  return step == v1::SUICIDE_RISK_STEP_SCREEN || step == v1::SUICIDE_RISK_STEP_FOLLOW_UP;
}

bool IsTaken(const SuicideRisk& risk, v1::SuicideRiskStep step) {
  return std::any_of(risk.steps().begin(), risk.steps().end(),
                     [&](const auto& taken) { return taken.step() == step; });
}

// The first that must be taken and is not, with `with` counted as taken.
const StepClock* NextOf(const SuicideRisk& risk, v1::SuicideRiskStep with) {
  const auto* next = std::find_if(kMustBeTaken.begin(), kMustBeTaken.end(), [&](const auto& clock) {
    return clock.step != with && !IsTaken(risk, clock.step);
  });
  return next == kMustBeTaken.end() ? nullptr : next;
}

Error MentalHealthOnly() {
  return Refuse(Code::kPermissionDenied, "MENTAL_HEALTH_ONLY",
                "A mental-health professional of the team does this.");
}

}  // namespace

std::optional<Error> WhyNotOpen(const SuicideRisk& risk) {
  if (risk.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "suicide_risk_id");
  if (risk.state() == SuicideRisk::STATE_CLOSED)
    return Refuse(Code::kFailedPrecondition, "PATH_CLOSED", "Open a new one.", "suicide_risk_id");
  return std::nullopt;
}

void SuicideRisks::Evolve(SuicideRisk& risk, const SuicideRiskEvent& event) {
  switch (event.fact_case()) {
    case SuicideRiskEvent::kOpened:
      risk = event.opened().risk();
      risk.set_state(SuicideRisk::STATE_OPEN);
      *risk.mutable_opened_at() = event.meta().at();
      risk.set_opened_by(event.meta().actor_id());
      risk.set_next(kMustBeTaken.front().step);
      *risk.mutable_due_at() = event.opened().due_at();
      return;
    case SuicideRiskEvent::kStepRecorded:
      *risk.add_steps() = event.step_recorded().step();
      if (risk.next() != event.step_recorded().next()) risk.clear_overdue();
      risk.set_next(event.step_recorded().next());
      risk.clear_due_at();
      if (event.step_recorded().has_due_at()) *risk.mutable_due_at() = event.step_recorded().due_at();
      return;
    case SuicideRiskEvent::kOverdue: risk.set_overdue(true); return;
    case SuicideRiskEvent::kClosed:
      risk.set_state(SuicideRisk::STATE_CLOSED);
      *risk.mutable_closed_at() = event.meta().at();
      risk.set_closing_note(event.closed().note());
      return;
    case SuicideRiskEvent::FACT_NOT_SET: return;
  }
}

Indexes SuicideRisks::IndexesOf(const SuicideRisk& risk) {
  if (risk.state() == SuicideRisk::STATE_CLOSED) return {};
  return {{"suicide_risks:" + risk.school(),
           static_cast<double>(FromProto(risk.opened_at()).time_since_epoch().count())}};
}

Deadlines SuicideRisks::DeadlinesOf(const SuicideRisk& risk) {
  if (!risk.has_due_at() || risk.overdue()) return {};
  return {{"due", FromProto(risk.due_at())}};
}

SuicideRiskDecision SuicideRisks::Tick(const SuicideRisk& risk, const std::string&, const Context& context) {
  if (!risk.has_due_at() || risk.overdue() || FromProto(risk.due_at()) > context.now) return AlreadySo{};
  SuicideRiskEvent event;
  event.mutable_overdue()->set_step(risk.next());
  return event;
}

SuicideRiskDecision OpenSuicideRisk(const SuicideRisk& risk, const v1::OpenSuicideRiskRequest& request,
                                    const CaseContext& context) {
  if (!risk.id().empty()) return AlreadySo{};
  if (!request.case_id().empty() && !id::IsUuid(request.case_id()))
    return Refuse(Code::kInvalidArgument, "CASE_UNKNOWN", "Name the case by its id.", "case_id");
  if (request.person().person_id().empty())
    if (auto error = BadText(request.person().description(), "person.description", kPersonMax)) return *error;
  if (auto error = BadText(request.concern(), "concern", kConcernMax)) return *error;
  SuicideRiskEvent event;
  auto& opened = *event.mutable_opened()->mutable_risk();
  opened.set_id(context.id);
  opened.set_school(request.school());
  opened.set_case_id(request.case_id());
  *opened.mutable_person() = request.person();
  opened.set_concern(request.concern());
  *event.mutable_opened()->mutable_due_at() = ToProto(context.now + kStayWithin);
  return event;
}

SuicideRiskDecision RecordSuicideRiskStep(const SuicideRisk& risk,
                                          const v1::RecordSuicideRiskStepRequest& request,
                                          const CaseContext& context) {
  if (auto error = WhyNotOpen(risk)) return *error;
  if (request.step() == v1::SUICIDE_RISK_STEP_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "STEP_MISSING", "Choose a step.", "step");
  if (IsClinical(request.step()) && context.role != v1::THREAT_TEAM_ROLE_MENTAL_HEALTH)
    return MentalHealthOnly();
  if (auto error = BadText(request.note(), "note")) return *error;
  if (risk.steps_size() >= kSuicideRiskStepsMax)
    return Refuse(Code::kResourceExhausted, "PATH_FULL", "Close this path and open a new one.");
  SuicideRiskEvent event;
  auto& recorded = *event.mutable_step_recorded();
  recorded.mutable_step()->set_step(request.step());
  recorded.mutable_step()->set_note(request.note());
  recorded.mutable_step()->set_author_id(context.actor_id);
  *recorded.mutable_step()->mutable_at() = ToProto(context.now);
  if (const auto* next = NextOf(risk, request.step())) {
    recorded.set_next(next->step);
    *recorded.mutable_due_at() =
        next->step == risk.next()
            ? risk.due_at()
            : ToProto(context.hours.CloseOfDay(FromProto(risk.opened_at()), next->school_days));
  }
  return event;
}

SuicideRiskDecision CloseSuicideRisk(const SuicideRisk& risk, const v1::CloseSuicideRiskRequest& request,
                                     const CaseContext& context) {
  if (risk.state() == SuicideRisk::STATE_CLOSED) return AlreadySo{};
  if (auto error = WhyNotOpen(risk)) return *error;
  if (context.role != v1::THREAT_TEAM_ROLE_MENTAL_HEALTH) return MentalHealthOnly();
  if (NextOf(risk, v1::SUICIDE_RISK_STEP_UNSPECIFIED) != nullptr)
    return Refuse(Code::kFailedPrecondition, "STEPS_OPEN",
                  "Stay, screen, tell the parents and follow up before the path is closed.");
  if (auto error = BadText(request.note(), "note")) return *error;
  SuicideRiskEvent event;
  event.mutable_closed()->set_note(request.note());
  return event;
}

}  // namespace watchbell::threat_intake
