// A span in which a drill was due is over: what was not held is said, once.
#pragma once

#include <memory>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/alerting/domain/drill.hpp"
#include "services/alerting/domain/drill_calendar.hpp"

namespace watchbell::alerting {

struct DrillWatch {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  const Clock& clock;
  const TimeZone& zone;
  ledger::Ledger<SchoolYears>& school_years;
  ledger::Ledger<Drills>& drills;
};

std::unique_ptr<reaction::Reaction> OnDrillSpans(const DrillWatch& here);

}  // namespace watchbell::alerting
