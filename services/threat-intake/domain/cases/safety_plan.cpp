#include "services/threat-intake/domain/cases/safety_plan.hpp"

#include <algorithm>

#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::SafetyPlan;
using v1::SafetyPlanEvent;

std::optional<Error> Unknown(const SafetyPlan& plan) {
  if (!plan.id().empty()) return std::nullopt;
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "plan_id");
}

}  // namespace

void SafetyPlans::Evolve(SafetyPlan& plan, const SafetyPlanEvent& event) {
  switch (event.fact_case()) {
    case SafetyPlanEvent::kDrafted:
      plan.set_id(event.drafted().id());
      plan.set_school(event.drafted().school());
      plan.set_case_id(event.drafted().case_id());
      plan.set_state(SafetyPlan::STATE_DRAFT);
      plan.set_version(plan.version() + 1);
      *plan.mutable_measures() = event.drafted().measures();
      plan.set_family_part(event.drafted().family_part());
      plan.clear_agreed();
      plan.clear_in_force_since();
      return;
    case SafetyPlanEvent::kAgreed:
      *plan.add_agreed() = event.agreed().supporter();
      if (!event.agreed().in_force()) return;
      plan.set_state(SafetyPlan::STATE_IN_FORCE);
      *plan.mutable_in_force_since() = event.meta().at();
      return;
    case SafetyPlanEvent::kEnded:
      plan.set_state(SafetyPlan::STATE_ENDED);
      *plan.mutable_ended_at() = event.meta().at();
      plan.set_end_reason(event.ended().reason());
      return;
    case SafetyPlanEvent::FACT_NOT_SET: return;
  }
}

Indexes SafetyPlans::IndexesOf(const SafetyPlan& plan) { return {{"plans:" + plan.case_id(), 0}}; }

std::optional<Error> BadMeasures(const google::protobuf::RepeatedPtrField<v1::PlanMeasure>& measures) {
  if (measures.empty() || measures.size() > kMeasuresMax)
    return Refuse(Code::kInvalidArgument, "MEASURES_MISSING", "Write 1 to 12 measures.", "measures");
  for (const auto& measure : measures) {
    if (auto error = BadText(measure.text(), "measures.text", kMeasureMax)) return error;
    if (auto error = BadText(measure.responsible(), "measures.responsible", kPersonMax)) return error;
  }
  return std::nullopt;
}

SafetyPlanDecision DraftSafetyPlan(const SafetyPlan& plan, const v1::DraftSafetyPlanRequest& request,
                                   const v1::Case& of, const CaseContext& context) {
  if (plan.id().empty() && !request.plan_id().empty()) return *Unknown(plan);
  if (auto error = WhyNotOpen(of)) return *error;
  if (!plan.case_id().empty() && plan.case_id() != of.id()) return *Unknown({});
  if (plan.state() == SafetyPlan::STATE_ENDED)
    return Refuse(Code::kFailedPrecondition, "PLAN_ENDED", "Draft a new plan.", "plan_id");
  if (auto error = BadMeasures(request.measures())) return *error;
  if (auto error = BadText(request.family_part(), "family_part")) return *error;
  SafetyPlanEvent event;
  auto& drafted = *event.mutable_drafted();
  drafted.set_id(context.id);
  drafted.set_school(request.school());
  drafted.set_case_id(of.id());
  *drafted.mutable_measures() = request.measures();
  drafted.set_family_part(request.family_part());
  return event;
}

SafetyPlanDecision AgreeToSafetyPlan(const SafetyPlan& plan, const v1::AgreeToSafetyPlanRequest& request,
                                     const CaseContext& context) {
  if (auto error = Unknown(plan)) return *error;
  if (request.version() != plan.version())
    return Refuse(Code::kFailedPrecondition, "PLAN_CHANGED",
                  "Read the plan again: it has another version now.", "version");
  const auto& agreed = plan.agreed();
  if (std::any_of(agreed.begin(), agreed.end(),
                  [&](const auto& one) { return one.person_id() == context.actor_id; }))
    return AlreadySo{};
  if (plan.state() != SafetyPlan::STATE_DRAFT)
    return Refuse(Code::kFailedPrecondition, "PLAN_IN_FORCE", "Only a draft is agreed to.");
  SafetyPlanEvent event;
  auto& fact = *event.mutable_agreed();
  fact.mutable_supporter()->set_person_id(context.actor_id);
  fact.mutable_supporter()->set_role(context.role);
  *fact.mutable_supporter()->mutable_at() = ToProto(context.now);
  fact.set_in_force(
      std::any_of(agreed.begin(), agreed.end(), [&](const auto& one) { return one.role() != context.role; }));
  return event;
}

SafetyPlanDecision EndSafetyPlan(const SafetyPlan& plan, const v1::EndSafetyPlanRequest& request,
                                 const CaseContext&) {
  if (auto error = Unknown(plan)) return *error;
  if (plan.state() == SafetyPlan::STATE_ENDED) return AlreadySo{};
  if (auto error = BadText(request.reason(), "reason")) return *error;
  SafetyPlanEvent event;
  event.mutable_ended()->set_reason(request.reason());
  return event;
}

}  // namespace watchbell::threat_intake
