// The dated cases of domain.md 3.2, and what holds for every log.
#include "services/alerting/domain/drill_compliance.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/alerting/domain/drill_calendar.hpp"

namespace watchbell::alerting {
namespace {

using namespace std::chrono_literals;
using std::chrono::day;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using v1::Drill;

TimeZone Zone() { return TimeZone::Find("America/New_York").value(); }

v1::SchoolYear YearFrom(const std::string& first_day) {
  v1::SchoolYear year;
  year.set_school("lincoln-es");
  year.set_year(2026);
  year.set_first_day(first_day);
  year.set_last_day("2027-06-15");
  return year;
}

Drill Held(v1::DrillKind kind, year_month_day on, std::chrono::minutes at = 10h,
           Drill::State state = Drill::STATE_COMPLETED) {
  Drill drill;
  drill.set_id(IsoDate(on));
  drill.set_kind(kind);
  drill.set_state(state);
  *drill.mutable_started_at() = ToProto(Zone().At(on, at));
  *drill.mutable_ended_at() = ToProto(Zone().At(on, at) + 4min);
  return drill;
}
Drill Fire(year_month_day on) { return Held(v1::DRILL_KIND_FIRE, on); }
Drill Crisis(year_month_day on) { return Held(v1::DRILL_KIND_CRISIS, on); }

constexpr year_month_day kAfterwards = 2027y / 7 / 1;

v1::Compliance After(const v1::SchoolYear& year, const std::vector<Drill>& drills,
                     year_month_day as_of = kAfterwards) {
  return ComplianceOf(year, drills, as_of, Zone());
}
// "DONE D2 2026-10-06": the status, the rule and the days of a month.
std::string Month(const v1::Compliance& compliance, const std::string& month) {
  for (const auto& finding : compliance.months()) {
    if (finding.span() != month) continue;
    std::string text = v1::ComplianceStatus_Name(finding.status()).substr(18) + " " + finding.rule();
    for (const auto& on : finding.drill_days()) text += " " + on;
    return text;
  }
  return "";
}
v1::ComplianceStatus Quarter(const v1::Compliance& compliance, int number) {
  return compliance.quarters(number).status();
}
const v1::ComplianceFinding& Yearly(const v1::Compliance& compliance, const std::string& span) {
  for (const auto& finding : compliance.yearly()) {
    if (finding.span() == span) return finding;
  }
  return v1::ComplianceFinding::default_instance();
}

TEST(DrillCompliance, AFireDrillOnTheThirtiethDayMeetsTheInitialRequirement) {
  const auto compliance = After(YearFrom("2026-08-26"), {Fire(2026y / 9 / 25)});
  EXPECT_EQ(compliance.initial().status(), v1::COMPLIANCE_STATUS_DONE);
  EXPECT_EQ(compliance.initial().due_on(), "2026-09-25");
  EXPECT_EQ(Month(compliance, "2026-08"), "NOT_DUE D1");
  EXPECT_EQ(Month(compliance, "2026-09"), "DONE D1 2026-09-25");
  EXPECT_EQ(Month(compliance, "2026-10"), "LATE D2");
}

TEST(DrillCompliance, ADayLaterIsLateAndSaysWhichDayItWas) {
  const auto compliance = After(YearFrom("2026-08-26"), {Fire(2026y / 9 / 26)});
  EXPECT_EQ(compliance.initial().status(), v1::COMPLIANCE_STATUS_LATE);
  EXPECT_EQ(compliance.initial().due_on(), "2026-09-25");
  EXPECT_EQ(Month(compliance, "2026-09"), "LATE D1 2026-09-26");
}

TEST(DrillCompliance, ACrisisDrillTakesThePlaceOfOneFireDrillOfTheQuarter) {
  const auto compliance =
      After(YearFrom("2026-09-01"), {Fire(2026y / 9 / 10), Crisis(2026y / 10 / 6), Fire(2026y / 11 / 5)});
  EXPECT_EQ(Month(compliance, "2026-09"), "DONE D1 2026-09-10");
  EXPECT_EQ(Month(compliance, "2026-10"), "SUBSTITUTED D3 2026-10-06");
  EXPECT_EQ(Month(compliance, "2026-11"), "DONE D2 2026-11-05");
  EXPECT_EQ(Quarter(compliance, 0), v1::COMPLIANCE_STATUS_DONE);
}

TEST(DrillCompliance, ASecondCrisisDrillOfTheQuarterTakesNoPlace) {
  const auto compliance =
      After(YearFrom("2026-09-01"), {Fire(2026y / 9 / 10), Crisis(2026y / 10 / 6), Crisis(2026y / 11 / 5)});
  EXPECT_EQ(Month(compliance, "2026-11"), "LATE D3 2026-10-06");
}

TEST(DrillCompliance, FireDrillsAloneMeetTheMonthsAndNotTheQuarter) {
  const auto compliance =
      After(YearFrom("2026-09-01"), {Fire(2026y / 9 / 10), Fire(2026y / 10 / 6), Fire(2026y / 11 / 5)});
  for (const char* month : {"2026-09", "2026-10", "2026-11"})
    EXPECT_EQ(Month(compliance, month).substr(0, 4), "DONE") << month;
  EXPECT_EQ(Quarter(compliance, 0), v1::COMPLIANCE_STATUS_LATE);
  EXPECT_EQ(compliance.quarters(0).due_on(), "2026-11-30");
}

TEST(DrillCompliance, AMonthThatIsClosedThroughoutIsExempt) {
  auto year = YearFrom("2026-09-01");
  for (unsigned on = 1; on <= 31; ++on) year.add_closed_days(IsoDate(2026y / 12 / day{on}));
  EXPECT_EQ(Month(After(year, {Fire(2026y / 9 / 10)}), "2026-12"), "EXEMPT D2");
}

TEST(DrillCompliance, AnEveningDrillCountsInTheMonthOfTheSchoolsOwnClock) {
  const auto late = Held(v1::DRILL_KIND_FIRE, 2026y / 10 / 31, 23h + 30min);
  ASSERT_EQ(ToRfc3339(FromProto(late.started_at())).substr(0, 10), "2026-11-01");
  const auto compliance = After(YearFrom("2026-09-01"), {Fire(2026y / 9 / 10), late});
  EXPECT_EQ(Month(compliance, "2026-10"), "DONE D2 2026-10-31");
  EXPECT_EQ(Month(compliance, "2026-11"), "LATE D2");
}

TEST(DrillCompliance, OfTwoDrillsOfADayTheAbortedOneDoesNotCount) {
  const auto aborted = Held(v1::DRILL_KIND_FIRE, 2026y / 10 / 6, 9h, Drill::STATE_ABORTED);
  EXPECT_EQ(Month(After(YearFrom("2026-09-01"), {Fire(2026y / 9 / 10), aborted}), "2026-10"), "LATE D2");
  EXPECT_EQ(
      Month(After(YearFrom("2026-09-01"), {Fire(2026y / 9 / 10), aborted, Fire(2026y / 10 / 6)}), "2026-10"),
      "DONE D2 2026-10-06");
}

TEST(DrillCompliance, ARealEvacuationCountsOnlyWhereTheDistrictSaysSo) {
  auto year = YearFrom("2026-09-01");
  auto real = Fire(2026y / 10 / 6);
  real.set_real_event(true);
  EXPECT_EQ(Month(After(year, {Fire(2026y / 9 / 10), real}), "2026-10"), "LATE D2");
  year.mutable_policy()->set_real_event_counts(true);
  EXPECT_EQ(Month(After(year, {Fire(2026y / 9 / 10), real}), "2026-10"), "DONE D2 2026-10-06");
}

TEST(DrillCompliance, WhatIsStillPossibleIsDueAndWhatIsToComeIsNot) {
  const auto compliance = After(YearFrom("2026-09-01"), {Fire(2026y / 9 / 10)}, 2026y / 10 / 30);
  EXPECT_EQ(Month(compliance, "2026-10"), "DUE D2");
  EXPECT_EQ(Month(compliance, "2026-11"), "NOT_DUE D2");
  EXPECT_EQ(Quarter(compliance, 0), v1::COMPLIANCE_STATUS_DUE);
  EXPECT_EQ(Quarter(compliance, 1), v1::COMPLIANCE_STATUS_NOT_DUE);
}

TEST(DrillCompliance, TheYearWantsTwoBusDrillsAScoreAndEveryOfficial) {
  const auto year = YearFrom("2026-09-01");
  auto crisis = Crisis(2026y / 10 / 6);
  const auto bare = After(year, {crisis, Held(v1::DRILL_KIND_BUS, 2026y / 10 / 7)});
  EXPECT_EQ(Yearly(bare, "bus").status(), v1::COMPLIANCE_STATUS_LATE);
  EXPECT_EQ(Yearly(bare, "evaluation").missing(0), crisis.id());
  EXPECT_EQ(Yearly(bare, "officials").missing_size(), 4);
  for (const auto office : {v1::OFFICE_EMERGENCY_DIRECTOR, v1::OFFICE_FIRE_MARSHAL,
                            v1::OFFICE_BUILDING_INSPECTOR, v1::OFFICE_EMS})
    crisis.mutable_plan()->add_agencies()->set_office(office);
  crisis.add_evaluations()->set_office(v1::OFFICE_SCHOOL_STAFF);
  EXPECT_EQ(Yearly(After(year, {crisis}), "evaluation").status(), v1::COMPLIANCE_STATUS_LATE);
  crisis.add_evaluations()->set_office(v1::OFFICE_POLICE);
  const auto whole = ComplianceOf(
      year, {crisis, Held(v1::DRILL_KIND_BUS, 2026y / 10 / 7), Held(v1::DRILL_KIND_BUS, 2027y / 4 / 7)},
      2027y / 11 / 2, Zone(), 2027y / 6 / 20);
  for (const char* span : {"bus", "evaluation", "officials", "report"})
    EXPECT_EQ(Yearly(whole, span).status(), v1::COMPLIANCE_STATUS_DONE) << span;
  EXPECT_EQ(Yearly(bare, "report").status(), v1::COMPLIANCE_STATUS_DUE);
}

// From best to worst.
int Rank(v1::ComplianceStatus status) {
  switch (status) {
    case v1::COMPLIANCE_STATUS_DONE:
    case v1::COMPLIANCE_STATUS_SUBSTITUTED:
    case v1::COMPLIANCE_STATUS_EXEMPT:
    case v1::COMPLIANCE_STATUS_NOT_DUE: return 0;
    case v1::COMPLIANCE_STATUS_DUE: return 1;
    default: return 2;
  }
}

// Schools begin in August or September here; the first day decides which months the initial drill stands for.
v1::SchoolYear AnyYear() {
  const sys_days first{2026y / 8 / 15};
  return YearFrom(IsoDate(year_month_day{first + days{*rc::gen::inRange(0, 46)}}));
}
year_month_day AnyDay() { return year_month_day{sys_days{2026y / 8 / 15} + days{*rc::gen::inRange(0, 310)}}; }
std::vector<Drill> AnyLog() {
  std::vector<Drill> log;
  for (int left = *rc::gen::inRange(0, 14); left > 0; --left) {
    log.push_back(
        Held(*rc::gen::element(v1::DRILL_KIND_FIRE, v1::DRILL_KIND_CRISIS), AnyDay(), 10h,
             *rc::gen::element(Drill::STATE_COMPLETED, Drill::STATE_ABORTED, Drill::STATE_RUNNING)));
  }
  return log;
}

RC_GTEST_PROP(DrillComplianceProperty, ACompletedFireDrillMakesNoMonthWorse, ()) {
  const auto year = AnyYear();
  const auto as_of = AnyDay();
  auto log = AnyLog();
  const auto before = After(year, log, as_of);
  log.push_back(Fire(AnyDay()));
  const auto after = After(year, log, as_of);
  for (int i = 0; i < before.months_size(); ++i) {
    // What was not due yet may fall due: the initial drill was held, and the monthly ones begin.
    if (before.months(i).status() == v1::COMPLIANCE_STATUS_NOT_DUE) continue;
    RC_ASSERT(Rank(after.months(i).status()) <= Rank(before.months(i).status()));
  }
  RC_ASSERT(Rank(after.initial().status()) <= Rank(before.initial().status()));
}

RC_GTEST_PROP(DrillComplianceProperty, WhatWasNotCompletedNeverCounts, ()) {
  const auto year = AnyYear();
  auto log = AnyLog();
  const auto before = After(year, log).SerializeAsString();
  log.push_back(Held(*rc::gen::element(v1::DRILL_KIND_FIRE, v1::DRILL_KIND_CRISIS), AnyDay(), 10h,
                     *rc::gen::element(Drill::STATE_ABORTED, Drill::STATE_RUNNING, Drill::STATE_CANCELLED,
                                       Drill::STATE_SCHEDULED, Drill::STATE_ANNOUNCED)));
  RC_ASSERT(After(year, log).SerializeAsString() == before);
}

RC_GTEST_PROP(DrillComplianceProperty, TheOrderOfTheLogDoesNotMatter, ()) {
  const auto year = AnyYear();
  auto log = AnyLog();
  const auto before = After(year, log).SerializeAsString();
  std::reverse(log.begin(), log.end());
  RC_ASSERT(After(year, log).months_size() > 0);
  RC_ASSERT(After(year, log).quarters_size() > 0);
  for (int i = 0; i < After(year, log).months_size(); ++i) {
    v1::Compliance parsed;
    RC_ASSERT(parsed.ParseFromString(before));
    RC_ASSERT(After(year, log).months(i).SerializeAsString() == parsed.months(i).SerializeAsString());
  }
}

}  // namespace
}  // namespace watchbell::alerting
