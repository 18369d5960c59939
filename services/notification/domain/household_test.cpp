#include "services/notification/domain/household.hpp"

#include <gtest/gtest.h>

#include "services/notification/domain/directory.hpp"

namespace watchbell::notification {
namespace {

v1::Person Guardian(const std::string& id, const std::vector<std::string>& children,
                    const std::string& home = "") {
  v1::Person person;
  person.set_id(id);
  person.set_kind(v1::Person::KIND_GUARDIAN);
  for (const auto& child : children) person.add_children(child);
  person.set_home_key(home);
  return person;
}

PersonById People(const std::vector<v1::Person>& people) {
  PersonById by_id;
  for (const auto& person : people) by_id[person.id()] = person;
  return by_id;
}

TEST(Household, GuardiansOfTheSameChildrenAreOneHousehold) {
  const auto ids =
      HouseholdIds(People({Guardian("a", {"1", "2"}), Guardian("b", {"1", "2"}), Guardian("c", {"3"})}));
  EXPECT_EQ(ids.at("a"), ids.at("b"));
  EXPECT_NE(ids.at("a"), ids.at("c"));
}

TEST(Household, TheHomeOfTheFilesTellsParentsWhoLiveApart) {
  const auto ids = HouseholdIds(People({Guardian("a", {"1"}, "12 Elm"), Guardian("b", {"1"}, "7 Oak"),
                                        Guardian("c", {"9"}, "7 Oak"), Guardian("d", {"1"})}));
  EXPECT_NE(ids.at("a"), ids.at("b"));
  EXPECT_EQ(ids.at("b"), ids.at("c"));
  EXPECT_NE(ids.at("d"), ids.at("a")) << "two homes: nobody can say whose";
}

TEST(Household, WhoseFilesNameNoHomeLivesWhereTheOthersOfTheSameChildrenDo) {
  const auto ids = HouseholdIds(People({Guardian("a", {"1"}, "12 Elm"), Guardian("b", {"1"})}));
  EXPECT_EQ(ids.at("a"), ids.at("b"));
}

TEST(Household, APersonsCorrectionOutweighsTheFilesAndIsTakenBack) {
  auto moved = Guardian("b", {"1"});
  const auto corrected = CorrectHousehold(moved, "5f0c0000-0000-8000-8000-000000000009");
  notification::People::Evolve(moved, std::get<v1::PersonEvent>(corrected));
  auto ids = HouseholdIds(People({Guardian("a", {"1"}), moved}));
  EXPECT_NE(ids.at("a"), ids.at("b"));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(CorrectHousehold(moved, moved.household_id())));
  notification::People::Evolve(moved, std::get<v1::PersonEvent>(CorrectHousehold(moved, "")));
  ids = HouseholdIds(People({Guardian("a", {"1"}), moved}));
  EXPECT_EQ(ids.at("a"), ids.at("b"));
  EXPECT_EQ(std::get<Error>(CorrectHousehold(moved, "mine")).reason, "HOUSEHOLD_MALFORMED");
}

}  // namespace
}  // namespace watchbell::notification
