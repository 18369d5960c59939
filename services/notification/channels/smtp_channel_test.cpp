#include "services/notification/channels/smtp_channel.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>

#include "common/testing/process.hpp"
#include "services/notification/channels/channel_test_support.hpp"
#include "services/notification/sinks/sinks.hpp"

namespace watchbell::notification::channels {
namespace {

class Smtp : public ::testing::Test {
 protected:
  std::unique_ptr<Channel> Open(int port, SmtpOptions options = {}) {
    options.url = "smtp://127.0.0.1:" + std::to_string(port);
    options.sender = {"Lincoln \"Alerts\", Office", "alerts@schools.example"};
    return OpenSmtpChannel(std::move(options), [] { return TimePoint(std::chrono::seconds(1'793'871'000)); })
        .value();
  }
  std::unique_ptr<Channel> Open(SmtpOptions options = {}) {
    return Open(sinks_.smtp_port(), std::move(options));
  }

  sinks::Sinks sinks_;
  Answers answers_;  // outlives the channels of the tests
};

TEST_F(Smtp, AMailArrivesWithItsHeadersAndText) {
  const auto channel = Open();
  auto message = SomeMessage("notice-1_ana");
  message.subject =
      "Cierre de emergencia: Escuela José Martí, permanezcan adentro hasta nuevo aviso — gracias";
  message.text = "Línea uno\n.dot\n..two dots\nFrom here = end \n" + std::string(300, 'x');
  const auto result = SendOne(*channel, message);
  EXPECT_EQ(result.state, v1::Attempt::STATE_SENT) << result.reason;
  const auto mails = sinks_.store().After(0);
  ASSERT_EQ(mails.size(), 1u);
  EXPECT_EQ(mails[0].to, "ana@families.example");
  EXPECT_EQ(mails[0].subject, message.subject);
  EXPECT_EQ(mails[0].body,
            "Línea uno\r\n.dot\r\n..two dots\r\nFrom here = end \r\n" + std::string(300, 'x') + "\r\n");
  const auto& headers = mails[0].headers;
  EXPECT_EQ(headers.at("date"), "Thu, 05 Nov 2026 09:30:00 +0000");
  EXPECT_EQ(headers.at("message-id"), "<notice-1_ana@schools.example>");
  EXPECT_THAT(headers.at("from"), ::testing::EndsWith("?= <alerts@schools.example>"));
  EXPECT_EQ(headers.at("to"), "<ana@families.example>");
  EXPECT_EQ(headers.at("content-type"), "text/plain; charset=UTF-8");
  EXPECT_EQ(headers.at("auto-submitted"), "auto-generated");
  EXPECT_EQ(headers.at("importance"), "high");
}

TEST_F(Smtp, ALineBreakInSubjectOrAddressIsRefusedBeforeItLeaves) {
  const auto channel = Open();
  auto subject = SomeMessage();
  subject.subject = "Lockdown\r\nBcc: everyone@families.example";
  EXPECT_EQ(SendOne(*channel, subject).reason, "INVALID_MESSAGE");
  for (const char* address : {"a@b.example\r\nRCPT TO:<c@d.example>", "a@b.example>\nDATA",
                              "a@b.example, c@d.example", "<a@b.example>", "nobody"}) {
    auto message = SomeMessage();
    message.recipient_address = address;
    const auto result = SendOne(*channel, message);
    EXPECT_EQ(result.state, v1::Attempt::STATE_FAILED);
    EXPECT_EQ(result.reason, "INVALID_ADDRESS") << address;
  }
  EXPECT_EQ(sinks_.connections_total(), 0);
}

TEST_F(Smtp, WhoHasNoMailAddressIsUnreachable) {
  const auto channel = Open();
  auto message = SomeMessage();
  message.recipient_address = "";
  EXPECT_EQ(SendOne(*channel, message).state, v1::Attempt::STATE_UNREACHABLE);
}

TEST_F(Smtp, AServerThatIsDownIsUnreachable) {
  const auto channel = Open(testing::FreePort());
  EXPECT_EQ(SendOne(*channel, SomeMessage()).reason, "PROVIDER_UNREACHABLE");
}

TEST_F(Smtp, AServerThatPutsUsOffIsBusyAndTakesTheNext) {
  sinks_.faults().fail_percent = 100;
  const auto channel = Open({.connections = 1});
  EXPECT_EQ(SendOne(*channel, SomeMessage()).reason, "PROVIDER_BUSY");
  sinks_.faults().fail_percent = 0;
  EXPECT_EQ(SendOne(*channel, SomeMessage()).state, v1::Attempt::STATE_SENT);
}

TEST_F(Smtp, ASlowServerTimesOut) {
  sinks_.faults().stall_ms = 10'000;
  const auto channel = Open({.timeout = std::chrono::milliseconds(200)});
  const auto result = SendOne(*channel, SomeMessage());
  EXPECT_EQ(result.reason, "PROVIDER_TIMEOUT");
  EXPECT_LT(result.duration, std::chrono::seconds(3));
}

TEST_F(Smtp, OneSlowMailHoldsUpNoOther) {
  sinks_.faults().stall_ms = 5'000;
  const auto channel = Open({.connections = 2});
  Answers slow;
  channel->Send(SomeMessage("slow"), slow.Next());
  ASSERT_TRUE(testing::Await([&] { return sinks_.store().count() == 1; }));
  sinks_.faults().stall_ms = 0;
  for (int i = 0; i < 20; ++i) channel->Send(SomeMessage("fast-" + std::to_string(i)), answers_.Next());
  ASSERT_TRUE(answers_.Await(20));
  EXPECT_TRUE(slow.all().empty());
  ASSERT_TRUE(slow.Await(1));
}

TEST_F(Smtp, ConcurrencyIsBoundAndUsed) {
  sinks_.faults().stall_ms = 20;
  const auto channel = Open({.connections = 3});
  for (int i = 0; i < 30; ++i) channel->Send(SomeMessage("m-" + std::to_string(i)), answers_.Next());
  ASSERT_TRUE(answers_.Await(30));
  EXPECT_EQ(answers_.Count(v1::Attempt::STATE_SENT), 30);
  EXPECT_EQ(sinks_.connections_peak(), 3);
}

TEST_F(Smtp, ThreeThousandMailsAreAllAnsweredOverConnectionsThatStayOpen) {
  constexpr int kSends = 3'000;
  const auto channel = Open();
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i < kSends; ++i) channel->Send(SomeMessage("m-" + std::to_string(i)), answers_.Next());
  ASSERT_TRUE(answers_.Await(kSends));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  std::cout << "mails a second: " << static_cast<int>(kSends / took.count()) << "\n";
  EXPECT_EQ(answers_.Count(v1::Attempt::STATE_SENT), kSends);
  std::set<std::string> ids;
  for (const auto& mail : sinks_.store().After(0)) ids.insert(mail.headers.at("message-id"));
  EXPECT_EQ(ids.size(), static_cast<std::size_t>(kSends));
  EXPECT_EQ(sinks_.connections_total(), 8);
}

class SmtpWithTls : public Smtp {
 protected:
  SmtpWithTls() { std::ofstream(authority_) << server_.authority_pem(); }
  ~SmtpWithTls() override { std::filesystem::remove(authority_); }

  sinks::Sinks server_{sinks::Sinks::Options{.tls = true}};
  const std::string authority_ =
      (std::filesystem::temp_directory_path() / ("watchbell-ca-" + std::to_string(server_.smtp_port())))
          .string();
};

TEST_F(SmtpWithTls, MailsGoEncryptedToAServerThatTheAuthorityVouchesFor) {
  for (const auto start_tls : {StartTls::kIfOffered, StartTls::kRequired}) {
    const auto channel = Open(server_.smtp_port(), {.start_tls = start_tls, .authorities_file = authority_});
    const auto before = answers_.all().size();
    for (int i = 0; i < 40; ++i) channel->Send(SomeMessage("m-" + std::to_string(i)), answers_.Next());
    ASSERT_TRUE(answers_.Await(before + 40));
  }
  EXPECT_EQ(answers_.Count(v1::Attempt::STATE_SENT), 80);
  const auto mails = server_.store().After(0);
  EXPECT_EQ(std::count_if(mails.begin(), mails.end(), [](const auto& mail) { return mail.encrypted; }), 80);
  EXPECT_EQ(mails.front().body, std::string("Stay inside.") + "\r\nLocks, lights, out of sight.\r\n");
  EXPECT_LE(server_.connections_total(), 2 * 8) << "connections stay open under TLS, too";
}

TEST_F(SmtpWithTls, AServerForWhichNobodyVouchesGetsNoMail) {
  for (const auto start_tls : {StartTls::kIfOffered, StartTls::kRequired}) {
    const auto channel = Open(server_.smtp_port(), {.start_tls = start_tls});
    EXPECT_EQ(SendOne(*channel, SomeMessage()).reason, "PROVIDER_UNTRUSTED");
  }
  EXPECT_EQ(server_.store().count(), 0u);
}

TEST_F(SmtpWithTls, WhereItIsRequiredAServerWithoutItGetsNoMail) {
  const auto channel = Open({.start_tls = StartTls::kRequired, .authorities_file = authority_});
  EXPECT_EQ(SendOne(*channel, SomeMessage()).reason, "PROVIDER_UNTRUSTED");
  EXPECT_EQ(sinks_.store().count(), 0u);
}

TEST_F(Smtp, AChannelThatCannotWorkIsNotOpened) {
  EXPECT_FALSE(OpenSmtpChannel({.url = "http://x", .sender = {"", "a@b.example"}}, SystemClock()));
  EXPECT_FALSE(OpenSmtpChannel({.url = "smtp://x", .sender = {"", "a@b\r\n"}}, SystemClock()));
}

}  // namespace
}  // namespace watchbell::notification::channels
