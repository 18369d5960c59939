// The human answer to a held visit: match, not a match, or unsure, which asks a second person and never
// admits. domain.md 3.4 "Workflow".
#pragma once

#include "common/ledger/decision.hpp"
#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::visitor {

// A permission that the rule asks for: whoever answers after "unsure" holds it.
inline constexpr char kDecideUnsure[] = "visit.decide_unsure";

// Only a held visit is decided.
Decision<v1::VisitEvent> DecideMatch(const v1::Visit& visit, const v1::DecideMatchRequest& request,
                                     const Context& context);

// What the answer leaves on the visit: who, what and why. The visit's state is Visits::Evolve's.
void EvolveDecision(v1::Visit& visit, v1::MatchDecision decision, const std::string& reason,
                    const std::string& actor_id);

}  // namespace watchbell::visitor
