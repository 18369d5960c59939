// What the front door does when something happens elsewhere. One file for each event.
#pragma once

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "common/time/local.hpp"
#include "services/visitor/adapters/doors.hpp"
#include "services/visitor/domain/screening_tally.hpp"

namespace watchbell::visitor {

struct Surroundings {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  ledger::Ledger<Doors>& doors;
  ledger::Ledger<Snapshots>& snapshots;
  Inside& inside;
};

// An incident changed: the door closes or opens, and when everybody must hide or leave, who is inside is
// written down.
std::unique_ptr<reaction::Reaction> OnIncident(const Surroundings& here);

// What the screenings of a school come to, counted off the desk's way.
struct TallySurroundings {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  ledger::Ledger<ScreeningTallies>& tallies;
  TimeZone zone;
};

// A visit was held, decided or clear: one more in the school's month.
std::unique_ptr<reaction::Reaction> OnVisit(const TallySurroundings& here);

}  // namespace watchbell::visitor
