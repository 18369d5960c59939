#include "services/notification/channels/webhook_signature.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification::channels {
namespace {

TEST(WebhookSignature, TheSpecificationsOwnExampleIsReproduced) {
  const auto secret = WebhookSecret::Parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(WebhookSignature, AnySecretOfAnotherFormIsRefused) {
  for (const char* text : {"", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZI",
                           "whsec_not base64 at all, not at all!!"})
    EXPECT_FALSE(WebhookSecret::Parse(text)) << text;
  EXPECT_FALSE(WebhookSecret::Parse("whsec_" + std::string(88, 'A'))) << "66 bytes";
}

}  // namespace
}  // namespace watchbell::notification::channels
