#include "services/notification/domain/group.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

v1::Group Chemistry() {
  v1::Group group;
  group.set_id("chemistry");
  group.set_title("Chemistry");
  group.add_periods("2");
  group.add_student_ids("ana");
  return group;
}

TEST(Group, AnImportIsAFactOnlyWhereSomethingDiffers) {
  v1::Group group;
  const auto first = ImportGroup(group, Chemistry());
  Groups::Evolve(group, std::get<v1::GroupEvent>(first));
  EXPECT_EQ(group.title(), "Chemistry");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ImportGroup(group, Chemistry())));
  auto moved = Chemistry();
  moved.set_room("204");
  EXPECT_TRUE(std::holds_alternative<v1::GroupEvent>(ImportGroup(group, moved)));
}

TEST(Group, AClassThatIsNoLongerInTheFilesIsRemoved) {
  auto group = Chemistry();
  auto gone = group;
  gone.set_removed(true);
  Groups::Evolve(group, std::get<v1::GroupEvent>(ImportGroup(group, gone)));
  EXPECT_TRUE(group.removed());
}

TEST(Group, MeetsInItsPeriodsOrAllDay) {
  EXPECT_TRUE(MeetsIn(Chemistry(), "2"));
  EXPECT_FALSE(MeetsIn(Chemistry(), "3"));
  EXPECT_FALSE(MeetsIn(Chemistry(), ""));
  auto homeroom = Chemistry();
  homeroom.clear_periods();
  EXPECT_TRUE(MeetsIn(homeroom, "3"));
  EXPECT_TRUE(MeetsIn(homeroom, ""));
}

}  // namespace
}  // namespace watchbell::notification
