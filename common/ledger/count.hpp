// Counting for reports, by school and month: what is on the record, and what is left of what was erased.
// Nothing is kept in memory for it between two reports.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "common/bus/bus.hpp"
#include "common/names/names.hpp"
#include "common/result/result.hpp"
#include "common/time/clock.hpp"

namespace watchbell::ledger {

using Numbers = std::map<std::string, std::int64_t>;
using ByMonth = std::map<std::pair<std::string, std::string>, Numbers>;  // by school and month

struct CountAsked {
  std::string school;  // or names::kDistrict
  std::string from_month;
  std::string to_month;
  std::function<std::string(TimePoint)> month_of;
};

struct CountedOf {
  std::string_view service;
  std::string_view aggregate;
  bool newest_only = true;  // or every event
};

// Hears how many messages were read of how many, now and then; false from it ends the count (kCancelled).
using TellRead = std::function<bool(std::int64_t read, std::int64_t total)>;

// Every event that stands there now.
Status ReadRecord(const std::shared_ptr<bus::Bus>& bus, const CountedOf& what, const std::string& school,
                  const std::function<void(const names::Key&, const bus::Stored&)>& each,
                  const TellRead& tell);

// Nothing for a month that was not asked for.
void AddNumbers(ByMonth& sums, const CountAsked& asked, const std::string& school, const std::string& month,
                const Numbers& numbers);

// Of the erased ones.
Status AddTallies(const std::shared_ptr<bus::Bus>& bus, const CountedOf& what, const CountAsked& asked,
                  ByMonth& sums);

}  // namespace watchbell::ledger
