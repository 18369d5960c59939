#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "services/notification/channels/channel_test_support.hpp"
#include "services/notification/channels/provider.hpp"
#include "services/notification/channels/web_push_crypto.hpp"
#include "services/notification/sinks/sinks.hpp"

namespace watchbell::notification::channels {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Bytes(const char* text) { return DecodeUrl64(text).value_or("malformed"); }

// RFC 8291, section 5 and appendix A.
TEST(WebPushCrypto, TheExampleOfTheStandardComesOutByteForByte) {
  const PushReceiver receiver{
      Bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
      Bytes("BTBZMqHH6r4Tts7J_aSIgg")};
  const auto sender = PushKeyOf(
      Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
      Bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"));
  const auto body = EncryptPush(receiver, "When I grow up, I want to be a watermelon", sender,
                                Bytes("DGv6ra1nlYgDCS1FRnbzlw"));
  ASSERT_TRUE(body);
  EXPECT_EQ(
      EncodeUrl64(*body),
      "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
      "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
  const auto own = PushKeyOf(Bytes("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"), receiver.public_key);
  EXPECT_EQ(DecryptPush(own, receiver.auth, *body), "When I grow up, I want to be a watermelon");
  EXPECT_FALSE(DecryptPush(own, std::string(16, 'x'), *body));
}

TEST(WebPushCrypto, WhatIsNoKeyOrTooLongIsRefused) {
  const PushReceiver good{PublicKeyOf(NewPushKey()), std::string(16, 'a')};
  const std::string salt(16, 's');
  EXPECT_TRUE(EncryptPush(good, std::string(kPushTextMax, 'x'), NewPushKey(), salt));
  EXPECT_FALSE(EncryptPush(good, std::string(kPushTextMax + 1, 'x'), NewPushKey(), salt));
  EXPECT_FALSE(EncryptPush({std::string(65, '\x04'), good.auth}, "x", NewPushKey(), salt));
  EXPECT_FALSE(EncryptPush({"", good.auth}, "x", NewPushKey(), salt));
  EXPECT_FALSE(DecryptPush(NewPushKey(), good.auth, "short"));
}

class WebPush : public ::testing::Test {
 protected:
  WebPush() {
    const auto key = NewPushKey();
    auto* file = std::fopen(key_file_.c_str(), "w");
    PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
  }
  std::unique_ptr<Channel> Open(const std::string& more = " inside=yes") {
    const auto spec = ParseProvider(
        "name=push kind=web-push contact=mailto:ops@schools.example key-file=" + key_file_ + more);
    auto channel = OpenWebPush(*spec, SystemClock());
    EXPECT_TRUE(channel);
    return std::move(*channel);
  }
  OutgoingMessage ToDevice(const std::string& path) const {
    auto message = SomeMessage();
    message.recipient_address =
        nlohmann::json{
            {"endpoint", "http://127.0.0.1:" + std::to_string(sinks_.http_port()) + path},
            {"keys", {{"p256dh", EncodeUrl64(PublicKeyOf(device_))}, {"auth", EncodeUrl64(auth_)}}}}
            .dump();
    return message;
  }

  const std::string key_file_ = ::testing::TempDir() + "vapid.pem";
  const PushKey device_ = NewPushKey();
  const std::string auth_ = std::string(16, 'a');
  sinks::Sinks sinks_;
};

TEST_F(WebPush, OnlyTheDeviceReadsTheMessageAndTheServiceKnowsWhoSentIt) {
  EXPECT_EQ(SendOne(*Open(), ToDevice("/push/1")).state, v1::Attempt::STATE_SENT);
  const auto kept = sinks_.store().After(0);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].headers.at("content-encoding"), "aes128gcm");
  EXPECT_EQ(kept[0].headers.at("urgency"), "high");
  EXPECT_THAT(kept[0].headers.at("authorization"), StartsWith("vapid t=ey"));
  EXPECT_EQ(kept[0].body.find("Stay"), std::string::npos);
  const auto text = DecryptPush(device_, auth_, kept[0].body);
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("Stay inside."));
}

TEST_F(WebPush, ADeviceThatUnsubscribedIsGone) {
  const auto result = SendOne(*Open(), ToDevice("/push/gone"));
  EXPECT_EQ(result.state, v1::Attempt::STATE_UNREACHABLE);
  EXPECT_EQ(result.reason, "ADDRESS_GONE");
}

TEST_F(WebPush, AnAddressInsideTheHouseIsNeverAsked) {
  auto message = ToDevice("/push/1");
  EXPECT_EQ(SendOne(*Open(""), message).state, v1::Attempt::STATE_FAILED);
  message.recipient_address = "{}";
  EXPECT_EQ(SendOne(*Open(), message).reason, "INVALID_ADDRESS");
  EXPECT_EQ(sinks_.store().count(), 0U);
}

}  // namespace
}  // namespace watchbell::notification::channels
