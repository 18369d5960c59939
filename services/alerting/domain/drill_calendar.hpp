// A school's year of drills: its calendar, and the reports to the state with their versions. domain.md 3.2.
#pragma once

#include <optional>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/time/local.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/drill.pb.h"
#include "watchbell/alerting/v1/drill_calendar.pb.h"

namespace watchbell::alerting {

inline constexpr int kClosedDaysMax = 120;
inline constexpr int kNoticeDaysMax = 30;

struct SchoolYears {
  using State = v1::SchoolYear;
  using Event = v1::SchoolYearEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "school-year";

  static void Evolve(State& year, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  // "spans": the end of the next span in which a drill is due.
  static Deadlines DeadlinesOf(const State& year);
  static Decision<Event> Tick(const State& year, const std::string& what, const Context& context);
};

// The newest version is the state; those before it are in the history.
struct DrillReports {
  using State = v1::DrillReport;
  using Event = v1::DrillReportEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "drill-report";

  static void Evolve(State& report, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};

// Of the school year in which a day lies: from 1 July.
int SchoolYearOf(std::chrono::year_month_day day);
std::string SchoolYearId(const std::string& school, int year);
std::string DrillReportId(const std::string& school, int year);

Decision<v1::SchoolYearEvent> SetSchoolYear(const v1::SchoolYear& state,
                                            const v1::SetSchoolYearRequest& request, const TimeZone& zone,
                                            const Context& context);
// What of the spans that have just ended is late by the log; nothing new: every drill was held.
Decision<v1::SchoolYearEvent> FindOverdue(const v1::SchoolYear& year, const v1::DrillSpansEnded& ended,
                                          const std::vector<v1::Drill>& drills, const TimeZone& zone);

// What a report says now: the compliance, and every drill of the year by its day.
v1::DrillReport DraftReport(const v1::SchoolYear& year, const std::vector<v1::Drill>& drills,
                            std::chrono::year_month_day today, const TimeZone& zone);
// The next version; nothing new where it says what the last one did.
Decision<v1::DrillReportEvent> IssueReport(const v1::DrillReport& state, const v1::DrillReport& draft,
                                           const Context& context);

// The rows of the CSV file, the header first.
std::vector<std::vector<std::string>> SheetOf(const v1::DrillReport& report);

}  // namespace watchbell::alerting
