#include "common/time/local.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>

namespace watchbell {
namespace {

std::optional<unsigned> NumberOf(std::string_view digits) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

}  // namespace

Result<TimeZone> TimeZone::Find(const std::string& name) {
  try {
    return TimeZone{date::locate_zone(name)};
  } catch (const std::runtime_error&) {
    return Fail(Code::kInvalidArgument, "TIME_ZONE_UNKNOWN", "Name an IANA time zone, like America/New_York.",
                "time-zone");
  }
}

std::chrono::seconds TimeZone::OffsetAt(TimePoint at) const {
  return static_cast<const date::time_zone*>(zone_)->get_info(at).offset;
}

std::chrono::year_month_day TimeZone::DateOf(TimePoint at) const {
  const auto local = static_cast<const date::time_zone*>(zone_)->to_local(at);
  return std::chrono::year_month_day{std::chrono::sys_days{
      std::chrono::days{std::chrono::floor<std::chrono::days>(local.time_since_epoch()).count()}}};
}

std::optional<std::chrono::year_month_day> ParseIsoDate(std::string_view text) {
  int year = 0;
  unsigned month = 0, day = 0;
  const auto number = [&](std::size_t at, std::size_t size, auto& value) {
    const char* end = text.data() + at + size;
    return text[at] >= '0' && text[at] <= '9' && std::from_chars(text.data() + at, end, value).ptr == end;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !number(0, 4, year) || !number(5, 2, month) ||
      !number(8, 2, day))
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return date;
}

TimePoint TimeZone::At(std::chrono::year_month_day date, std::chrono::minutes time_of_day) const {
  const date::local_time<std::chrono::microseconds> local{std::chrono::sys_days{date}.time_since_epoch() +
                                                          time_of_day};
  return static_cast<const date::time_zone*>(zone_)->to_sys(local, date::choose::earliest);
}

std::string IsoDate(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<std::chrono::minutes> ParseTimeOfDay(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = NumberOf(text.substr(0, 2));
  const auto minute = NumberOf(text.substr(3, 2));
  if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute};
}

}  // namespace watchbell
