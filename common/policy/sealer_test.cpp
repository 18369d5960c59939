#include "common/policy/sealer.hpp"

#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "watchbell/alerting/v1/incident.pb.h"
#include "watchbell/threat_intake/v1/tip.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::policy {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::HasSubstr;
using testing::Not;
using visitor::v1::Visit;
using visitor::v1::VisitEvent;

constexpr char kSubject[] = "record.visitor.v1.visit.lincoln-es.0198";
constexpr char kOther[] = "record.visitor.v1.visit.lincoln-es.0199";

VisitEvent Held() {
  VisitEvent event;
  Visit& visit = *event.mutable_visit();
  visit.set_id("v-1");
  visit.set_school("lincoln-es");
  visit.set_given_name("Mariangela");
  visit.set_family_name("Fitzgerald");
  visit.set_date_of_birth("1981-02-03");
  visit.mutable_document()->set_kind(visitor::v1::Document::KIND_PASSPORT);
  visit.mutable_document()->set_number_last4("4711");
  visit.set_purpose("parent meeting");
  visit.add_matches()->add_terms("the surname is equal");
  visit.add_matches()->set_score(0.5);
  *event.mutable_held()->mutable_arrival() = visit;
  event.mutable_meta()->add_recent_requests(42);
  return event;
}

Sealer BothRings() { return {KeyRing::Random("visitor"), KeyRing::Random("directory")}; }

std::string Text() { return *rc::gen::container<std::string>(rc::gen::inRange<char>('A', 'z')); }

VisitEvent AnyEvent() {
  VisitEvent event;
  const auto fill = [](Visit& visit) {
    visit.set_id(Text());
    visit.set_given_name(Text());
    visit.set_family_name(Text());
    visit.set_name_suffix(Text());
    visit.set_purpose(Text());
    if (*rc::gen::arbitrary<bool>()) visit.mutable_document()->set_expires_on(Text());
    if (*rc::gen::arbitrary<bool>()) visit.mutable_document()->set_expired(true);
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
      visit.add_matches()->set_entry_id(Text());
      visit.mutable_matches(0)->add_terms(Text());
    }
  };
  if (*rc::gen::arbitrary<bool>()) fill(*event.mutable_visit());
  switch (*rc::gen::inRange(0, 4)) {
    case 0: fill(*event.mutable_held()->mutable_arrival()); break;
    case 1: fill(*event.mutable_admitted()->mutable_arrival()); break;
    case 2: event.mutable_left(); break;
    default: break;
  }
  return event;
}

TEST(Sealer, WhatIsPersonalLeavesThePublicPartAndTheRestStays) {
  auto event = Held();
  ASSERT_TRUE(BothRings().Seal(event, kSubject));
  EXPECT_EQ(event.visit().id(), "v-1");
  EXPECT_EQ(event.visit().purpose(), "parent meeting");
  EXPECT_EQ(event.visit().document().kind(), visitor::v1::Document::KIND_PASSPORT);
  EXPECT_EQ(event.visit().matches_size(), 0);
  EXPECT_EQ(event.fact_case(), VisitEvent::kHeld);
  EXPECT_EQ(event.meta().recent_requests_size(), 1);
  ASSERT_EQ(event.sealed_size(), 2);
  EXPECT_EQ(event.sealed(0).key_id(), "visitor/1");
  EXPECT_EQ(event.sealed(1).key_id(), "directory/1");
}

TEST(Sealer, TheBytesHoldNothingOfWhatWasSealed) {
  auto event = Held();
  ASSERT_TRUE(BothRings().Seal(event, kSubject));
  const std::string bytes = event.SerializeAsString();
  for (const char* secret : {"Mariangela", "Fitzgerald", "1981-02-03", "4711", "the surname"})
    EXPECT_THAT(bytes, Not(HasSubstr(secret)));
}

TEST(Sealer, OpeningGivesTheEventBack) {
  const auto sealer = BothRings();
  auto event = Held();
  ASSERT_TRUE(sealer.Seal(event, kSubject));
  VisitEvent stored;
  ASSERT_TRUE(stored.ParseFromString(event.SerializeAsString()));
  ASSERT_TRUE(sealer.Open(stored, kSubject));
  EXPECT_TRUE(MessageDifferencer::Equals(stored, Held())) << stored.ShortDebugString();
}

TEST(Sealer, EveryKindOfEventComesBack) {
  const Sealer sealer(KeyRing::Random("alerting"), KeyRing::Random("directory"));
  alerting::v1::IncidentEvent incident;
  incident.mutable_raised()->set_zone("gym");
  incident.mutable_raised()->mutable_detail()->set_place("gym");
  incident.mutable_incident()->set_place("gym");
  incident.mutable_incident()->add_zones()->mutable_detail()->set_reason("gym");
  const auto raised = incident;
  ASSERT_TRUE(sealer.Seal(incident, kSubject));
  EXPECT_THAT(incident.SerializeAsString(), Not(HasSubstr("gym")));
  ASSERT_TRUE(sealer.Open(incident, kSubject));
  EXPECT_TRUE(MessageDifferencer::Equals(incident, raised));

  threat_intake::v1::TipEvent tip;
  tip.mutable_tip()->set_category(threat_intake::v1::Tip::CATEGORY_WEAPON);
  tip.mutable_tip()->set_happening_now(true);
  tip.mutable_tip()->set_receipt_hash(std::string("\0\xff", 2));
  const auto received = tip;
  ASSERT_TRUE(sealer.Seal(tip, kSubject));
  EXPECT_EQ(tip.tip().category(), threat_intake::v1::Tip::CATEGORY_UNSPECIFIED);
  EXPECT_FALSE(tip.tip().happening_now());
  ASSERT_TRUE(sealer.Open(tip, kSubject));
  EXPECT_TRUE(MessageDifferencer::Equals(tip, received));
}

RC_GTEST_PROP(SealerProperty, SealThenOpenGivesTheSameEvent, ()) {
  static const auto sealer = BothRings();
  const auto event = AnyEvent();
  auto stored = event;
  RC_ASSERT(sealer.Seal(stored, kSubject).has_value());
  RC_ASSERT(stored.visit().given_name().empty() && stored.visit().matches_size() == 0);
  RC_ASSERT(sealer.Open(stored, kSubject).has_value());
  RC_ASSERT(MessageDifferencer::Equals(stored, event));
}

RC_GTEST_PROP(SealerProperty, NoSealedTextIsInTheBytes, ()) {
  static const auto sealer = BothRings();
  const std::string secret = "secret" + Text();
  VisitEvent event = AnyEvent();
  event.mutable_visit()->set_given_name(secret);
  event.mutable_visit()->set_contact_email(secret);
  event.mutable_visit()->mutable_document()->set_number_last4(secret);
  event.mutable_visit()->add_matches()->add_terms(secret);
  RC_ASSERT(sealer.Seal(event, kSubject).has_value());
  RC_ASSERT(event.SerializeAsString().find(secret) == std::string::npos);
}

RC_GTEST_PROP(SealerProperty, AChangedByteDoesNotOpen, ()) {
  static const auto sealer = BothRings();
  auto event = Held();
  RC_ASSERT(sealer.Seal(event, kSubject).has_value());
  auto& sealed = *event.mutable_sealed(*rc::gen::inRange(0, 2));
  auto& bytes = *rc::gen::arbitrary<bool>() ? *sealed.mutable_nonce() : *sealed.mutable_ciphertext();
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ (1 << *rc::gen::inRange(0, 8)));
  RC_ASSERT(sealer.Open(event, kSubject).error().reason == "SEAL_BROKEN");
}

TEST(Sealer, ASealedPartOpensOnItsOwnSubjectOnly) {
  const auto sealer = BothRings();
  auto event = Held();
  ASSERT_TRUE(sealer.Seal(event, kSubject));
  const auto sealed = event.SerializeAsString();
  const auto status = sealer.Open(event, kOther);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, Code::kInternal);
  EXPECT_EQ(status.error().reason, "SEAL_BROKEN");
  EXPECT_EQ(event.SerializeAsString(), sealed) << "a part that does not open leaves the event as it was";
}

TEST(Sealer, ASealedPartIsBoundToTheNameOfItsKey) {
  KeyRing ring = KeyRing::Random("visitor");
  ring.Add("visitor/2", *ring.Find("visitor/1"));
  const Sealer sealer(ring, KeyRing::Random("directory"));
  auto event = Held();
  ASSERT_TRUE(sealer.Seal(event, kSubject));
  event.mutable_sealed(0)->set_key_id("visitor/1");
  EXPECT_EQ(sealer.Open(event, kSubject).error().reason, "SEAL_BROKEN");
}

TEST(Sealer, ATruncatedPartDoesNotOpen) {
  const auto sealer = BothRings();
  auto event = Held();
  ASSERT_TRUE(sealer.Seal(event, kSubject));
  auto short_nonce = event;
  short_nonce.mutable_sealed(0)->mutable_nonce()->pop_back();
  EXPECT_EQ(sealer.Open(short_nonce, kSubject).error().reason, "SEAL_BROKEN");
  auto short_text = event;
  short_text.mutable_sealed(0)->mutable_ciphertext()->resize(5);
  EXPECT_EQ(sealer.Open(short_text, kSubject).error().reason, "SEAL_BROKEN");
}

TEST(Sealer, AfterARotationTheNewestKeySealsAndTheOldOneStillOpens) {
  KeyRing ring = KeyRing::Random("visitor");
  const KeyRing directory = KeyRing::Random("directory");
  auto before = Held();
  ASSERT_TRUE(Sealer(ring, directory).Seal(before, kSubject));

  ring.Add("visitor/2", std::string(32, 'k'));
  const Sealer rotated(ring, directory);
  auto after = Held();
  ASSERT_TRUE(rotated.Seal(after, kSubject));
  EXPECT_EQ(after.sealed(0).key_id(), "visitor/2");
  ASSERT_TRUE(rotated.Open(before, kSubject));
  ASSERT_TRUE(rotated.Open(after, kSubject));
  EXPECT_TRUE(MessageDifferencer::Equals(before, after));
}

TEST(Sealer, WhatAnotherServiceHasTheKeyOfStaysSealed) {
  const KeyRing directory = KeyRing::Random("directory");
  auto event = Held();
  ASSERT_TRUE(Sealer(KeyRing::Random("visitor"), directory).Seal(event, kSubject));

  const Sealer notification(KeyRing::Random("notification"), directory);
  ASSERT_TRUE(notification.Open(event, kSubject));
  EXPECT_EQ(event.visit().family_name(), "Fitzgerald");
  EXPECT_EQ(event.visit().date_of_birth(), "");
  ASSERT_EQ(event.sealed_size(), 1);
  EXPECT_EQ(event.sealed(0).key_id(), "visitor/1");
}

TEST(Sealer, NothingLeavesInTheClearForWantOfAKey) {
  const Sealer sealer(KeyRing::Random("threat_intake"), KeyRing());
  auto event = Held();
  const auto status = sealer.Seal(event, kSubject);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().reason, "SEAL_IMPOSSIBLE");
  EXPECT_TRUE(MessageDifferencer::Equals(event, Held()));
}

TEST(Sealer, SealingTwiceIsSealingOnce) {
  const auto sealer = BothRings();
  auto event = Held();
  ASSERT_TRUE(sealer.Seal(event, kSubject));
  const auto once = event.SerializeAsString();
  ASSERT_TRUE(sealer.Seal(event, kSubject));
  EXPECT_EQ(event.SerializeAsString(), once);
}

TEST(Sealer, OpeningWhatIsNotSealedChangesNothing) {
  const auto sealer = BothRings();
  auto event = Held();
  ASSERT_TRUE(sealer.Open(event, kSubject));
  EXPECT_TRUE(MessageDifferencer::Equals(event, Held()));
  Visit no_event = event.visit();
  ASSERT_TRUE(sealer.Open(no_event, kSubject));
  EXPECT_TRUE(MessageDifferencer::Equals(no_event, event.visit()));
}

TEST(Sealer, AnEventWithoutSensitiveFieldsGetsNoSealedPart) {
  VisitEvent event;
  event.mutable_left();
  event.mutable_visit()->set_id("v-1");
  ASSERT_TRUE(Sealer(KeyRing(), KeyRing()).Seal(event, kSubject));
  EXPECT_EQ(event.sealed_size(), 0);
}

TEST(Sealer, WhatANewerContractAddedIsSealedAndComesBack) {
  const auto sealer = BothRings();
  auto event = Held();
  auto* document = event.mutable_visit()->mutable_document();
  document->GetReflection()->MutableUnknownFields(document)->AddLengthDelimited(999, "perhaps a secret");
  const auto whole = event.SerializeAsString();
  ASSERT_TRUE(sealer.Seal(event, kSubject));
  EXPECT_THAT(event.SerializeAsString(), Not(HasSubstr("perhaps a secret")));
  ASSERT_TRUE(sealer.Open(event, kSubject));
  EXPECT_EQ(event.SerializeAsString(), whole);
}

}  // namespace
}  // namespace watchbell::policy
