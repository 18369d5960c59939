#include "services/visitor/domain/emergency.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace watchbell::visitor {
namespace {

using alerting::v1::Action;
using std::chrono::seconds;

constexpr char kSchool[] = "lincoln-es";
const TimePoint kRaised{seconds{1'800'000'000}};

v1::Alarm Alarm(Action action, std::uint64_t sequence = 1, bool drill = false) {
  v1::Alarm alarm;
  alarm.set_incident_id("incident");
  alarm.set_sequence(sequence);
  *alarm.mutable_raised_at() = ToProto(kRaised);
  alarm.set_action(action);
  alarm.set_drill(drill);
  alarm.set_open(action != alerting::v1::ACTION_NORMAL);
  return alarm;
}
v1::Alarm Shelter(const char* hazard, bool drill) {
  auto alarm = Alarm(alerting::v1::ACTION_SHELTER, 1, drill);
  alarm.set_hazard(hazard);
  return alarm;
}
v1::Door After(v1::Door door, const v1::Alarm& alarm) {
  const auto decision = Hear(door, kSchool, alarm);
  if (const auto* event = std::get_if<v1::DoorEvent>(&decision)) Doors::Evolve(door, *event);
  return door;
}
std::vector<v1::Visit> Visits(int count) {
  std::vector<v1::Visit> visits;
  for (int i = 0; i < count; ++i) {
    auto& visit = visits.emplace_back();
    visit.set_id("visit-" + std::to_string(i));
    visit.set_state(v1::Visit::STATE_ON_SITE);
    visit.set_zone(i % 3 == 0 ? "" : i % 3 == 1 ? "library" : "gym");
    *visit.mutable_arrived_at() = ToProto(kRaised - seconds{i});
  }
  return visits;
}

TEST(Door, ClosesByTheTable) {
  using namespace alerting::v1;
  for (const auto& [alarm, closed] : {std::pair{Alarm(ACTION_HOLD), false},
                                      {Alarm(ACTION_SECURE), true},
                                      {Alarm(ACTION_SECURE, 1, true), false},
                                      {Alarm(ACTION_LOCKDOWN), true},
                                      {Alarm(ACTION_LOCKDOWN, 1, true), true},
                                      {Alarm(ACTION_EVACUATE), true},
                                      {Shelter("tornado", false), false},
                                      {Shelter("hazmat", false), true}}) {
    EXPECT_EQ(ClosesDoor(alarm), closed) << alarm.ShortDebugString();
  }
}

TEST(Door, AnActionThatIsNotKnownClosesIt) {
  auto alarm = Alarm(alerting::v1::ACTION_LOCKDOWN);
  alarm.set_action(alerting::v1::ACTION_UNSPECIFIED);
  EXPECT_TRUE(ClosesDoor(alarm));
}

TEST(Door, OpensOnTheReleaseAndRemembersIt) {
  auto door = After({}, Alarm(alerting::v1::ACTION_LOCKDOWN, 1));
  EXPECT_TRUE(door.closed());
  EXPECT_EQ(door.school(), kSchool);
  door = After(door, Alarm(alerting::v1::ACTION_NORMAL, 2));
  EXPECT_FALSE(door.closed());
  EXPECT_FALSE(After(door, Alarm(alerting::v1::ACTION_LOCKDOWN, 1)).closed());
}

RC_GTEST_PROP(Door, TheOrderInWhichAlarmsAreHeardMakesNoDifference, ()) {
  std::vector<v1::Alarm> alarms;
  for (std::uint64_t i = 1; i <= 6; ++i) {
    auto alarm = Alarm(*rc::gen::element(alerting::v1::ACTION_NORMAL, alerting::v1::ACTION_HOLD,
                                         alerting::v1::ACTION_SECURE, alerting::v1::ACTION_LOCKDOWN),
                       i % 3 + 1);
    if (i > 3) {
      alarm.set_incident_id("later");
      *alarm.mutable_raised_at() = ToProto(kRaised + seconds{60});
    }
    alarms.push_back(alarm);
  }
  const auto newest = *std::max_element(alarms.begin(), alarms.end(), [](const auto& a, const auto& b) {
    return std::pair{a.incident_id() == "later", a.sequence()} <
           std::pair{b.incident_id() == "later", b.sequence()};
  });
  const auto order = *rc::gen::container<std::vector<std::size_t>>(20, rc::gen::inRange<std::size_t>(0, 6));
  v1::Door door;
  for (const auto at : order) door = After(door, alarms[at]);
  for (const auto& alarm : alarms) door = After(door, alarm);
  RC_ASSERT(door.closed() == ClosesDoor(newest));
}

TEST(Door, LetsInWhoComesFromOutsideAndNotWhoIsThereAlready) {
  v1::VisitEvent admitted;
  admitted.mutable_admitted();
  v1::Visit held;
  held.set_state(v1::Visit::STATE_HELD);
  EXPECT_TRUE(LetsIn(held, admitted));
  held.set_inside(true);
  EXPECT_FALSE(LetsIn(held, admitted));
  v1::VisitEvent arrived;
  arrived.mutable_held()->mutable_arrival();
  EXPECT_TRUE(LetsIn({}, arrived));
  arrived.mutable_held()->mutable_arrival()->set_inside(true);
  EXPECT_FALSE(LetsIn({}, arrived));
  v1::VisitEvent left;
  left.mutable_left();
  EXPECT_FALSE(LetsIn({}, left));
}

TEST(Snapshot, HoldsWhoIsInsideOrHeldAtTheDeskAndNobodyElse) {
  auto visits = Visits(4);
  visits[0].set_state(v1::Visit::STATE_LEFT);
  visits[1].set_state(v1::Visit::STATE_HELD);
  visits[2].set_state(v1::Visit::STATE_DENIED);
  visits[2].set_inside(true);
  const auto people = PeopleInside(visits);
  ASSERT_EQ(people.size(), 3U);
  EXPECT_EQ(people[0].visit_id(), "visit-3");
  EXPECT_FALSE(people[1].held());
  EXPECT_TRUE(people[2].held());
}

RC_GTEST_PROP(Snapshot, ItsPagesHoldEverybodyOnce, ()) {
  auto left = PeopleInside(Visits(*rc::gen::inRange(0, 200)));
  const auto everybody = left.size();
  std::vector<v1::EmergencySnapshot> pages;
  do {
    pages.push_back(
        PageOf(kSchool, Alarm(alerting::v1::ACTION_LOCKDOWN), static_cast<int>(pages.size()), left));
    left.erase(left.begin(), left.begin() + pages.back().people_size());
  } while (!pages.back().last());
  const auto view = ViewOf(pages);
  std::set<std::string> ids;
  for (const auto& zone : view.zones()) {
    for (const auto& person : zone.people()) ids.insert(person.visit_id());
  }
  RC_ASSERT(ids.size() == everybody);
  RC_ASSERT(static_cast<std::size_t>(view.total()) == everybody);
}

TEST(Snapshot, ZonesComeByNameAndTheUnknownOneLast) {
  const auto view =
      ViewOf({PageOf(kSchool, Alarm(alerting::v1::ACTION_LOCKDOWN), 0, PeopleInside(Visits(6)))});
  ASSERT_EQ(view.zones_size(), 3);
  EXPECT_EQ(view.zones(0).zone(), "gym");
  EXPECT_EQ(view.zones(1).zone(), "library");
  EXPECT_EQ(view.zones(2).zone(), "");
}

TEST(Snapshot, IsTakenOnceAndForLockdownAndEvacuationAlone) {
  const auto page = PageOf(kSchool, Alarm(alerting::v1::ACTION_LOCKDOWN), 0, {});
  v1::EmergencySnapshot snapshot;
  Snapshots::Evolve(snapshot, std::get<v1::EmergencySnapshotEvent>(TakePage({}, page, {})));
  EXPECT_TRUE(snapshot.last());
  EXPECT_EQ(Snapshots::IndexesOf(snapshot).front().index, "snapshots:lincoln-es");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(TakePage(snapshot, page, {})));
  EXPECT_TRUE(TakesSnapshot(Alarm(alerting::v1::ACTION_EVACUATE, 1, true)));
  EXPECT_FALSE(TakesSnapshot(Alarm(alerting::v1::ACTION_SECURE)));
}

TEST(Snapshot, AResponderReadsItWhileTheIncidentIsOpen) {
  const auto open = After({}, Alarm(alerting::v1::ACTION_LOCKDOWN, 1));
  EXPECT_TRUE(MayView(open, "incident", {}));
  EXPECT_FALSE(MayView(open, "another", {}));
  const auto over = After(open, Alarm(alerting::v1::ACTION_NORMAL, 2));
  EXPECT_FALSE(MayView(over, "incident", {}));
  EXPECT_TRUE(MayView(over, "incident", {.permissions = {"visit.read"}}));
}

}  // namespace
}  // namespace watchbell::visitor
