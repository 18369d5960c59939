#include "common/time/local.hpp"

#include <date/tz.h>
#include <fmt/format.h>

namespace watchbell {

Result<TimeZone> TimeZone::Find(const std::string& name) {
  try {
    return TimeZone{date::locate_zone(name)};
  } catch (const std::runtime_error&) {
    return Fail(Code::kInvalidArgument, "TIME_ZONE_UNKNOWN", "Name an IANA time zone, like America/New_York.",
                "time-zone");
  }
}

std::chrono::year_month_day TimeZone::DateOf(TimePoint at) const {
  const auto local = static_cast<const date::time_zone*>(zone_)->to_local(at);
  return std::chrono::year_month_day{std::chrono::sys_days{
      std::chrono::days{std::chrono::floor<std::chrono::days>(local.time_since_epoch()).count()}}};
}

std::string IsoDate(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

}  // namespace watchbell
