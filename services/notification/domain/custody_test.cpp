#include "services/notification/domain/custody.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::notification {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;
using v1::CheckReleaseResponse;
using v1::Custody;
using v1::CustodyEvent;

constexpr char kDay[] = "2026-11-23";
const Context kPrincipal{.now = TimePoint{std::chrono::seconds{1'800'000'000}}, .actor_id = "principal"};
const Context kSecurity{.now = TimePoint{std::chrono::seconds{1'800'000'000}}, .actor_id = "security"};

v1::Person Guardian(const char* id, const char* given, const char* family) {
  v1::Person person;
  person.set_id(id);
  person.set_given_name(given);
  person.set_family_name(family);
  return person;
}
const Guardians kParents{Guardian("mother", "María José", "García-López"),
                         Guardian("father", "Juan", "García")};

v1::AuthorisedAdult Alternate(const char* given, const char* family, const char* born = "") {
  v1::AuthorisedAdult adult;
  adult.set_given_name(given);
  adult.set_family_name(family);
  adult.set_date_of_birth(born);
  adult.mutable_consent()->set_guardian_id("mother");
  adult.mutable_consent()->set_form(v1::Consent::FORM_SIGNED);
  return adult;
}

v1::BarAdultRequest Barring(const char* given, const char* family, const char* born = "") {
  v1::BarAdultRequest request;
  request.set_request_id("bar-1");
  request.set_student_id("student");
  auto& adult = *request.mutable_adult();
  adult.set_given_name(given);
  adult.set_family_name(family);
  adult.set_date_of_birth(born);
  adult.set_document_ref("FA-26-1");
  adult.set_starts_on("2026-01-01");
  return request;
}

std::string Reason(const Decision<CustodyEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
Custody After(Custody custody, const Decision<CustodyEvent>& decision, const Context& context = kPrincipal) {
  auto event = std::get<CustodyEvent>(decision);
  event.mutable_meta()->set_actor_id(context.actor_id);
  *event.mutable_meta()->mutable_at() = ToProto(context.now);
  Custodies::Evolve(custody, event);
  return custody;
}
Custody Named(const v1::AuthorisedAdult& alternate) {
  v1::AddAuthorisedAdultRequest request;
  request.set_student_id("student");
  *request.mutable_alternate() = alternate;
  return After({}, AddAlternate({}, request, kParents, kDay, kPrincipal));
}
Custody Barred(const v1::BarAdultRequest& request, const Custody& before = {}) {
  return After(before, Bar(before, request, nullptr, kPrincipal));
}
CheckReleaseResponse Check(const Custody& custody, const char* given, const char* family, const char* born,
                           const char* day = kDay) {
  v1::CheckReleaseRequest adult;
  adult.set_given_name(given);
  adult.set_family_name(family);
  adult.set_date_of_birth(born);
  adult.set_day(day);
  return CheckRelease(custody, kParents, adult);
}

TEST(ReleaseCheck, AGuardianIsAuthorisedHoweverTheNameIsWritten) {
  const auto answer = Check({}, "MARIA JOSE", "GARCIA LOPEZ", "1980-05-06");
  EXPECT_EQ(answer.verdict(), v1::RELEASE_VERDICT_AUTHORISED);
  EXPECT_THAT(answer.grounds(), ElementsAre(CheckReleaseResponse::GROUND_GUARDIAN));
}

TEST(ReleaseCheck, NothingIsGuessed) {
  for (const auto& [given, family] : {std::pair{"Maria", "Garcia Lopez"},
                                      {"Garcia Lopez", "Maria Jose"},
                                      {"Mary Jose", "Garcia Lopez"},
                                      {"", ""},
                                      {"-", "-"}}) {
    const auto answer = Check({}, given, family, "1980-05-06");
    EXPECT_EQ(answer.verdict(), v1::RELEASE_VERDICT_NOT_LISTED) << given << " " << family;
    EXPECT_THAT(answer.grounds(), ElementsAre(CheckReleaseResponse::GROUND_NOBODY));
  }
}

TEST(ReleaseCheck, AnAlternateNeedsTheBirthDateThatTheFamilyGave) {
  const auto custody = Named(Alternate("Ana", "Ruiz", "1990-02-03"));
  EXPECT_EQ(Check(custody, "ana", "ruiz", "1990-02-03").verdict(), v1::RELEASE_VERDICT_AUTHORISED);
  EXPECT_EQ(Check(custody, "ana", "ruiz", "1990-03-02").verdict(), v1::RELEASE_VERDICT_NOT_LISTED);
  EXPECT_EQ(Check(custody, "ana", "ruiz", "").verdict(), v1::RELEASE_VERDICT_NOT_LISTED);
  EXPECT_THAT(Check(Named(Alternate("Ana", "Ruiz")), "ana", "ruiz", "1990-03-02").grounds(),
              ElementsAre(CheckReleaseResponse::GROUND_ALTERNATE_BY_NAME));
}

TEST(ReleaseCheck, ABarOutweighsAGuardian) {
  v1::BarAdultRequest request = Barring("", "");
  request.mutable_adult()->set_person_id("father");
  const auto custody = After({}, Bar({}, request, &kParents[1], kPrincipal));
  const auto answer = Check(custody, "Juan", "Garcia", "1979-01-01");
  EXPECT_EQ(answer.verdict(), v1::RELEASE_VERDICT_BARRED);
  EXPECT_THAT(answer.consenting_guardian_ids(), ElementsAre("mother"));
}

TEST(ReleaseCheck, ABarIsFoundUnderSwappedNamesAndUnderOneNameWithTheSameBirthDate) {
  const auto custody = Barred(Barring("Juan", "García", "1979-01-01"));
  EXPECT_EQ(Check(custody, "García", "Juan", "1979-01-01").verdict(), v1::RELEASE_VERDICT_BARRED);
  EXPECT_EQ(Check(custody, "Juan", "García", "").verdict(), v1::RELEASE_VERDICT_BARRED);
  EXPECT_THAT(Check(custody, "John", "García", "1979-01-01").grounds(),
              ElementsAre(CheckReleaseResponse::GROUND_BAR_BY_BIRTH_DATE));
}

TEST(ReleaseCheck, ANamesakeWithAnotherBirthDateIsNotBarred) {
  const auto custody = Barred(Barring("Juan", "García", "1979-01-01"));
  EXPECT_EQ(Check(custody, "Juan", "García", "2001-09-09").verdict(), v1::RELEASE_VERDICT_AUTHORISED);
}

TEST(ReleaseCheck, ABarHoldsOnItsFirstAndLastDayAndNotOutsideThem) {
  auto request = Barring("Juan", "García");
  request.mutable_adult()->set_ends_on("2026-11-23");
  const auto custody = Barred(request);
  for (const auto* day : {"2026-01-01", "2026-11-23"}) {
    EXPECT_EQ(Check(custody, "Juan", "García", "", day).verdict(), v1::RELEASE_VERDICT_BARRED) << day;
  }
  for (const auto* day : {"2025-12-31", "2026-11-24"}) {
    EXPECT_EQ(Check(custody, "Juan", "García", "", day).verdict(), v1::RELEASE_VERDICT_AUTHORISED) << day;
  }
}

RC_GTEST_PROP(ReleaseCheck, WhoeverIsBarredByNameIsNeverAuthorised, ()) {
  const auto given = *rc::gen::element<std::string>("Juan", "María José", "Ana", "Óscar");
  const auto family = *rc::gen::element<std::string>("García", "García-López", "Ruiz");
  const auto born = *rc::gen::element<std::string>("", "1979-01-01", "1990-02-03");
  auto custody = Named(Alternate(given.c_str(), family.c_str(), born.c_str()));
  custody = Barred(Barring(given.c_str(), family.c_str()), custody);
  RC_ASSERT(Check(custody, given.c_str(), family.c_str(), born.c_str()).verdict() ==
            v1::RELEASE_VERDICT_BARRED);
}

TEST(Custody, ABarIsLiftedByTwoPeopleAndHoldsUntilThen) {
  auto custody = Barred(Barring("Juan", "García"));
  v1::LiftBarRequest request;
  request.set_bar_id("bar-1");
  EXPECT_EQ(Reason(LiftBar(custody, request, kPrincipal)), "REASON_MISSING");
  request.set_reason("The order was withdrawn.");
  custody = After(custody, LiftBar(custody, request, kPrincipal));
  EXPECT_EQ(Check(custody, "Juan", "García", "").verdict(), v1::RELEASE_VERDICT_BARRED);
  EXPECT_EQ(Reason(LiftBar(custody, request, kPrincipal)), "SECOND_PERSON_NEEDED");
  custody = After(custody, LiftBar(custody, request, kSecurity), kSecurity);
  EXPECT_EQ(custody.barred(0).lift_asked_by(), "principal");
  EXPECT_EQ(custody.barred(0).lifted_by(), "security");
  EXPECT_EQ(Check(custody, "Juan", "García", "").verdict(), v1::RELEASE_VERDICT_AUTHORISED);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(LiftBar(custody, request, kSecurity)));
}

TEST(Custody, ABarNeedsItsDocumentAndItsDays) {
  auto request = Barring("Juan", "García");
  request.mutable_adult()->clear_document_ref();
  EXPECT_EQ(Reason(Bar({}, request, nullptr, kPrincipal)), "DOCUMENT_MISSING");
  request = Barring("Juan", "García");
  request.mutable_adult()->set_starts_on("2026-02-30");
  EXPECT_EQ(Reason(Bar({}, request, nullptr, kPrincipal)), "START_MISSING");
  request = Barring("Juan", "García");
  request.mutable_adult()->set_ends_on("2025-12-31");
  EXPECT_EQ(Reason(Bar({}, request, nullptr, kPrincipal)), "END_MALFORMED");
  EXPECT_EQ(Reason(Bar({}, Barring("", ""), nullptr, kPrincipal)), "NAME_MISSING");
}

TEST(Custody, ANinthBarTakesThePlaceOfALiftedOneOrIsRefused) {
  Custody custody;
  for (int i = 0; i < kBarredMax; ++i) custody = Barred(Barring("Juan", "García"), custody);
  EXPECT_EQ(Reason(Bar(custody, Barring("Juan", "García"), nullptr, kPrincipal)), "TOO_MANY_BARS");
  *custody.mutable_barred(3)->mutable_lifted_at() = ToProto(kPrincipal.now);
  custody = Barred(Barring("Ana", "Ruiz"), custody);
  EXPECT_EQ(custody.barred_size(), kBarredMax);
  EXPECT_EQ(custody.barred(kBarredMax - 1).given_name(), "Ana");
}

TEST(Custody, OnlyAGuardianWhoIsNotBarredNamesAnAlternate) {
  v1::SetCustodyRequest request;
  request.set_student_id("student");
  *request.add_alternates() = Alternate("Ana", "Ruiz");
  request.mutable_alternates(0)->mutable_consent()->set_guardian_id("neighbour");
  EXPECT_EQ(Reason(SetAlternates({}, request, kParents, kDay, kPrincipal)), "NOT_A_GUARDIAN");
  request.mutable_alternates(0)->mutable_consent()->set_guardian_id("father");
  const auto barred = Barred(Barring("Juan", "García"));
  EXPECT_EQ(Reason(SetAlternates(barred, request, kParents, kDay, kPrincipal)), "NOT_A_GUARDIAN");
  request.mutable_alternates(0)->mutable_consent()->set_guardian_id("mother");
  const auto custody = After(barred, SetAlternates(barred, request, kParents, kDay, kPrincipal));
  EXPECT_EQ(custody.alternates(0).consent().recorded_by(), "principal");
  EXPECT_EQ(custody.barred_size(), 1);
  request.clear_alternates();
  EXPECT_THAT(After(custody, SetAlternates(custody, request, kParents, kDay, kPrincipal)).alternates(),
              IsEmpty());
}

}  // namespace
}  // namespace watchbell::notification
