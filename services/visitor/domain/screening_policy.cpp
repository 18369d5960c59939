#include "services/visitor/domain/screening_policy.hpp"

#include "common/id/id.hpp"
#include "services/visitor/domain/entry_content.hpp"

namespace watchbell::visitor {

void ScreeningPolicies::Evolve(v1::ScreeningPolicy& policy, const v1::ScreeningPolicyEvent& event) {
  switch (event.fact_case()) {
    case v1::ScreeningPolicyEvent::kSensitivitySet:
      policy.set_sensitivity(event.sensitivity_set().sensitivity());
      policy.set_id(event.sensitivity_set().policy_id());
      policy.set_school(event.sensitivity_set().school());
      *policy.mutable_since() = event.meta().at();
      policy.set_set_by(event.meta().actor_id());
      return;
    case v1::ScreeningPolicyEvent::FACT_NOT_SET: return;
  }
}

std::string PolicyIdOf(std::string_view school) { return id::Derive("screening-policy", school); }

Sensitivity TableOf(v1::Sensitivity setting) {
  switch (setting) {
    case v1::SENSITIVITY_NAME: return Sensitivity::kName;
    case v1::SENSITIVITY_NAME_DOB_STATE: return Sensitivity::kNameDobState;
    default: return Sensitivity::kNameAndDob;
  }
}

Decision<v1::ScreeningPolicyEvent> SetSensitivity(const v1::ScreeningPolicy& policy,
                                                  const v1::SetSensitivityRequest& request,
                                                  const Context& context) {
  if (request.sensitivity() == v1::SENSITIVITY_UNSPECIFIED ||
      !v1::Sensitivity_IsValid(request.sensitivity())) {
    return Refuse(Code::kInvalidArgument, "SENSITIVITY_MISSING",
                  "Say name, name and birth date, or name, birth date and state.", "sensitivity");
  }
  if (request.reason().empty())
    return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Write down why.", "reason");
  if (request.reason().size() > kReasonBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 500 characters.", "reason");
  if (policy.sensitivity() == request.sensitivity()) return AlreadySo{};
  v1::ScreeningPolicyEvent event;
  auto& fact = *event.mutable_sensitivity_set();
  fact.set_policy_id(context.id);
  fact.set_school(request.school());
  fact.set_sensitivity(request.sensitivity());
  fact.set_reason(request.reason());
  return event;
}

}  // namespace watchbell::visitor
