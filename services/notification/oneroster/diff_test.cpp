#include "services/notification/oneroster/diff.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification::oneroster {
namespace {

v1::Person Someone(const std::string& id, const std::string& name = "A") {
  v1::Person person;
  person.set_id(id);
  person.set_given_name(name);
  return person;
}
using People = std::vector<v1::Person>;

TEST(Diff, TheSamePeopleInAnyOrderAreUnchanged) {
  const auto changes = Diff(People{Someone("1"), Someone("2")}, People{Someone("2"), Someone("1")});
  EXPECT_EQ(changes.unchanged, 2u);
  EXPECT_TRUE(changes.added.empty() && changes.changed.empty() && changes.removed.empty());
}

TEST(Diff, WhatDiffersIsToldApart) {
  const auto changes = Diff(People{Someone("1"), Someone("2"), Someone("3")},
                            People{Someone("2", "B"), Someone("3"), Someone("4")});
  ASSERT_EQ(changes.added.size(), 1u);
  EXPECT_EQ(changes.added[0].id(), "4");
  ASSERT_EQ(changes.changed.size(), 1u);
  EXPECT_EQ(changes.changed[0].given_name(), "B");
  ASSERT_EQ(changes.removed.size(), 1u);
  EXPECT_EQ(changes.removed[0].id(), "1");
  EXPECT_TRUE(changes.removed[0].removed());
  EXPECT_EQ(changes.unchanged, 1u);
}

TEST(Diff, WhoWasRemovedEarlierIsNotRemovedAgainAndMayReturn) {
  auto gone = Someone("1");
  gone.set_removed(true);
  EXPECT_TRUE(Diff(People{gone}, People{}).removed.empty());
  EXPECT_EQ(Diff(People{gone}, People{Someone("1")}).added.size(), 1u);
}

TEST(Diff, MoreThanATenthRemovedIsSuspicious) {
  People all;
  for (int i = 0; i < 20; ++i) all.push_back(Someone(std::to_string(i)));
  EXPECT_FALSE(IsSuspicious(Diff(all, People(all.begin() + 2, all.end()))));
  EXPECT_TRUE(IsSuspicious(Diff(all, People(all.begin() + 3, all.end()))));
  EXPECT_FALSE(IsSuspicious(Diff(People{}, all)));
}

}  // namespace
}  // namespace watchbell::notification::oneroster
