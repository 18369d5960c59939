// Who is asked when an outside agency comes. CT Public Act 25-1: at least one designated administrator a
// school.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/agency_contacts.pb.h"
#include "watchbell/visitor/v1/agency_service.pb.h"

namespace watchbell::visitor {

inline constexpr int kLadderMax = 8;

// One for each school, under an id that everybody computes alike.
struct AgencyContactLists {
  using State = v1::AgencyContacts;
  using Event = v1::AgencyContactsEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "agency-contacts";
  static void Evolve(State& contacts, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

std::string AgencyContactsId(const std::string& school);

Decision<v1::AgencyContactsEvent> AssignContacts(const v1::AgencyContacts& contacts,
                                                 const v1::AssignContactsRequest& request,
                                                 const Context& context);

}  // namespace watchbell::visitor
