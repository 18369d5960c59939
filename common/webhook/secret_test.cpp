#include "common/webhook/secret.hpp"

#include <gtest/gtest.h>

namespace watchbell {
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

TEST(WebhookSignature, ANewSecretMatchesItsOwnSignatureAndNothingElse) {
  const auto secret = WebhookSecret::New();
  const auto same = WebhookSecret::Parse(secret.Text());
  ASSERT_TRUE(same);
  const std::string signature = secret.Sign("id", 1, "lockdown");
  EXPECT_TRUE(same->Matches(signature, "id", 1, "lockdown"));
  EXPECT_FALSE(same->Matches(signature, "id", 1, "assist"));
  EXPECT_FALSE(same->Matches(signature, "id", 2, "lockdown"));
  EXPECT_FALSE(same->Matches("", "id", 1, "lockdown"));
  EXPECT_FALSE(WebhookSecret::New().Matches(signature, "id", 1, "lockdown"));
}

}  // namespace
}  // namespace watchbell
