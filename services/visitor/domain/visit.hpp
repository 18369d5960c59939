// The rules of a visit: who is held, who is let in, who leaves. Pure functions; domain.md 3.4 "Workflow".
#pragma once

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::visitor {

struct Visits {
  using State = v1::Visit;
  using Event = v1::VisitEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "visit";

  static void Evolve(State& visit, const Event& event);
  // on_site:<school>: on site or held at the desk, by arrival.
  static Indexes IndexesOf(const State& visit);
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

// `arrival`: identity as read, purpose, host, entry, contact, and the matches that the screening found. A
// visitor without matches is let in; with any, held until a person has looked.
Decision<v1::VisitEvent> CheckIn(const v1::Visit& visit, const v1::Visit& arrival, const Context& context);

// Only a held visit is decided; "unsure" holds on and never admits.
Decision<v1::VisitEvent> DecideMatch(const v1::Visit& visit, const v1::DecideMatchRequest& request,
                                     const Context& context);

// Only who is on site can leave; who was denied or held may be let go as well.
Decision<v1::VisitEvent> CheckOut(const v1::Visit& visit, const v1::CheckOutRequest& request,
                                  const Context& context);

}  // namespace watchbell::visitor
