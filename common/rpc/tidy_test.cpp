#include "common/rpc/tidy.hpp"

#include <gtest/gtest.h>

#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::rpc {
namespace {

visitor::v1::CheckInRequest Until(std::int64_t second, std::int32_t nanos = 0) {
  visitor::v1::CheckInRequest request;
  request.mutable_valid_until()->set_seconds(second);
  request.mutable_valid_until()->set_nanos(nanos);
  return request;
}

TEST(Tidy, AMomentOfOurTimeIsTaken) {
  for (auto request :
       {visitor::v1::CheckInRequest{}, Until(kEarliestSecond), Until(kLatestSecond, 999'999'999)})
    EXPECT_TRUE(Tidy(request));
}

TEST(Tidy, TheBeginningAndTheEndOfTheCalendarAreRefusedAndTheFieldNamed) {
  for (auto request : {Until(kEarliestSecond - 1), Until(kLatestSecond + 1), Until(253'402'300'799),
                       Until(0, -1), Until(0, 1'000'000'000)}) {
    const auto tidied = Tidy(request);
    ASSERT_FALSE(tidied);
    EXPECT_EQ(tidied.error().reason, "TIME_OUT_OF_RANGE");
    EXPECT_EQ(tidied.error().field, "valid_until");
  }
  visitor::v1::ListOnSiteResponse many;
  many.add_visits();
  *many.add_visits()->mutable_valid_until() = Until(-1).valid_until();
  EXPECT_EQ(Tidy(many).error().field, "visits.valid_until");
}

TEST(Tidy, ATextOfBlanksAloneIsEmptyAndEveryOtherIsLeftAsItIs) {
  visitor::v1::CheckInRequest request;
  request.set_purpose(" \t\r\n");
  request.set_entry(" gym ");
  request.mutable_manual()->set_family_name("  ");
  request.mutable_manual()->set_given_name("Ana\n");
  request.add_allowed_zones(" ");
  ASSERT_TRUE(Tidy(request));
  EXPECT_EQ(request.purpose(), "");
  EXPECT_EQ(request.entry(), " gym ");
  EXPECT_EQ(request.manual().family_name(), "");
  EXPECT_EQ(request.manual().given_name(), "Ana\n");
  EXPECT_EQ(request.allowed_zones_size(), 1);
}

TEST(Tidy, WhichOfSeveralWasSentIsNotForgotten) {
  visitor::v1::CheckInRequest request;
  request.set_barcode(" ");
  ASSERT_TRUE(Tidy(request));
  EXPECT_EQ(request.identity_case(), visitor::v1::CheckInRequest::kBarcode);
}

}  // namespace
}  // namespace watchbell::rpc
