#include "services/alerting/adapters/roster_lists.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace watchbell::alerting {
namespace {

using notification::v1::ListRosterResponse;
using v1::RollCall;

v1::Incident Alarm() {
  v1::Incident incident;
  incident.set_id("incident");
  incident.set_school("lincoln-es");
  return incident;
}
ListRosterResponse Roster(int students, int in_class, int staff) {
  ListRosterResponse roster;
  auto& group = *roster.add_groups();
  group.set_id("chemistry");
  group.set_title("Chemistry");
  group.set_room("204");
  group.add_teacher_ids("tom");
  for (int i = 0; i < students; ++i) {
    roster.add_students()->set_id("s" + std::to_string(i));
    if (i < in_class) group.add_student_ids("s" + std::to_string(i));
  }
  for (int i = 0; i < staff; ++i) roster.add_staff()->set_id("t" + std::to_string(i));
  return roster;
}

TEST(RosterLists, AClassHasItsRoomItsTeachersAndItsStudents) {
  const auto lists = ListsOf(Alarm(), "2", Roster(3, 2, 1));
  ASSERT_EQ(lists.size(), 3u);
  EXPECT_EQ(lists[0].kind(), RollCall::KIND_CLASS);
  EXPECT_EQ(lists[0].room(), "204");
  EXPECT_EQ(lists[0].teacher_ids(0), "tom");
  EXPECT_EQ(lists[0].rows_size(), 2);
  EXPECT_EQ(lists[1].kind(), RollCall::KIND_STUDENTS);
  EXPECT_EQ(lists[2].kind(), RollCall::KIND_STAFF);
}

TEST(RosterLists, WhoHasLeftTheSchoolIsOnNoList) {
  auto roster = Roster(2, 2, 0);
  roster.mutable_groups(0)->add_student_ids("gone");
  EXPECT_EQ(ListsOf(Alarm(), "", roster)[0].rows_size(), 2);
}

TEST(RosterLists, EveryVisitorOfTheSnapshotIsOnTheListOfItsPage) {
  visitor::v1::EmergencySnapshot snapshot;
  snapshot.mutable_alarm()->set_incident_id("incident");
  snapshot.set_page(1);
  snapshot.add_people()->set_visit_id("visit");
  const auto list = VisitorsOf(snapshot);
  EXPECT_EQ(list.id(), RollCallIdOf("incident", "visitors", 1));
  EXPECT_EQ(list.rows(0).person_id(), "visit");
}

RC_GTEST_PROP(RosterListsProperty, EverybodyOfTheRosterIsOnAListAndNoListIsTooLong, ()) {
  const int students = *rc::gen::inRange(0, 130);
  const int staff = *rc::gen::inRange(0, 90);
  const auto lists = ListsOf(Alarm(), "1", Roster(students, *rc::gen::inRange(0, students + 1), staff));
  std::set<std::string> people;
  std::set<std::string> ids;
  for (const auto& list : lists) {
    RC_ASSERT(list.rows_size() <= kRollCallListedMax);
    RC_ASSERT(ids.insert(list.id()).second);
    for (const auto& row : list.rows()) people.insert(row.person_id());
  }
  RC_ASSERT(static_cast<int>(people.size()) == students + staff);
}

}  // namespace
}  // namespace watchbell::alerting
