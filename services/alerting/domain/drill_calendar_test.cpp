#include "services/alerting/domain/drill_calendar.hpp"

#include <gtest/gtest.h>

#include "services/alerting/domain/test_readiness.hpp"

namespace watchbell::alerting {
namespace {

using namespace std::chrono_literals;
using test::After;
using test::At;
using test::Reason;

TimeZone Zone() { return TimeZone::Find("America/New_York").value(); }
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
  const auto year = After<SchoolYears>({}, SetSchoolYear({}, Calendar(), Zone(), At()));
  return DraftReport(year, drills, 2026y / 11 / 22, Zone());
}

TEST(SchoolYear, LiesBetweenTwoSummers) {
  EXPECT_EQ(SchoolYearOf(2026y / 7 / 1), 2026);
  EXPECT_EQ(SchoolYearOf(2027y / 6 / 30), 2026);
  const auto year = After<SchoolYears>({}, SetSchoolYear({}, Calendar(), Zone(), At()));
  EXPECT_EQ(year.closed_days(0), "2026-11-26");
  EXPECT_EQ(Reason(SetSchoolYear(year, Calendar(), Zone(), At())), "so");
}

TEST(SchoolYear, ADayOutsideOfItIsRefused) {
  auto request = Calendar();
  request.set_first_day("2026-06-30");
  EXPECT_EQ(Reason(SetSchoolYear({}, request, Zone(), At())), "DAY_WRONG");
  request = Calendar();
  request.set_last_day("2026-08-31");
  EXPECT_EQ(Reason(SetSchoolYear({}, request, Zone(), At())), "DAY_WRONG");
  request = Calendar();
  request.add_closed_days("2027-06-16");
  EXPECT_EQ(Reason(SetSchoolYear({}, request, Zone(), At())), "DAY_WRONG");
  request = Calendar();
  request.mutable_policy()->set_notice_days(31);
  EXPECT_EQ(Reason(SetSchoolYear({}, request, Zone(), At())), "NOTICE_WRONG");
}

Context OnDay(std::chrono::year_month_day day) {
  return {.now = std::chrono::sys_days{day} + 15h, .request_id = "request", .actor_id = "coordinator"};
}
v1::SchoolYear YearSetOn(std::chrono::year_month_day day) {
  return After<SchoolYears>({}, SetSchoolYear({}, Calendar(), Zone(), OnDay(day)), OnDay(day));
}
std::vector<std::string> Overdue(v1::SchoolYear& year, const std::vector<v1::Drill>& drills,
                                 std::chrono::year_month_day day) {
  const auto ended = SchoolYears::Tick(year, "spans", OnDay(day));
  if (!std::holds_alternative<v1::SchoolYearEvent>(ended)) return {};
  year = After<SchoolYears>(year, ended, OnDay(day));
  const auto& spans = std::get<v1::SchoolYearEvent>(ended).spans_ended();
  const auto found = FindOverdue(year, spans, drills, Zone());
  if (Reason(found) == "so") return {};
  year = After<SchoolYears>(year, found, OnDay(day));
  EXPECT_EQ(Reason(FindOverdue(year, spans, drills, Zone())), "so") << "said once";
  std::vector<std::string> late;
  for (const auto& finding : year.overdue()) late.push_back(finding.span());
  return late;
}

TEST(OverdueDrill, IsSaidOnceForEachSpanWhenItsLastDayIsOver) {
  auto year = YearSetOn(2026y / 8 / 20);
  EXPECT_EQ(SchoolYears::DeadlinesOf(year)[0].due, Zone().At(2026y / 10 / 2, {}))
      << "thirty days after the first";
  EXPECT_TRUE(Overdue(year, {}, 2026y / 10 / 1).empty()) << "there is still a day";
  EXPECT_EQ(Overdue(year, {}, 2026y / 10 / 2), std::vector<std::string>{"initial"});
  EXPECT_TRUE(Overdue(year, {}, 2026y / 10 / 3).empty());
  EXPECT_EQ(Overdue(year, {Fire(10)}, 2026y / 11 / 1), std::vector<std::string>{"2026-10"});
  EXPECT_EQ(Overdue(year, {Fire(10)}, 2026y / 12 / 1),
            (std::vector<std::string>{"2026-11", "2026-09..2026-11"}));
}

TEST(OverdueDrill, OfACalendarThatIsSetLateIsSaidOnceForAllThatIsOver) {
  auto year = YearSetOn(2026y / 12 / 5);
  EXPECT_EQ(Overdue(year, {Fire(10)}, 2026y / 12 / 5),
            (std::vector<std::string>{"2026-10", "2026-11", "2026-09..2026-11"}));
  auto changed = Calendar();
  changed.add_closed_days("2026-12-24");
  year = After<SchoolYears>(year, SetSchoolYear(year, changed, Zone(), OnDay(2026y / 12 / 6)));
  EXPECT_TRUE(Overdue(year, {Fire(10)}, 2026y / 12 / 7).empty()) << "a change asks for nothing again";
}

TEST(OverdueDrill, IsNobodysNewsWhereItWasHeldOrTheYearIsOver) {
  auto year = YearSetOn(2026y / 8 / 20);
  EXPECT_TRUE(Overdue(year, {Fire(10)}, 2026y / 10 / 2).empty());
  EXPECT_TRUE(SchoolYears::DeadlinesOf(YearSetOn(2027y / 7 / 1)).empty());
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
