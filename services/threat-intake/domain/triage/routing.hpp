// Whom to call first, and when the next person is asked: tables of domain.md 3.8 A7, 3.9 (police routing,
// N14) and of the district's hours. Pure functions.
#pragma once

#include <array>
#include <chrono>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/time/local.hpp"
#include "watchbell/threat_intake/v1/routing.pb.h"

namespace watchbell::threat_intake {

// domain.md 3.8 A7.
inline constexpr std::chrono::minutes kLifeSafetyRungAfter{5};
inline constexpr std::chrono::minutes kOtherRungAfter{30};
inline constexpr std::chrono::minutes kMorning{std::chrono::hours{8}};  // of the next school day
inline constexpr int kRungsAfterDuty = 3;  // the alternate, the principal, police dispatch
// A calendar without any school day for so long is a mistake: then nobody waits for one.
inline constexpr int kClosedDaysMax = 120;

// When somebody is at a school. Immutable, so thread-safe.
class SchoolCalendar {
 public:
  using Day = std::chrono::year_month_day;
  static Result<SchoolCalendar> Of(const v1::SchoolHours& hours, TimeZone zone);

  bool IsOpen(TimePoint at) const;
  // 08:00 of the next school day, today's included while it is still to come; where school opens later than
  // that, its opening.
  TimePoint NextMorning(TimePoint after) const;
  // `at` itself while school is open, else when it opens next.
  TimePoint OpenFrom(TimePoint at) const;
  // When the school day closes that `at` lies in or before, or the one that is so many school days later.
  TimePoint CloseOfDay(TimePoint at, int school_days_later = 0) const;

 private:
  explicit SchoolCalendar(TimeZone zone) : zone_(zone) {}
  bool IsSchoolDay(Day day) const;
  // The school day that `at` lies in or before, or the one so many later; at most kClosedDaysMax days on.
  Day SchoolDayFrom(TimePoint at, int later) const;

  TimeZone zone_;
  std::chrono::minutes opens_{};
  std::chrono::minutes closes_{};
  std::vector<std::pair<std::chrono::sys_days, std::chrono::sys_days>> closed_;
};

// What the district wrote down. Immutable, so thread-safe.
class District {
 public:
  // INVALID_ARGUMENT says what is missing or malformed.
  static Result<District> Of(v1::DistrictSettings settings, const TimeZone& zone);

  const v1::DistrictSettings& settings() const { return settings_; }
  // A school that is not in the file keeps the district's.
  const SchoolCalendar& CalendarOf(const std::string& school) const;
  // Null: not in the file.
  const v1::SchoolSettings* Find(const std::string& school) const;

 private:
  explicit District(SchoolCalendar calendar) : calendar_(std::move(calendar)) {}

  v1::DistrictSettings settings_;
  SchoolCalendar calendar_;
  std::map<std::string, SchoolCalendar> calendars_;  // of the schools that have their own
};

// When the next rung is asked if nobody has acknowledged: 5 minutes later for a danger to life; else 30
// minutes later in school hours, and outside of them in the morning of the next school day.
TimePoint NextRungAt(bool life_safety, TimePoint asked_at, const SchoolCalendar& calendar);
// The same for all rungs after the duty person, who is asked at once.
std::array<TimePoint, kRungsAfterDuty> LadderOf(bool life_safety, TimePoint received_at,
                                                const SchoolCalendar& calendar);

// 911 unless it is over and nobody is in danger; else the police first outside of school hours, and the
// school in them.
v1::RouteAdvice AdviceOf(const v1::AdviseRouteRequest& request, const District& district, TimePoint now);

}  // namespace watchbell::threat_intake
