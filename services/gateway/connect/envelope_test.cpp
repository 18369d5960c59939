#include "services/gateway/connect/envelope.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::gateway::connect {
namespace {

std::string Bytes(std::initializer_list<int> bytes) {
  std::string text;
  for (const int byte : bytes) text += static_cast<char>(byte);
  return text;
}

TEST(Envelope, HasFlagsThenTheLengthBigEndian) {
  EXPECT_EQ(Enclose(kEndStream, "{}"), Bytes({2, 0, 0, 0, 2, '{', '}'}));
  EXPECT_EQ(Enclose(0, std::string(258, 'x')).substr(0, 5), Bytes({0, 0, 0, 1, 2}));
}

RC_GTEST_PROP(Envelope, WhatIsEnclosedComesOut, (const std::string& payload)) {
  RC_ASSERT(OnlyMessage(Enclose(0, payload)) == payload);
}

TEST(Envelope, ARequestThatIsNotExactlyOneMessageIsRefused) {
  const std::string one = Enclose(0, "{}");
  for (const auto& body : {std::string{}, one.substr(0, 4), one.substr(0, 6), one + one, one + "x",
                           Bytes({0, 255, 255, 255, 255})}) {
    const auto message = OnlyMessage(body);
    ASSERT_FALSE(message);
    EXPECT_EQ(message.error().code, Code::kInvalidArgument);
  }
}

TEST(Envelope, FlagsInARequestAreRefused) {
  EXPECT_FALSE(OnlyMessage(Enclose(kCompressed, "{}")));
  EXPECT_FALSE(OnlyMessage(Enclose(kEndStream, "{}")));
}

}  // namespace
}  // namespace watchbell::gateway::connect
