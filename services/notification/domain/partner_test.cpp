#include "services/notification/domain/partner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using ::testing::ElementsAre;
using v1::Partner;
using v1::PartnerEvent;

const TimePoint kNow{std::chrono::seconds{1'800'000'000}};

v1::SavePartnerRequest FireHouse() {
  v1::SavePartnerRequest request;
  request.set_school("lincoln-es");
  auto& partner = *request.mutable_partner();
  partner.set_kind(Partner::KIND_FIRE);
  partner.set_name("Engine 5");
  partner.set_phone("+12035550911");
  partner.add_call_list()->set_hazard(v1::HAZARD_FIRE);
  partner.mutable_call_list(0)->set_place(1);
  return request;
}

std::string Then(Partner& partner, Decision<PartnerEvent> decision) {
  if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
  if (std::holds_alternative<AlreadySo>(decision)) return "already so";
  auto& event = std::get<PartnerEvent>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(kNow);
  event.mutable_meta()->set_actor_id("coordinator");
  Partners::Evolve(partner, event);
  return "done";
}

TEST(Partner, AChangedNumberIsNoLongerVerified) {
  Partner partner;
  const Context context{.now = kNow, .id = "p1"};
  auto request = FireHouse();
  ASSERT_EQ(Then(partner, SavePartner(partner, request, context)), "done");
  EXPECT_TRUE(IsStale(partner, kNow));
  ASSERT_EQ(Then(partner, VerifyPartner(partner, {}, context)), "done");
  EXPECT_FALSE(IsStale(partner, kNow));
  EXPECT_TRUE(IsStale(partner, kNow + kPartnerStale + std::chrono::seconds{1}));
  request.set_partner_id("p1");
  EXPECT_EQ(Then(partner, SavePartner(partner, request, context)), "already so");
  request.mutable_partner()->set_note("Radio channel 4");
  ASSERT_EQ(Then(partner, SavePartner(partner, request, context)), "done");
  EXPECT_FALSE(IsStale(partner, kNow));
  request.mutable_partner()->set_phone("+12035550912");
  ASSERT_EQ(Then(partner, SavePartner(partner, request, context)), "done");
  EXPECT_TRUE(IsStale(partner, kNow));
}

TEST(Partner, TheCallListIsByPlaceTheSchoolsOwnFirst) {
  const auto partner = [](const char* id, const char* school, int place, v1::Hazard hazard) {
    Partner one;
    one.set_id(id);
    one.set_school(school);
    one.add_call_list()->set_hazard(hazard);
    one.mutable_call_list(0)->set_place(place);
    return one;
  };
  auto retired = partner("r", "district", 1, v1::HAZARD_FIRE);
  retired.set_retired(true);
  const auto called =
      CallList({partner("b", "district", 1, v1::HAZARD_FIRE), partner("c", "district", 2, v1::HAZARD_FIRE),
                partner("a", "lincoln-es", 1, v1::HAZARD_FIRE), partner("x", "harbor-ms", 1, v1::HAZARD_FIRE),
                partner("h", "district", 1, v1::HAZARD_HAZMAT), retired},
               "lincoln-es", v1::HAZARD_FIRE);
  std::vector<std::string> ids;
  for (const auto& one : called) ids.push_back(one.id());
  EXPECT_THAT(ids, ElementsAre("a", "b", "c"));
}

TEST(Partner, AMalformedNumberOrListIsRefused) {
  Partner partner;
  auto request = FireHouse();
  request.mutable_partner()->set_phone("call Bob");
  EXPECT_EQ(Then(partner, SavePartner(partner, request, {})), "PHONE_MALFORMED");
  request = FireHouse();
  *request.mutable_partner()->add_call_list() = request.partner().call_list(0);
  EXPECT_EQ(Then(partner, SavePartner(partner, request, {})), "CALL_LIST_MALFORMED");
  request = FireHouse();
  request.set_partner_id("unknown");
  EXPECT_EQ(Then(partner, SavePartner(partner, request, {})), "NO_SUCH_PARTNER");
}

}  // namespace
}  // namespace watchbell::notification
