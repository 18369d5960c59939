#include "services/alerting/domain/cap/partner.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::alerting::cap {
namespace {

using v1::CapPartner;
using v1::CapPartnerEvent;

v1::AddCapPartnerRequest Police() {
  v1::AddCapPartnerRequest request;
  auto& partner = *request.mutable_partner();
  partner.set_name("City police");
  partner.set_url("https://cap.city.example/in?district=7");
  partner.mutable_subscription()->add_addresses("police@city.example");
  partner.add_reader_ids("dispatcher");
  return request;
}

CapPartner Added(const v1::AddCapPartnerRequest& request = Police()) {
  CapPartner partner;
  CapPartners::Evolve(
      partner, std::get<CapPartnerEvent>(AddPartner({}, request, "whsec_x", false, {.id = "partner-1"})));
  return partner;
}

std::string ReasonFor(const v1::AddCapPartnerRequest& request, bool plain_allowed = false) {
  const auto decision = AddPartner({}, request, "whsec_x", plain_allowed, {});
  const auto* refusal = std::get_if<Error>(&decision);
  return refusal == nullptr ? "" : refusal->reason;
}

v1::CapMessage Document(const std::string& kind, const std::string& addresses = "") {
  v1::CapMessage message;
  message.set_school("lincoln-es");
  message.set_kind(kind);
  message.mutable_alert()->set_scope(addresses.empty() ? "Restricted" : "Private");
  message.mutable_alert()->set_addresses(addresses);
  return message;
}

TEST(CapPartner, IsAddedWithAKeyAndListedUntilItIsRetired) {
  auto partner = Added();
  EXPECT_EQ(partner.id(), "partner-1");
  EXPECT_EQ(partner.key(), "whsec_x");
  EXPECT_EQ(CapPartners::IndexesOf(partner).size(), 1u);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(AddPartner(partner, Police(), "whsec_y", false, {})));
  CapPartners::Evolve(partner, std::get<CapPartnerEvent>(RetirePartner(partner)));
  EXPECT_TRUE(partner.key().empty());
  EXPECT_TRUE(CapPartners::IndexesOf(partner).empty());
  EXPECT_FALSE(Wants(partner, Document("lockdown")));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(RetirePartner(partner)));
}

TEST(CapPartner, AChangeKeepsTheKey) {
  auto partner = Added();
  v1::ChangeCapPartnerRequest request;
  *request.mutable_partner() = partner;
  request.mutable_partner()->set_key("whsec_of_somebody_else");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ChangePartner(partner, request, false)));
  request.mutable_partner()->set_contact("Desk sergeant, 555 0100");
  CapPartners::Evolve(partner, std::get<CapPartnerEvent>(ChangePartner(partner, request, false)));
  EXPECT_EQ(partner.contact(), "Desk sergeant, 555 0100");
  EXPECT_EQ(partner.key(), "whsec_x");
  EXPECT_TRUE(std::holds_alternative<Error>(ChangePartner({}, request, false)));
}

TEST(CapPartner, OnlyAnAddressOfHttpsWithoutASignInIsTaken) {
  auto request = Police();
  for (const char* url : {"", "http://city.example/", "ftp://city.example", "https://", "https:///path",
                          "https://user:pass@city.example/", "https://city.example/a b",
                          "https://city.example/\r\nX: 1", "file:///etc/passwd"}) {
    request.mutable_partner()->set_url(url);
    EXPECT_EQ(ReasonFor(request), "URL_UNUSABLE") << url;
  }
  request.mutable_partner()->set_url("http://127.0.0.1:8080/");
  EXPECT_EQ(ReasonFor(request, true), "");
}

TEST(CapPartner, WhatIsWrongIsNamed) {
  auto request = Police();
  request.mutable_partner()->mutable_subscription()->add_kinds("party");
  EXPECT_EQ(ReasonFor(request), "KIND_UNKNOWN");
  request = Police();
  for (int i = 0; i <= kPartnerSchoolsMax; ++i)
    request.mutable_partner()->mutable_subscription()->add_schools("lincoln-es");
  EXPECT_EQ(ReasonFor(request), "TOO_MANY_SCHOOLS");
  request = Police();
  request.mutable_partner()->mutable_subscription()->add_addresses("two words");
  EXPECT_EQ(ReasonFor(request), "ADDRESS_MALFORMED");
  request = Police();
  request.mutable_partner()->clear_name();
  EXPECT_EQ(ReasonFor(request), "NAME_MISSING");
}

TEST(CapPartner, GetsTheKindsAndSchoolsThatItAskedFor) {
  auto partner = Added();
  EXPECT_TRUE(Wants(partner, Document("lockdown")));
  partner.mutable_subscription()->add_kinds("lockdown");
  partner.mutable_subscription()->add_schools("lincoln-es");
  EXPECT_TRUE(Wants(partner, Document("lockdown")));
  EXPECT_FALSE(Wants(partner, Document("hold")));
  auto elsewhere = Document("lockdown");
  elsewhere.set_school("roosevelt-ms");
  EXPECT_FALSE(Wants(partner, elsewhere));
}

// Whoever is not an addressee gets no Private document and reads none, whatever else it asked for.
RC_GTEST_PROP(CapPartnerProperty, APrivateDocumentGoesToItsAddresseesAndToNobodyElse, ()) {
  const auto address = rc::gen::elementOf(std::vector<std::string>{
      "police@city.example", "counsel@district.example", "fire@city.example", "police"});
  const auto of_partner = *rc::gen::container<std::vector<std::string>>(address);
  const auto of_document = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(address));
  auto partner = Added();
  partner.mutable_subscription()->clear_addresses();
  partner.mutable_subscription()->mutable_addresses()->Add(of_partner.begin(), of_partner.end());
  std::string addresses;
  bool shared = false;
  for (const auto& one : of_document) {
    addresses += (addresses.empty() ? "" : " ") + one;
    shared |= std::find(of_partner.begin(), of_partner.end(), one) != of_partner.end();
  }
  const auto document = Document("tip", addresses);
  RC_ASSERT(Wants(partner, document) == shared);
  RC_ASSERT(MayRead({partner}, "dispatcher", document) == shared);
  RC_ASSERT(!MayRead({partner}, "teacher", document));
  RC_ASSERT(MayRead({}, "teacher", Document("lockdown")));
}

}  // namespace
}  // namespace watchbell::alerting::cap
