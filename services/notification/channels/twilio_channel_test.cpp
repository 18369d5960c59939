#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "services/notification/channels/channel_test_support.hpp"
#include "services/notification/channels/form.hpp"
#include "services/notification/channels/provider.hpp"
#include "services/notification/channels/twilio.hpp"
#include "services/notification/sinks/sinks.hpp"

namespace watchbell::notification::channels {
namespace {

using ::testing::HasSubstr;

class Twilio : public ::testing::Test {
 protected:
  Twilio() { std::ofstream(token_) << "token\n"; }
  std::unique_ptr<Channel> Open(const std::string& kind) {
    const auto spec = ParseProvider(
        "name=twilio-a kind=" + kind + " url=http://127.0.0.1:" + std::to_string(sinks_.http_port()) +
        " account=AC1 token-file=" + token_ + " from=+12035550100 callback=https://bell.example");
    EXPECT_TRUE(spec);
    auto channel = FindKind(kind)->open(*spec, SystemClock());
    EXPECT_TRUE(channel);
    return std::move(*channel);
  }
  static OutgoingMessage To(const std::string& number) {
    auto message = SomeMessage();
    message.recipient_address = number;
    message.report = "lincoln-es/b1/p1_sms";
    return message;
  }

  const std::string token_ = ::testing::TempDir() + "twilio-token";
  sinks::Sinks sinks_;
};

TEST_F(Twilio, ATextArrivesWithItsCallbackAndBringsTheProvidersId) {
  const auto result = SendOne(*Open("twilio-sms"), To("+12035550111"));
  EXPECT_EQ(result.state, v1::Attempt::STATE_SENT);
  EXPECT_TRUE(result.provider_id.starts_with("SM"));
  const auto kept = sinks_.store().After(0);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].channel, "sms");
  EXPECT_EQ(kept[0].to, "+12035550111");
  EXPECT_EQ(kept[0].body, SomeMessage().text);
  EXPECT_EQ(kept[0].subject, "https://bell.example/provider/twilio-a/status/lincoln-es/b1/p1_sms");
  EXPECT_EQ(kept[0].headers.at("authorization"), "Basic QUMxOnRva2Vu");
}

TEST_F(Twilio, ACallReadsTheTextAndAsksForAKey) {
  EXPECT_EQ(SendOne(*Open("twilio-voice"), To("+12035550111")).state, v1::Attempt::STATE_SENT);
  const auto kept = sinks_.store().After(0);
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].channel, "voice");
  EXPECT_THAT(kept[0].body, HasSubstr("Stay inside."));
  EXPECT_THAT(kept[0].body, HasSubstr("<Gather numDigits=\"1\""));
}

TEST_F(Twilio, WhoSaidStopToTheProviderIsUnreachableThere) {
  const auto result = SendOne(*Open("twilio-sms"), To("+15005550004"));
  EXPECT_EQ(result.state, v1::Attempt::STATE_UNREACHABLE);
  EXPECT_EQ(result.reason, "ADDRESS_STOPPED");
}

TEST_F(Twilio, ANumberThatIsNoneIsNotTriedAndOneThatTheProviderDoesNotKnowNotAgain) {
  const auto channel = Open("twilio-sms");
  EXPECT_EQ(SendOne(*channel, To("0203 555")).reason, "INVALID_ADDRESS");
  EXPECT_EQ(SendOne(*channel, To("+15005550001")).reason, "INVALID_ADDRESS");
  EXPECT_EQ(sinks_.store().count(), 0U);
}

TEST_F(Twilio, ABusyProviderIsBusy) {
  sinks_.faults().fail_percent = 100;
  EXPECT_EQ(SendOne(*Open("twilio-sms"), To("+12035550111")).reason, "PROVIDER_BUSY");
}

// The example of twilio.com/docs/usage/security.
TEST(TwilioSignature, IsTheOneOfTheDocumentation) {
  const std::map<std::string, std::string> form{{"CallSid", "CA1234567890ABCDE"},
                                                {"Caller", "+14158675310"},
                                                {"Digits", "1234"},
                                                {"From", "+14158675310"},
                                                {"To", "+18005551212"}};
  const std::string url = "https://example.com/myapp.php?foo=1&bar=2";
  EXPECT_EQ(TwilioSignature("12345", url, form), "L/OH5YylLD5NRKLltdqwSvS0BnU=");
  EXPECT_TRUE(IsTwilioSignature("L/OH5YylLD5NRKLltdqwSvS0BnU=", "12345", url, form));
  EXPECT_FALSE(IsTwilioSignature("L/OH5YylLD5NRKLltdqwSvS0BnU=", "12346", url, form));
  EXPECT_FALSE(IsTwilioSignature("", "12345", url, form));
}

TEST(TwilioStatus, SaysWhatBecameOfATextOrACall) {
  EXPECT_EQ(TwilioStatus({{"MessageStatus", "delivered"}, {"MessageSid", "SM1"}}).state(),
            v1::Attempt::STATE_DELIVERED);
  EXPECT_EQ(TwilioStatus({{"MessageStatus", "undelivered"}}).reason(), "NOT_DELIVERED");
  EXPECT_EQ(TwilioStatus({{"MessageStatus", "failed"}, {"ErrorCode", "21610"}}).reason(), "ADDRESS_STOPPED");
  EXPECT_EQ(TwilioStatus({{"CallStatus", "no-answer"}}).reason(), "NO_ANSWER");
  EXPECT_EQ(TwilioStatus({{"CallStatus", "ringing"}}).state(), v1::Attempt::STATE_UNSPECIFIED);
}

TEST(Form, IsReadAsItWasWritten) {
  const auto form = ParseForm(EncodeForm({{"a b", "1&2=\xc3\xa9+"}, {"c", ""}}));
  ASSERT_TRUE(form);
  EXPECT_EQ(form->at("a b"), "1&2=\xc3\xa9+");
  EXPECT_EQ(form->at("c"), "");
  EXPECT_EQ(ParseForm("a=b+c%20d")->at("a"), "b c d");
  EXPECT_FALSE(ParseForm("a=%4"));
  EXPECT_FALSE(ParseForm("a=%zz"));
  std::string many;
  for (std::size_t i = 0; i <= kFormFieldsMax; ++i) many += "f" + std::to_string(i) + "=1&";
  EXPECT_FALSE(ParseForm(many));
}

TEST(Providers, AreReadAndWhatIsMissingIsNamed) {
  const auto spec = ParseProvider("name=mail-a kind=smtp url=smtp://mail:25");
  ASSERT_TRUE(spec);
  EXPECT_EQ(spec->name, "mail-a");
  EXPECT_EQ(*spec->Need("url"), "smtp://mail:25");
  EXPECT_EQ(spec->Need("from").error().field, "from");
  EXPECT_EQ(spec->Number("rate", 7), 7);
  EXPECT_FALSE(ParseProvider("name=Mail kind=smtp"));
  EXPECT_FALSE(ParseProvider("name=mail kind=pigeon"));
  EXPECT_FALSE(ParseProvider("name=mail kind=smtp url"));
}

}  // namespace
}  // namespace watchbell::notification::channels
