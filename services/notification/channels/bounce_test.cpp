#include "services/notification/channels/bounce.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification::channels {
namespace {

std::string Dsn(const std::string& action, const std::string& status,
                const std::string& report = "lincoln-es/b1/p1_email") {
  return "Subject: Undelivered\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: "
         "dns; mx\r\n\r\n"
         "Final-Recipient: rfc822; ana@families.example\r\nAction: " +
         action + "\r\nStatus: " + status +
         "\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nx-watchbell-delivery: " + report +
         "\r\n--b--\r\n";
}

TEST(Bounce, AFailureNamesTheMailAndWhy) {
  const auto bounce = ParseBounce(Dsn("Failed", "5.1.1"));
  ASSERT_TRUE(bounce);
  EXPECT_EQ(bounce->report, "lincoln-es/b1/p1_email");
  EXPECT_EQ(bounce->attempt.state(), v1::Attempt::STATE_FAILED);
  EXPECT_EQ(bounce->attempt.reason(), "ADDRESS_UNKNOWN");
  EXPECT_EQ(ParseBounce(Dsn("failed", "5.2.2"))->attempt.reason(), "MAILBOX_FULL");
  EXPECT_EQ(ParseBounce(Dsn("failed", "5.7.1"))->attempt.reason(), "REFUSED_AS_UNWANTED");
  EXPECT_EQ(ParseBounce(Dsn("failed", "4.4.7"))->attempt.reason(), "NOT_DELIVERED");
}

TEST(Bounce, WhatArrivedAfterAllIsDelivered) {
  EXPECT_EQ(ParseBounce(Dsn("delivered", "2.0.0"))->attempt.state(), v1::Attempt::STATE_DELIVERED);
}

TEST(Bounce, WhatIsNotFinalOrNotOursIsNothing) {
  EXPECT_FALSE(ParseBounce(Dsn("delayed", "4.4.1")));
  EXPECT_FALSE(ParseBounce(Dsn("failed", "5.1.1", "../../etc")));
  EXPECT_FALSE(ParseBounce(Dsn("failed", "5.1.1", "only-one-part")));
  EXPECT_FALSE(ParseBounce(""));
  EXPECT_FALSE(ParseBounce(std::string(kBounceBytesMax + 1, 'x')));
}

}  // namespace
}  // namespace watchbell::notification::channels
