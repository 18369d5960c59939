#include "services/visitor/domain/screening_tally.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using v1::WatchlistEntry;

v1::Visit Matched() {
  v1::Visit visit;
  for (const auto kind :
       {WatchlistEntry::KIND_CUSTODY, WatchlistEntry::KIND_REGISTRY, WatchlistEntry::KIND_REGISTRY})
    visit.add_matches()->set_kind(kind);
  return visit;
}
v1::ScreeningTally Sum(const std::vector<v1::VisitEvent>& events) {
  v1::ScreeningTally tally;
  for (const auto& visit_event : events) {
    const auto counted = CountedBy(visit_event);
    if (counted)
      ScreeningTallies::Evolve(tally, std::get<v1::ScreeningTallyEvent>(Count(*counted, "s", "2026-11", {})));
  }
  return tally;
}
v1::VisitEvent HeldEvent() {
  v1::VisitEvent event;
  event.mutable_held();
  *event.mutable_visit() = Matched();
  return event;
}
v1::VisitEvent DeniedEvent() {
  v1::VisitEvent event;
  event.mutable_denied();
  *event.mutable_visit() = Matched();
  return event;
}
v1::VisitEvent ClearedEvent() {
  v1::VisitEvent event;
  event.mutable_admitted();
  *event.mutable_visit() = Matched();
  return event;
}

TEST(ScreeningTally, AVisitCountsOnceForEachKindOfList) {
  const auto tally = Sum({HeldEvent(), ClearedEvent()});
  ASSERT_THAT(tally.kinds(), SizeIs(2));
  for (const auto& kind : tally.kinds()) {
    EXPECT_EQ(kind.held(), 1);
    EXPECT_EQ(kind.not_a_match(), 1);
  }
}

TEST(ScreeningTally, OfWhoeverWasClearOnlyANumberIsKept) {
  v1::VisitEvent clear;
  clear.mutable_admitted();
  clear.mutable_visit()->set_family_name("Roe");
  clear.mutable_visit()->set_silenced_matches(2);
  const auto tally = Sum({clear, clear});
  EXPECT_EQ(tally.clear(), 2);
  EXPECT_EQ(tally.silenced(), 4);
  EXPECT_THAT(tally.kinds(), IsEmpty());
  EXPECT_EQ(tally.SerializeAsString().find("Roe"), std::string::npos);
}

TEST(ScreeningTally, UnsureCountsOnceForAVisit) {
  v1::VisitEvent unsure;
  unsure.mutable_unsure();
  *unsure.mutable_visit() = Matched();
  unsure.mutable_visit()->add_unsure_by("ann");
  auto again = unsure;
  again.mutable_visit()->add_unsure_by("bob");
  EXPECT_EQ(Sum({unsure, again}).kinds(0).unsure(), 1);
}

TEST(ScreeningReport, SaysHowOftenAListWasAFalseAlarm) {
  std::vector<v1::VisitEvent> events;
  for (int i = 0; i < 20; ++i)
    events.insert(events.end(), {HeldEvent(), i < 15 ? ClearedEvent() : DeniedEvent()});
  const std::vector tallies{Sum(events), Sum(events)};
  const auto report = ReportOf(tallies);
  ASSERT_THAT(report.rows(), SizeIs(2));
  EXPECT_EQ(report.rows(0).held(), 40);
  EXPECT_EQ(report.rows(0).confirmed(), 10);
  EXPECT_DOUBLE_EQ(report.rows(0).false_alarm_rate(), 0.75);
}

TEST(ScreeningReport, HidesWhatIsUnderFiveAndWhatWouldTellIt) {
  std::vector<v1::VisitEvent> events;
  for (int i = 0; i < 12; ++i)
    events.insert(events.end(), {HeldEvent(), i < 11 ? ClearedEvent() : DeniedEvent()});
  const std::vector tallies{Sum(events)};
  const auto report = ReportOf(tallies);
  ASSERT_FALSE(report.rows().empty());
  EXPECT_FALSE(report.rows(0).has_confirmed());
  EXPECT_FALSE(report.rows(0).has_held() && report.rows(0).has_not_a_match());
  EXPECT_FALSE(report.rows(0).has_false_alarm_rate());
}

TEST(ScreeningReport, MonthsAreCountedFromOneToTheOther) {
  EXPECT_THAT(MonthsBetween("2026-11", "2027-01"), ElementsAre("2026-11", "2026-12", "2027-01"));
  for (const auto& [from, to] : {std::pair{"2026-11", "2026-10"}, {"2026-11", "x"}, {"2024-01", "2026-01"}})
    EXPECT_THAT(MonthsBetween(from, to), IsEmpty());
}

}  // namespace
}  // namespace watchbell::visitor
