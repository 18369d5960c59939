// Counts the visits of a school or of all: those on the record, and what is left of those that were erased.
#pragma once

#include "common/ledger/count.hpp"
#include "services/visitor/domain/report.hpp"

namespace watchbell::visitor {

// Reads the whole record of these visits.
Result<Counted> CountVisits(const std::shared_ptr<bus::Bus>& bus, const ledger::CountAsked& asked,
                            const ledger::TellRead& tell);

}  // namespace watchbell::visitor
