#include "services/gateway/http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "common/testing/await.hpp"
#include "services/gateway/http/test_caller.hpp"

namespace watchbell::gateway::http {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::size_t kSmallBody = 100;
constexpr std::size_t kLargeBody = 3 * 1024 * 1024;

class HttpServer : public ::testing::Test {
 protected:
  HttpServer() { Start({}); }
  void Start(ServerConfig config) {
    config.address = "127.0.0.1:0";
    server_ = std::make_unique<Server>(
        config,
        Handler{.body_bytes_max =
                    [](std::string_view path) { return path == "/large" ? kLargeBody : kSmallBody; },
                .too_large =
                    [](const Request&) { return Response{.status = 413, .headers = {}, .body = "large"}; },
                .handle =
                    [this](Request request, Peer&, std::shared_ptr<Exchange> exchange) {
                      Handle(std::move(request), std::move(exchange));
                    }});
  }
  void Handle(Request request, std::shared_ptr<Exchange> exchange) {
    if (request.path == "/later") {
      later_.emplace_back([exchange] { exchange->Respond({.status = 200, .headers = {}, .body = "later"}); });
    } else if (request.path == "/stream") {
      exchange->OnGone([this] { ++gone_; });
      exchange->Begin({.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = {}});
      exchange->Send("first");
      stream_ = exchange;
    } else {
      exchange->Respond(
          {.status = 200,
           .headers = {{"X-Bad", "a\r\nX-Split: b"}},
           .body = request.method + " " + request.path + " " + std::to_string(request.body.size())});
    }
  }
  Caller Call() { return Caller(server_->port()); }

  std::vector<std::jthread> later_;
  std::shared_ptr<Exchange> stream_;
  std::atomic<int> gone_{0};
  std::unique_ptr<Server> server_;
};

TEST_F(HttpServer, AConnectionServesOneRequestAfterAnother) {
  auto caller = Call();
  for (int i = 0; i < 3; ++i) {
    caller.Send("POST /echo?secret=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
    EXPECT_THAT(caller.ReadUntil("POST /echo 3"), StartsWith("HTTP/1.1 200 OK\r\n"));
  }
}

TEST_F(HttpServer, PipelinedRequestsAreAnsweredInOrder) {
  auto caller = Call();
  caller.Send(
      "GET /a HTTP/1.1\r\n\r\nGET /later HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\nConnection: close\r\n\r\n");
  const auto answers = caller.ReadAll();
  EXPECT_LT(answers.find("GET /a"), answers.find("later"));
  EXPECT_LT(answers.find("later"), answers.find("GET /b"));
}

TEST_F(HttpServer, ARequestThatComesByteByByteIsRead) {
  auto caller = Call();
  for (const char c :
       std::string_view("POST /slow HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")) {
    caller.Send({&c, 1});
  }
  EXPECT_THAT(caller.ReadUntil("POST /slow 2"), HasSubstr("200 OK"));
}

TEST_F(HttpServer, AnAnswerFromAnotherThreadArrives) {
  auto caller = Call();
  caller.Send("GET /later HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(caller.ReadAll(), HasSubstr("\r\n\r\nlater"));
}

TEST_F(HttpServer, AHeaderValueCannotSplitTheAnswer) {
  auto caller = Call();
  caller.Send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(caller.ReadAll(), Not(HasSubstr("X-Split")));
}

TEST_F(HttpServer, EveryAnswerCarriesTheSecurityHeaders) {
  auto caller = Call();
  caller.Send("HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n");
  const auto answer = caller.ReadAll();
  EXPECT_THAT(answer, HasSubstr("frame-ancestors 'none'"));
  EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << "HEAD has no body";
}

TEST_F(HttpServer, ALongHeaderIsRefused) {
  auto caller = Call();
  caller.Send("GET / HTTP/1.1\r\nX: " + std::string(17 * 1024, 'x') + "\r\n\r\n");
  EXPECT_THAT(caller.ReadAll(), StartsWith("HTTP/1.1 431"));
}

TEST_F(HttpServer, WhatIsNoHttpIsRefused) {
  auto caller = Call();
  caller.Send("\x16\x03\x01 hello\r\n\r\n");
  EXPECT_THAT(caller.ReadAll(), StartsWith("HTTP/1.1 400"));
}

TEST_F(HttpServer, ALengthAndChunksTogetherAreRefused) {
  auto caller = Call();
  caller.Send("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  EXPECT_THAT(caller.ReadAll(), StartsWith("HTTP/1.1 400"));
}

TEST_F(HttpServer, ABodyOverItsMethodsLimitIsRefusedBeforeItIsRead) {
  auto caller = Call();
  caller.Send("POST /small HTTP/1.1\r\nContent-Length: 101\r\n\r\n");
  EXPECT_THAT(caller.ReadUntil("large"), StartsWith("HTTP/1.1 413"));
}

TEST_F(HttpServer, AChunkedBodyOverItsMethodsLimitIsRefused) {
  auto caller = Call();
  caller.Send("POST /small HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 3; ++i) caller.Send("32\r\n" + std::string(50, 'x') + "\r\n");
  EXPECT_THAT(caller.ReadUntil("large"), StartsWith("HTTP/1.1 413"));
}

TEST_F(HttpServer, AMethodWithALargeLimitTakesALargeBodyAfterContinue) {
  auto caller = Call();
  caller.Send("POST /large HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: " +
              std::to_string(kLargeBody) + "\r\n\r\n");
  EXPECT_THAT(caller.ReadUntil("\r\n\r\n"), StartsWith("HTTP/1.1 100"));
  caller.Send(std::string(kLargeBody, 'x'));
  EXPECT_THAT(caller.ReadUntil("POST /large 3145728"), HasSubstr("200 OK"));
}

TEST_F(HttpServer, AStreamArrivesChunkByChunkAndTheConnectionGoesOn) {
  auto caller = Call();
  caller.Send("POST /stream HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.ReadUntil("5\r\nfirst\r\n"), HasSubstr("Transfer-Encoding: chunked"));
  EXPECT_TRUE(stream_->Send("second"));
  EXPECT_EQ(caller.ReadUntil("second\r\n"), "6\r\nsecond\r\n");
  stream_->End("end");
  EXPECT_EQ(caller.ReadUntil("0\r\n\r\n"), "3\r\nend\r\n0\r\n\r\n");
  EXPECT_TRUE(testing::Await([&] { return gone_ == 1; })) << "what feeds the stream is let go";
  caller.Send("GET /after HTTP/1.1\r\n\r\n");
  EXPECT_THAT(caller.ReadUntil("GET /after 0"), HasSubstr("200 OK"));
}

TEST_F(HttpServer, ACallerWhoLeavesASilentStreamIsNoticed) {
  {
    auto caller = Call();
    caller.Send("POST /stream HTTP/1.1\r\n\r\n");
    caller.ReadUntil("first");
  }
  EXPECT_TRUE(testing::Await([&] { return gone_ == 1; }));
  EXPECT_FALSE(stream_->Send("more"));
}

TEST_F(HttpServer, ACallerWhoDoesNotReadIsCutOffAtTheBound) {
  auto caller = Call();
  caller.Send("POST /stream HTTP/1.1\r\n\r\n");
  caller.ReadUntil("first");
  int sent = 0;
  while (sent < 100'000 && stream_->Send(std::string(64 * 1024, 'x'))) ++sent;
  EXPECT_LT(sent, 100'000);
  EXPECT_GE(sent, Exchange::kChunksMax);
}

TEST_F(HttpServer, AConnectionPastTheLimitIsClosedAtOnce) {
  Start({.address = {}, .threads = 1, .connections_max = 1});
  auto first = Call();
  first.Send("GET /a HTTP/1.1\r\n\r\n");
  first.ReadUntil("GET /a");
  auto second = Call();
  second.Send("GET /b HTTP/1.1\r\n\r\n");
  EXPECT_EQ(second.ReadAll(), "");
}

TEST_F(HttpServer, StoppingClosesIdleConnectionsAndStreams) {
  auto idle = Call();
  idle.Send("GET /a HTTP/1.1\r\n\r\n");
  idle.ReadUntil("GET /a");
  auto streaming = Call();
  streaming.Send("POST /stream HTTP/1.1\r\n\r\n");
  streaming.ReadUntil("first");
  server_->Stop(std::chrono::seconds{5});
  EXPECT_EQ(gone_, 1);
  idle.ReadAll();
}

}  // namespace
}  // namespace watchbell::gateway::http
