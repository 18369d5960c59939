// Counts the tips of a school or of all: those on the record, and what is left of those that were erased.
#pragma once

#include "common/ledger/count.hpp"
#include "common/policy/sealer.hpp"
#include "services/threat-intake/domain/triage/tip_report.hpp"

namespace watchbell::threat_intake {

// Reads each tip's last event.
Result<TipsCounted> CountTips(const std::shared_ptr<bus::Bus>& bus, const policy::Sealer& sealer,
                              const ledger::CountAsked& asked, const ledger::TellRead& tell);

}  // namespace watchbell::threat_intake
