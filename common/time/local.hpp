// The school's calendar: rules speak of days and hours where the school stands, the record of moments in UTC.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"

namespace watchbell {

// An IANA zone, like "America/New_York", from the system's time zone database. Cheap to copy.
class TimeZone {
 public:
  static Result<TimeZone> Find(const std::string& name);
  std::chrono::year_month_day DateOf(TimePoint at) const;
  // How far its clocks are ahead of UTC then.
  std::chrono::seconds OffsetAt(TimePoint at) const;
  // The moment of a time of day there; where clocks are put back the first, where they leap over it the next.
  TimePoint At(std::chrono::year_month_day date, std::chrono::minutes time_of_day) const;

 private:
  explicit TimeZone(const void* zone) : zone_(zone) {}
  const void* zone_;  // owned by the date library for the life of the process
};

// YYYY-MM-DD of a day of the calendar; nothing for any other text.
std::optional<std::chrono::year_month_day> ParseIsoDate(std::string_view text);

// YYYY-MM-DD.
std::string IsoDate(std::chrono::year_month_day date);
// "22:00", from midnight.
std::optional<std::chrono::minutes> ParseTimeOfDay(std::string_view text);

}  // namespace watchbell
