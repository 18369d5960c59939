// Whether a school has drilled as Connecticut wants it (domain.md 3.2, D1 to D9), with the reason of every
// finding. A pure function of the school year, the drill log and the district's policy.
#pragma once

#include <vector>

#include "common/time/local.hpp"
#include "watchbell/alerting/v1/drill.pb.h"
#include "watchbell/alerting/v1/drill_calendar.pb.h"

namespace watchbell::alerting {

inline constexpr int kInitialDays = 30;   // D1: after the first school day, which is day 0
inline constexpr int kBusDrillsMin = 2;   // D9
inline constexpr int kQuarterMonths = 3;  // D3

// `drills`: all that the school has logged, in any order; those outside the year are not looked at. `as_of`:
// what comes after that day is not judged. `reported_on`: when the newest report was issued
// (D6). The year must be a valid one.
v1::Compliance ComplianceOf(const v1::SchoolYear& year, const std::vector<v1::Drill>& drills,
                            std::chrono::year_month_day as_of, const TimeZone& zone,
                            std::optional<std::chrono::year_month_day> reported_on = std::nullopt);

// The day on which a drill was held, where the school stands; of one that was not, the day it stands for.
std::chrono::year_month_day DayOf(const v1::Drill& drill, const TimeZone& zone);

}  // namespace watchbell::alerting
