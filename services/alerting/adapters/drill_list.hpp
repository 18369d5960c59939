// Every drill that a school has logged.
#pragma once

#include <vector>

#include "common/ledger/ledger.hpp"
#include "services/alerting/domain/drill.hpp"

namespace watchbell::alerting {

inline constexpr int kDrillsOfYearMax = 2000;  // ten times what any school holds in a year

// The newest first, to so many.
Result<std::vector<v1::Drill>> DrillsOf(ledger::Ledger<Drills>& ledger, const std::string& school);

}  // namespace watchbell::alerting
