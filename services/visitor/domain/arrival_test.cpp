#include "services/visitor/domain/arrival.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

using namespace std::chrono;
constexpr year_month_day kToday = 2026y / 11 / 22;

// An invented licence.
constexpr char kBarcode[] =
    "@\n\x1e\rANSI "
    "636006090001DL00290100DLDAQ987654321\nDCSROE\nDACJANE\nDADQ\nDBB03041985\nDBA01012025\nDBC2\n\r";

v1::CheckInRequest Typed() {
  v1::CheckInRequest request;
  request.set_school("lincoln-es");
  auto& manual = *request.mutable_manual();
  manual.set_given_name("Jane");
  manual.set_family_name("Roe");
  manual.set_date_of_birth("1985-03-04");
  manual.set_document_kind(v1::Document::KIND_OTHER);
  return request;
}
Error ErrorOf(const v1::CheckInRequest& request) { return ReadArrival(request, kToday).error(); }

TEST(Arrival, ALicenceGivesTheIdentityAndNoMoreThanTheLastFourOfItsNumber) {
  v1::CheckInRequest request;
  request.set_barcode(kBarcode);
  const auto arrival = ReadArrival(request, kToday);
  ASSERT_TRUE(arrival);
  EXPECT_EQ(arrival->visit.family_name(), "ROE");
  EXPECT_EQ(arrival->visit.date_of_birth(), "1985-03-04");
  EXPECT_EQ(arrival->visit.document().number_last4(), "4321");
  EXPECT_EQ(arrival->visit.SerializeAsString().find("98765"), std::string::npos);
  EXPECT_EQ(arrival->query.name.surname, "ROE");
}

// The specimens of ICAO Doc 9303: Utopia has no citizens.
constexpr char kPassport[] =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
constexpr char kCard[] =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n";

TEST(Arrival, APassportAndAnIdentityCardIdentifyTheVisitorWithoutTheirCountry) {
  v1::CheckInRequest request;
  request.set_mrz(kPassport);
  const auto passport = ReadArrival(request, kToday);
  ASSERT_TRUE(passport);
  EXPECT_EQ(passport->visit.document().kind(), v1::Document::KIND_PASSPORT);
  EXPECT_EQ(passport->visit.family_name(), "ERIKSSON");
  EXPECT_EQ(passport->visit.date_of_birth(), "1974-08-12");
  EXPECT_EQ(passport->visit.SerializeAsString().find("UTO"), std::string::npos);
  EXPECT_EQ(passport->query.name.middle, "MARIA");
  request.set_mrz(kCard);
  EXPECT_EQ(ReadArrival(request, kToday)->visit.document().kind(), v1::Document::KIND_IDENTITY_CARD);
  request.set_mrz("P<UTO");
  EXPECT_EQ(ErrorOf(request).field, "mrz");
}

TEST(Arrival, AMisreadPassportIsScannedAgain) {
  v1::CheckInRequest request;
  std::string misread = kPassport;
  misread[misread.find("L898902C3")] = 'K';
  request.set_mrz(misread);
  EXPECT_EQ(ErrorOf(request).reason, "SCAN_MISREAD");
}

TEST(Arrival, WhatWasShownIsSaidEvenWhenItWasNothing) {
  auto request = Typed();
  request.mutable_manual()->clear_document_kind();
  EXPECT_EQ(ErrorOf(request).reason, "DOCUMENT_KIND_MISSING");
  request.mutable_manual()->set_document_kind(v1::Document::KIND_NONE);
  EXPECT_TRUE(ReadArrival(request, kToday));
}

TEST(Arrival, ANameThatNoListCouldNameIsNoName) {
  for (const char* name : {" ", "-", "\xE2\x80\x8B", "\xF0\x9F\x98\x80", "...", ""}) {
    auto request = Typed();
    request.mutable_manual()->set_family_name(name);
    EXPECT_EQ(ErrorOf(request).reason, "NAME_MISSING") << name;
    EXPECT_EQ(ErrorOf(request).field, "manual.family_name");
  }
  v1::CheckInRequest scanned;
  scanned.set_barcode(std::string{kBarcode}.replace(std::string_view{kBarcode}.find("ROE"), 3, "---"));
  EXPECT_EQ(ErrorOf(scanned).reason, "SCAN_WITHOUT_NAME");
  auto request = Typed();
  request.mutable_manual()->set_given_name("Jane\nJohn");
  EXPECT_EQ(ErrorOf(request).reason, "NAME_MALFORMED");
}

TEST(Arrival, NobodyWasBornBeforeAnybodyAlive) {
  auto request = Typed();
  request.mutable_manual()->set_date_of_birth("1899-12-31");
  EXPECT_EQ(ErrorOf(request).reason, "BIRTH_DATE_MALFORMED");
}

TEST(Arrival, WhoIsUnderEighteenIsAMinor) {
  auto request = Typed();
  request.mutable_manual()->set_date_of_birth("2008-11-22");
  EXPECT_FALSE(ReadArrival(request, kToday)->visit.minor());
  request.mutable_manual()->set_date_of_birth("2008-11-23");
  EXPECT_TRUE(ReadArrival(request, kToday)->visit.minor());
}

TEST(Arrival, AnInvitedPersonIsNotTypedAgain) {
  v1::Invitation invitation;
  invitation.set_id("invitation");
  invitation.set_purpose("book fair");
  invitation.set_person_kind(v1::PERSON_KIND_VOLUNTEER);
  invitation.add_allowed_zones("library");
  auto& person = *invitation.add_expected();
  person.set_given_name("Jane");
  person.set_family_name("Roe");
  person.set_email("jane@example.org");
  v1::CheckInRequest request;
  auto& invited = *request.mutable_invited();
  EXPECT_EQ(ErrorOf(request).field, "invitation_code");
  EXPECT_EQ(ReadArrival(request, kToday, invitation).error().field, "invited.date_of_birth");
  invited.set_date_of_birth("1985-03-04");
  EXPECT_EQ(ReadArrival(request, kToday, invitation).error().field, "invited.document_kind");
  invited.set_document_kind(v1::Document::KIND_DRIVING_LICENCE);
  const auto arrival = ReadArrival(request, kToday, invitation);
  ASSERT_TRUE(arrival);
  EXPECT_EQ(arrival->visit.family_name(), "Roe");
  EXPECT_EQ(arrival->visit.contact_email(), "jane@example.org");
  EXPECT_EQ(arrival->visit.purpose(), "book fair");
  EXPECT_EQ(arrival->visit.kind(), v1::PERSON_KIND_VOLUNTEER);
  EXPECT_EQ(arrival->visit.allowed_zones(0), "library");
  EXPECT_EQ(arrival->query.name.surname, "Roe");
  invited.set_person(1);
  EXPECT_EQ(ReadArrival(request, kToday, invitation).error().reason, "PERSON_NOT_INVITED");
}

TEST(Arrival, AnExpiredLicenceIsAWarning) {
  v1::CheckInRequest request;
  request.set_barcode(kBarcode);
  EXPECT_TRUE(ReadArrival(request, kToday)->visit.document().expired());
}

TEST(Arrival, AScanThatIsNoLicenceSaysToTypeInstead) {
  v1::CheckInRequest request;
  request.set_barcode("4006381333931");
  EXPECT_EQ(ErrorOf(request).reason, "SCAN_NOT_A_LICENCE");
  EXPECT_EQ(ErrorOf(request).field, "barcode");
}

TEST(Arrival, TypedDetailsAreTakenAsTheyAre) {
  const auto arrival = ReadArrival(Typed(), kToday);
  ASSERT_TRUE(arrival);
  EXPECT_EQ(arrival->visit.entry(), "main");
  EXPECT_TRUE(arrival->query.born.whole());
}

TEST(Arrival, WhatIsMissingOrMalformedIsNamed) {
  EXPECT_EQ(ErrorOf({}).field, "identity");
  auto nameless = Typed();
  nameless.mutable_manual()->clear_family_name();
  EXPECT_EQ(ErrorOf(nameless).field, "manual.family_name");
  for (const char* date : {"", "1985", "04/03/1985", "2031-01-01"}) {
    auto request = Typed();
    request.mutable_manual()->set_date_of_birth(date);
    EXPECT_EQ(ErrorOf(request).field, "manual.date_of_birth") << date;
  }
  for (const char* email : {"nobody", "a@b\r\nBcc: c@d", "a@b, c@d"}) {
    auto request = Typed();
    request.set_contact_email(email);
    EXPECT_EQ(ErrorOf(request).field, "contact_email") << email;
  }
}

}  // namespace
}  // namespace watchbell::visitor
