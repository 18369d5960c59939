#include "services/alerting/domain/drill_calendar.hpp"

#include <gtest/gtest.h>

#include "services/alerting/domain/test_readiness.hpp"

namespace watchbell::alerting {
namespace {

using namespace std::chrono_literals;
using test::After;
using test::At;
using test::Reason;

v1::SetSchoolYearRequest Calendar() {
  v1::SetSchoolYearRequest request;
  request.set_school("lincoln-es");
  request.set_year(2026);
  request.set_first_day("2026-09-01");
  request.set_last_day("2027-06-15");
  request.add_closed_days("2026-11-26");
  return request;
}
v1::Drill Fire(int day, v1::Drill::State state = v1::Drill::STATE_COMPLETED) {
  v1::Drill drill;
  drill.set_id("drill-" + std::to_string(day));
  drill.set_kind(v1::DRILL_KIND_FIRE);
  drill.set_state(state);
  const TimePoint at = std::chrono::sys_days{2026y / 9 / day} + 15h;
  *drill.mutable_started_at() = ToProto(at);
  *drill.mutable_ended_at() = ToProto(at + 200s);
  return drill;
}
v1::DrillReport Draft(const std::vector<v1::Drill>& drills) {
  const auto year = After<SchoolYears>({}, SetSchoolYear({}, Calendar(), At()));
  return DraftReport(year, drills, 2026y / 11 / 22, TimeZone::Find("America/New_York").value());
}

TEST(SchoolYear, LiesBetweenTwoSummers) {
  EXPECT_EQ(SchoolYearOf(2026y / 7 / 1), 2026);
  EXPECT_EQ(SchoolYearOf(2027y / 6 / 30), 2026);
  const auto year = After<SchoolYears>({}, SetSchoolYear({}, Calendar(), At()));
  EXPECT_EQ(year.closed_days(0), "2026-11-26");
  EXPECT_EQ(Reason(SetSchoolYear(year, Calendar(), At())), "so");
}

TEST(SchoolYear, ADayOutsideOfItIsRefused) {
  auto request = Calendar();
  request.set_first_day("2026-06-30");
  EXPECT_EQ(Reason(SetSchoolYear({}, request, At())), "DAY_WRONG");
  request = Calendar();
  request.set_last_day("2026-08-31");
  EXPECT_EQ(Reason(SetSchoolYear({}, request, At())), "DAY_WRONG");
  request = Calendar();
  request.add_closed_days("2027-06-16");
  EXPECT_EQ(Reason(SetSchoolYear({}, request, At())), "DAY_WRONG");
  request = Calendar();
  request.mutable_policy()->set_notice_days(31);
  EXPECT_EQ(Reason(SetSchoolYear({}, request, At())), "NOTICE_WRONG");
}

TEST(DrillReport, AnEditedLogGivesANewVersionAndTheSameLogDoesNot) {
  const auto first = After<DrillReports>({}, IssueReport({}, Draft({Fire(10)}), At()));
  EXPECT_EQ(first.version(), 1);
  EXPECT_EQ(Reason(IssueReport(first, Draft({Fire(10)}), At(60s))), "so");
  const auto second =
      After<DrillReports>(first, IssueReport(first, Draft({Fire(10, v1::Drill::STATE_ABORTED)}), At()));
  EXPECT_EQ(second.version(), 2);
  EXPECT_EQ(first.drills(0).outcome(), "completed");
  EXPECT_EQ(second.drills(0).outcome(), "aborted");
  EXPECT_EQ(second.compliance().initial().status(), v1::COMPLIANCE_STATUS_LATE);
}

TEST(DrillReport, TheSheetHasTheDayAndTheTimeNeededOfEachDrill) {
  const auto rows = SheetOf(Draft({Fire(11), Fire(10)}));
  const auto& row = rows[rows.size() - 2];
  EXPECT_EQ(row[1], "2026-09-10");
  EXPECT_EQ(row[3], "fire");
  EXPECT_EQ(row[7], "200");
  for (const auto& each : rows) EXPECT_EQ(each.size(), rows.front().size());
}

}  // namespace
}  // namespace watchbell::alerting
