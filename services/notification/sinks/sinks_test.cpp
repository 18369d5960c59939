#include "services/notification/sinks/sinks.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/testing/await.hpp"
#include "services/notification/sinks/mail_text.hpp"

namespace watchbell::notification::sinks {
namespace {

using ::testing::HasSubstr;

// A plain blocking TCP client.
class Client {
 public:
  explicit Client(int port) : fd_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    EXPECT_EQ(connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { close(fd_); }
  void Send(std::string_view text) {
    EXPECT_EQ(send(fd_, text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
  }
  // Everything up to and with the mark; or up to the end or ten seconds of silence.
  std::string ReadUntil(const std::string& mark) {
    std::string text;
    char c;
    while (text.find(mark) == text.npos && recv(fd_, &c, 1, 0) == 1) text.push_back(c);
    return text;
  }

 private:
  int fd_;
};

std::string Post(const std::string& body) {
  return "POST /hook HTTP/1.1\r\nHost: x\r\nWebhook-Id: m1\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

TEST(Sinks, AWebhookIsKeptWithPathHeadersAndBody) {
  Sinks sinks;
  Client client(sinks.http_port());
  client.Send(Post("{\"a\":1}"));
  EXPECT_THAT(client.ReadUntil("\r\n\r\n"), HasSubstr("204 No Content"));
  const auto messages = sinks.store().After(0);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].to, "/hook");
  EXPECT_EQ(messages[0].headers.at("webhook-id"), "m1");
  EXPECT_EQ(messages[0].body, "{\"a\":1}");
  EXPECT_GT(messages[0].received_at_us, 1'700'000'000'000'000);
}

TEST(Sinks, RequestsInPiecesAndInOnePacketAreTheSame) {
  Sinks sinks;
  Client client(sinks.http_port());
  const std::string two = Post("one") + Post("two");
  for (const char c : two) client.Send({&c, 1});
  client.Send(two);
  ASSERT_TRUE(testing::Await([&] { return sinks.store().count() == 4; }));
}

TEST(Sinks, WhatWasReceivedIsListedAsJsonLinesAndForgotten) {
  Sinks sinks;
  Client client(sinks.http_port());
  client.Send(Post("first") + Post("second \xff"));
  client.ReadUntil("\r\n\r\n");
  client.ReadUntil("\r\n\r\n");
  client.Send("GET /messages?after=1 HTTP/1.1\r\n\r\n");
  const std::string listed = client.ReadUntil("}\n");
  EXPECT_THAT(listed, HasSubstr("{\"sequence\":2,\"channel\":\"webhook\",\"to\":\"/hook\""));
  EXPECT_THAT(listed, ::testing::Not(HasSubstr("first")));
  client.Send("DELETE /messages HTTP/1.1\r\n\r\nGET /count HTTP/1.1\r\n\r\n");
  EXPECT_THAT(client.ReadUntil("}\n"), HasSubstr("{\"count\": 0}"));
}

TEST(Sinks, OnlyTheNewestMessagesAreKept) {
  Sinks sinks({.keep = 3});
  Client client(sinks.http_port());
  for (int i = 0; i < 5; ++i) client.Send(Post(std::to_string(i)));
  ASSERT_TRUE(testing::Await([&] { return sinks.store().count() == 5; }));
  const auto messages = sinks.store().After(0);
  ASSERT_EQ(messages.size(), 3u);
  EXPECT_EQ(messages[0].body, "2");
}

TEST(Sinks, AMailInOnePipelinedPacketIsKeptWithoutItsStuffedDots) {
  Sinks sinks;
  Client client(sinks.smtp_port());
  EXPECT_THAT(client.ReadUntil("\r\n"), HasSubstr("220 "));
  client.Send("EHLO me\r\n");
  EXPECT_THAT(client.ReadUntil("SIZE"), HasSubstr("PIPELINING"));
  client.Send("MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n");
  EXPECT_THAT(client.ReadUntil("354"), HasSubstr("354"));
  client.Send("Subject: =?UTF-8?B?w6R0aA==?=\r\n =?UTF-8?B?ZXI=?=\r\n\r\n..dot\r\n.\r\nQUIT\r\n");
  EXPECT_THAT(client.ReadUntil("221 Bye"), HasSubstr("250 OK"));
  const auto messages = sinks.store().After(0);
  ASSERT_EQ(messages.size(), 1u);
  EXPECT_EQ(messages[0].to, "c@d.example");
  EXPECT_EQ(messages[0].subject, "\xc3\xa4ther");
  EXPECT_EQ(messages[0].body, ".dot\r\n");
}

TEST(Sinks, MailOutOfOrderIsRefused) {
  Sinks sinks;
  Client client(sinks.smtp_port());
  client.Send("RCPT TO:<c@d.example>\r\nDATA\r\nVRFY x\r\n");
  EXPECT_THAT(client.ReadUntil("502"),
              ::testing::AllOf(HasSubstr("503 MAIL first"), HasSubstr("503 RCPT first")));
}

TEST(Sinks, FaultsFailTheirShareAndStall) {
  Sinks sinks;
  sinks.faults().fail_percent = 30;
  Client client(sinks.http_port());
  int failed = 0;
  for (int i = 0; i < 100; ++i) {
    client.Send(Post("x"));
    failed += client.ReadUntil("\r\n\r\n").find("503") != std::string::npos;
  }
  EXPECT_EQ(failed, 30);
  sinks.faults().fail_percent = 0;
  sinks.faults().stall_ms = 50;
  const auto begun = std::chrono::steady_clock::now();
  client.Send(Post("x"));
  client.ReadUntil("\r\n\r\n");
  EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(50));
}

TEST(MailText, QuotedPrintableIsDecoded) {
  EXPECT_EQ(DecodeQuotedPrintable("a=3Db=\r\nc =C3=A9 =zz ="), "a=bc \xc3\xa9 =zz =");
}

TEST(Sinks, NonsenseClosesTheConnectionButNotTheServer) {
  Sinks sinks;
  Client nonsense(sinks.http_port());
  nonsense.Send(std::string(20'000, 'x'));
  EXPECT_THAT(nonsense.ReadUntil("never"), HasSubstr("431"));
  Client client(sinks.http_port());
  client.Send("GET /count HTTP/1.1\r\n\r\n");
  EXPECT_THAT(client.ReadUntil("}\n"), HasSubstr("{\"count\": 0}"));
}

}  // namespace
}  // namespace watchbell::notification::sinks
