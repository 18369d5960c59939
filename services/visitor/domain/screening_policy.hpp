// How readily each school holds a visit: one setting, which names the table that the screening uses.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "services/visitor/domain/screening/outcome.hpp"
#include "watchbell/visitor/v1/screening.pb.h"
#include "watchbell/visitor/v1/screening_service.pb.h"

namespace watchbell::visitor {

struct ScreeningPolicies {
  using State = v1::ScreeningPolicy;
  using Event = v1::ScreeningPolicyEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "screening-policy";

  static void Evolve(State& policy, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }  // one for each school
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

std::string PolicyIdOf(std::string_view school);

// The table that a setting names; the district's rule for none.
Sensitivity TableOf(v1::Sensitivity setting);

Decision<v1::ScreeningPolicyEvent> SetSensitivity(const v1::ScreeningPolicy& policy,
                                                  const v1::SetSensitivityRequest& request, const Context&);

}  // namespace watchbell::visitor
