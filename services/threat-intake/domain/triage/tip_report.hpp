// What tips came to, counted: one tip as numbers, months of them as a report, school years as a public page.
// Pure functions; domain.md 3.8 A12, A14.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/result/result.hpp"
#include "common/retention/span.hpp"
#include "common/time/clock.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"
#include "watchbell/threat_intake/v1/tip_report.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kTipReportMonthsMax = 120;

using TipNumbers = std::map<std::string, std::int64_t>;
// By school and month.
using TipsCounted = std::map<std::pair<std::string, std::string>, TipNumbers>;

// `erased`: what was sealed is gone, so that its category and outcome are not known any more.
TipNumbers NumbersOf(const v1::Tip& tip, bool erased = false);
// What stays counted of a tip that is erased, from its facts with what is sealed still sealed.
retention::Counts CountsOfTip(const std::vector<v1::TipEvent>& history,
                              const std::function<std::string(TimePoint)>& month_of);

// Refused unless both are months, in order, and not too far apart.
Status CheckTipMonths(const std::string& from_month, const std::string& to_month);

v1::TipReport ReportOf(const TipsCounted& counted);
// The report as rows of a sheet; the first is the header.
std::vector<std::vector<std::string>> SheetOf(const v1::TipReport& report);

// The school years of the months, July to June, without the one in which `this_month` lies; over all schools.
TipsCounted SchoolYearsOf(const TipsCounted& counted, const std::string& this_month);
// HTML without scripts; `years`: a report whose months are school years.
std::string PublicPage(const v1::TipReport& years);

}  // namespace watchbell::threat_intake
