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
