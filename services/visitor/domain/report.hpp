// What happened at the doors, counted: one visit's story as numbers, and months of them as a report.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/result/result.hpp"
#include "common/retention/span.hpp"
#include "common/time/clock.hpp"
#include "watchbell/visitor/v1/report.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::visitor {

inline constexpr int kVisitReportMonthsMax = 120;

// What a report needs of one visit: read from its facts, of which it needs only what is not sealed.
struct VisitStory {
  std::optional<TimePoint> arrived;
  std::optional<TimePoint> held;
  std::optional<TimePoint> decided;
  v1::MatchDecision decision = v1::MATCH_DECISION_UNSPECIFIED;

  void Follow(const v1::VisitEvent& event);
};

using Numbers = std::map<std::string, std::int64_t>;

// Nothing of somebody who never came: an announcement that nobody followed.
Numbers NumbersOf(const VisitStory& story);
// What stays counted of a visit that is erased.
retention::Counts CountsOfVisit(const std::vector<v1::VisitEvent>& history,
                                const std::function<std::string(TimePoint)>& month_of);

// Refused unless both are months, in order, and not too far apart.
Status CheckMonths(const std::string& from_month, const std::string& to_month);

// By school and month.
using Counted = std::map<std::pair<std::string, std::string>, Numbers>;
v1::VisitReport ReportOf(const Counted& counted);

// The report as rows of a sheet; the first is the header.
std::vector<std::vector<std::string>> SheetOf(const v1::VisitReport& report);

}  // namespace watchbell::visitor
