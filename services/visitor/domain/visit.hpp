// The rules of a visit: who is held, is let in, moves and leaves (who comes: check_in). Pure functions;
// domain.md 3.4 "Workflow".
#pragma once

#include <set>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/visitor/domain/match_decision.hpp"
#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::visitor {

inline constexpr std::size_t kZoneBytesMax = 64;

struct Visits {
  using State = v1::Visit;
  using Event = v1::VisitEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "visit";

  static void Evolve(State& visit, const Event& event);
  // arrivals:<school>: the history, by arrival, and name:<school> for each word of the name. While listed
  // (IsListed) also on_site:<school>, and zone:<school> and badge:<school>. Names, zones and badges are
  // blind.
  static Indexes IndexesOf(const State& visit);
  // "overdue" at valid_until, "close" at closes_at.
  static Deadlines DeadlinesOf(const State& visit);
  static Decision<Event> Tick(const State& visit, std::string_view what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state);
  // What reports still count once it is erased.
  static retention::Counts CountsOf(const std::vector<Event>& history,
                                    const std::function<std::string(TimePoint)>& month_of);
};

// At the door, at the desk or inside: what the desk's list shows.
bool IsListed(const v1::Visit& visit);

// The words by which a name is filed, and asked for.
std::vector<std::string> NameWords(const std::string& given_name, const std::string& family_name);

// What the badge of this visit shows: the same for the same visit, unless somebody else wears it already.
std::string BadgeOf(std::string_view visit_id, const std::set<std::string>& worn = {});

// Only who is inside is seen at a check-point.
Decision<v1::VisitEvent> MoveToZone(const v1::Visit& visit, const v1::MoveToZoneRequest& request,
                                    const Context& context);

Error NoSuchVisit();

// Only who is on site can leave; who was denied, held or waits outside may be let go as well.
Decision<v1::VisitEvent> Leave(const v1::Visit& visit, v1::Departure how);
Decision<v1::VisitEvent> CheckOut(const v1::Visit& visit, const v1::CheckOutRequest& request,
                                  const Context& context);

}  // namespace watchbell::visitor
