// Counts the visits of a school or of all: those on the record, and what is left of those that were erased.
#pragma once

#include <functional>

#include "common/bus/bus.hpp"
#include "services/visitor/domain/report.hpp"

namespace watchbell::visitor {

struct CountAsked {
  std::string school;  // or names::kDistrict
  std::string from_month;
  std::string to_month;
  std::function<std::string(TimePoint)> month_of;
};

// Reads the whole record of these visits: nothing is kept in memory for it between two reports. `tell` hears
// how many messages were read of how many, now and then; false from it ends the count (kCancelled).
Result<Counted> CountVisits(std::shared_ptr<bus::Bus> bus, const CountAsked& asked,
                            const std::function<bool(std::int64_t read, std::int64_t total)>& tell);

}  // namespace watchbell::visitor
