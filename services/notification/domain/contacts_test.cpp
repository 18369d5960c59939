#include "services/notification/domain/contacts.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/notification/domain/directory.hpp"

namespace watchbell::notification {
namespace {

using namespace std::chrono_literals;
using v1::ContactPoint;
using v1::Person;
using v1::PersonEvent;

const TimePoint kNow{std::chrono::seconds{1'800'000'000}};

Person Mother() {
  Person person;
  person.set_id("5f0c0000-0000-8000-8000-000000000001");
  person.set_kind(Person::KIND_GUARDIAN);
  AddContactPoint(person, ContactPoint::CHANNEL_EMAIL, "eva@families.example");
  AddContactPoint(person, ContactPoint::CHANNEL_SMS, "+12035550102");
  return person;
}

const std::string& Sms(const Person& person) { return person.contact_points(1).id(); }

// The person after the fact, or the refusal's reason.
std::string Then(Person& person, Decision<PersonEvent> decision, TimePoint at = kNow) {
  if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
  if (std::holds_alternative<AlreadySo>(decision)) return "already so";
  auto& event = std::get<PersonEvent>(decision);
  *event.mutable_meta()->mutable_at() = ToProto(at);
  People::Evolve(person, event);
  return "done";
}

Context At(TimePoint now) { return {.now = now}; }

TEST(Contacts, AnImportLeavesWhatItsFilesDoNotKnow) {
  Person person = Mother();
  ASSERT_EQ(Then(person, SetStopped(person, Sms(person), true)), "done");
  ASSERT_EQ(Then(person, AddContact(person, ContactPoint::CHANNEL_EMAIL, "own@mail.example")), "done");
  ASSERT_EQ(Then(person, ChooseLanguage(person, "pt")), "done");
  Person imported = Mother();
  imported.set_language("es");
  PersonEvent event;
  *event.mutable_imported()->mutable_person() = imported;
  People::Evolve(person, event);
  EXPECT_TRUE(FindContact(person, Sms(person))->has_stopped_at());
  ASSERT_EQ(person.contact_points_size(), 3);
  EXPECT_TRUE(person.contact_points(2).kept_by_family());
  EXPECT_EQ(person.language(), "pt");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ImportPerson(person, imported)));
}

TEST(Contacts, ANumberThatTheFilesNoLongerHaveGoes) {
  Person imported = Mother();
  imported.mutable_contact_points()->RemoveLast();
  EXPECT_EQ(Merged(Mother(), imported).contact_points_size(), 1);
}

TEST(Contacts, WhatTheFilesGaveIsNotRemovedByHand) {
  Person person = Mother();
  EXPECT_EQ(Then(person, RemoveContact(person, Sms(person))), "CONTACT_OF_THE_FILES");
  EXPECT_EQ(Then(person, RemoveContact(person, "nothing")), "NO_SUCH_CONTACT");
}

TEST(Contacts, OneAddressOfAChannelIsPreferred) {
  Person person = Mother();
  ASSERT_EQ(Then(person, AddContact(person, ContactPoint::CHANNEL_SMS, "+12035550109")), "done");
  const auto added = person.contact_points(2).id();
  const auto all = ContactPoint::CONSENT_ALL;
  ASSERT_EQ(Then(person, SetPreference(person, Sms(person), all, true)), "done");
  ASSERT_EQ(Then(person, SetPreference(person, added, all, true)), "done");
  EXPECT_FALSE(FindContact(person, Sms(person))->preferred());
  EXPECT_TRUE(FindContact(person, added)->preferred());
  EXPECT_EQ(Then(person, SetPreference(person, added, all, true)), "already so");
}

TEST(Contacts, TheRightCodeVerifiesWithinItsTime) {
  Person person = Mother();
  ASSERT_EQ(Then(person, SendCode(person, Sms(person), "hash", At(kNow))), "done");
  EXPECT_EQ(Then(person, ConfirmCode(person, Sms(person), true, At(kNow + kCodeLife))), "CODE_EXPIRED");
  EXPECT_EQ(Then(person, ConfirmCode(person, Sms(person), true, At(kNow + 1min))), "done");
  EXPECT_TRUE(FindContact(person, Sms(person))->has_verified_at());
  EXPECT_EQ(Then(person, ConfirmCode(person, Sms(person), true, At(kNow + 1min))), "already so");
}

TEST(Contacts, AfterFiveWrongAnswersTheCodeIsWorthNothing) {
  Person person = Mother();
  ASSERT_EQ(Then(person, SendCode(person, Sms(person), "hash", At(kNow))), "done");
  for (int i = 0; i < kWrongCodesMax; ++i)
    EXPECT_EQ(Then(person, ConfirmCode(person, Sms(person), false, At(kNow))), "done");
  EXPECT_EQ(Then(person, ConfirmCode(person, Sms(person), true, At(kNow))), "CODE_EXPIRED");
  EXPECT_FALSE(FindContact(person, Sms(person))->has_verified_at());
}

TEST(Contacts, CodesAreSentOnceAMinuteAndFiveTimesADay) {
  Person person = Mother();
  auto at = kNow;
  for (int i = 0; i < kCodesPerDayMax; ++i, at += 2min)
    ASSERT_EQ(Then(person, SendCode(person, Sms(person), "hash", At(at)), at), "done");
  EXPECT_EQ(Then(person, SendCode(person, Sms(person), "hash", At(at - 90s))), "CODE_JUST_SENT");
  EXPECT_EQ(Then(person, SendCode(person, Sms(person), "hash", At(at))), "TOO_MANY_CODES");
  EXPECT_EQ(Then(person, SendCode(person, Sms(person), "hash", At(at + 24h)), at + 24h), "done");
  EXPECT_EQ(FindContact(person, Sms(person))->codes_sent(), 1);
}

TEST(Contacts, NoCodeGoesWhereStopWasSaid) {
  Person person = Mother();
  ASSERT_EQ(Then(person, SetStopped(person, Sms(person), true)), "done");
  EXPECT_EQ(Then(person, SendCode(person, Sms(person), "hash", At(kNow))), "CONTACT_STOPPED");
  ASSERT_EQ(Then(person, SetStopped(person, Sms(person), false)), "done");
  EXPECT_EQ(Then(person, SendCode(person, Sms(person), "hash", At(kNow))), "done");
}

RC_GTEST_PROP(ContactsProperty, NoOrderOfRequestsVerifiesAnAddressWithoutItsCode, ()) {
  Person person = Mother();
  auto at = kNow;
  for (int i = *rc::gen::inRange(1, 20); i > 0; --i, at += std::chrono::seconds{*rc::gen::inRange(1, 4000)}) {
    switch (*rc::gen::inRange(0, 4)) {
      case 0: Then(person, SendCode(person, Sms(person), "hash", At(at)), at); break;
      case 1: Then(person, ConfirmCode(person, Sms(person), false, At(at)), at); break;
      case 2: Then(person, SetStopped(person, Sms(person), *rc::gen::arbitrary<bool>()), at); break;
      default: person = Merged(person, Mother()); break;
    }
    RC_ASSERT(!FindContact(person, Sms(person))->has_verified_at());
    RC_ASSERT(FindContact(person, Sms(person))->codes_sent() <= kCodesPerDayMax);
  }
}

}  // namespace
}  // namespace watchbell::notification
