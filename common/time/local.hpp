// The school's calendar: rules speak of days and hours where the school stands, the record of moments in UTC.
#pragma once

#include <chrono>
#include <string>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"

namespace watchbell {

// An IANA zone, like "America/New_York", from the system's time zone database. Cheap to copy.
class TimeZone {
 public:
  static Result<TimeZone> Find(const std::string& name);
  std::chrono::year_month_day DateOf(TimePoint at) const;

 private:
  explicit TimeZone(const void* zone) : zone_(zone) {}
  const void* zone_;  // owned by the date library for the life of the process
};

// YYYY-MM-DD.
std::string IsoDate(std::chrono::year_month_day date);

}  // namespace watchbell
