#include "services/notification/domain/messages/lists.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

v1::SetAudienceListRequest Bus(int members = 2) {
  v1::SetAudienceListRequest request;
  request.set_school("lincoln");
  request.set_kind(v1::AudiencePart::SCOPE_BUS);
  request.set_tag("bus-12");
  for (int i = 0; i < members; ++i) request.add_member_ids(std::to_string(i));
  return request;
}
template <class Event>
std::string ReasonOf(const Decision<Event>& decision) {
  const auto* refused = std::get_if<Error>(&decision);
  return refused ? refused->reason : "";
}

TEST(Lists, AListIsSetOnceAndRemovedWithItsMembers) {
  const Context context{.id = "list"};
  v1::AudienceList list;
  AudienceLists::Evolve(list, std::get<v1::AudienceListEvent>(SetList(list, Bus(), 2, context)));
  EXPECT_EQ(list.member_ids_size(), 2);
  EXPECT_EQ(AudienceLists::IndexesOf(list).size(), 1U);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(SetList(list, Bus(), 2, context)));
  AudienceLists::Evolve(list, std::get<v1::AudienceListEvent>(RemoveList(list, {}, context)));
  EXPECT_EQ(list.member_ids_size(), 0);
  EXPECT_TRUE(AudienceLists::IndexesOf(list).empty());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(RemoveList(list, {}, context)));
}

TEST(Lists, OnlyKnownPeopleAndABoundedNumber) {
  EXPECT_EQ(ReasonOf(SetList({}, Bus(), 1, {})), "MEMBER_UNKNOWN");
  EXPECT_EQ(ReasonOf(SetList({}, Bus(kListMembersMax + 1), kListMembersMax + 1, {})), "MEMBERS_MALFORMED");
  auto request = Bus();
  request.set_tag("Bus 12");
  EXPECT_EQ(ReasonOf(SetList({}, request, 2, {})), "TAG_MALFORMED");
  request = Bus();
  request.set_kind(v1::AudiencePart::SCOPE_SCHOOL);
  EXPECT_EQ(ReasonOf(SetList({}, request, 2, {})), "KIND_MALFORMED");
}

TEST(Lists, ATestListIsAnObjectOfItsOwn) {
  v1::SetTestListRequest request;
  request.set_school("lincoln");
  request.set_tag("monthly");
  request.add_staff_ids("teacher");
  v1::TestList list;
  TestLists::Evolve(list, std::get<v1::TestListEvent>(SetTests(list, request, 1, {.id = "list"})));
  EXPECT_EQ(list.staff_ids_size(), 1);
  EXPECT_EQ(ReasonOf(SetTests({}, request, 0, {})), "MEMBER_UNKNOWN");
  EXPECT_NE(TestListIdOf("lincoln", "bus-12"),
            AudienceListIdOf("lincoln", v1::AudiencePart::SCOPE_BUS, "bus-12"));
}

}  // namespace
}  // namespace watchbell::notification
