#include <future>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "common/rpc/status.hpp"
#include "common/rpc/test_district.hpp"

namespace watchbell::rpc {
namespace {

using namespace test;

// Collects what one streaming call receives.
class Listener {
 public:
  Listener(District& district, const CallOptions& options) {
    CallOptions endless = options;
    endless.timeout = std::chrono::milliseconds{0};
    stream_ = district.client->Stream(MethodOf(kSubscribe), "", endless,
                                      {[this](const std::string& body) {
                                         gateway::ChangeHint hint;
                                         const std::lock_guard lock{mutex_};
                                         if (hint.ParseFromString(body)) facts_.push_back(hint.fact());
                                       },
                                       [this](Answer answer) {
                                         const std::lock_guard lock{mutex_};
                                         ends_.push_back(ToError(answer.status));
                                       }});
  }
  ~Listener() {
    Cancel();
    EXPECT_TRUE(Ended());
  }
  void Cancel() { stream_.reset(); }
  std::vector<std::string> Facts() {
    const std::lock_guard lock{mutex_};
    return facts_;
  }
  bool Ended() {
    return testing::Await([this] {
      const std::lock_guard lock{mutex_};
      return !ends_.empty();
    });
  }
  std::vector<Error> Ends() {
    const std::lock_guard lock{mutex_};
    return ends_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> facts_;
  std::vector<Error> ends_;
  std::shared_ptr<ActiveStream> stream_;
};

gateway::ChangeHint Hint(const std::string& fact) {
  gateway::ChangeHint hint;
  hint.set_fact(fact);
  return hint;
}

// Keeps the streams that the handler was given.
struct Kept {
  Kept() {
    handlers.subscribe = [this](const Call&, const gateway::SubscribeRequest&,
                                std::shared_ptr<Stream> stream) {
      const std::lock_guard lock{mutex};
      streams.push_back(std::move(stream));
    };
  }
  std::shared_ptr<Stream> First() {
    EXPECT_TRUE(testing::Await([this] {
      const std::lock_guard lock{mutex};
      return !streams.empty();
    }));
    const std::lock_guard lock{mutex};
    return streams.front();
  }
  Handlers handlers;
  std::mutex mutex;
  std::vector<std::shared_ptr<Stream>> streams;
};

TEST(Streaming, MessagesArriveInOrderAndThenTheEnd) {
  Handlers handlers;
  handlers.subscribe = [](const Call&, const gateway::SubscribeRequest&, std::shared_ptr<Stream> stream) {
    for (int i = 0; i < 500; ++i) stream->Send(Hint(std::to_string(i)));
    stream->Finish({});
  };
  District district{handlers};
  Listener listener{district, As("clerk")};
  ASSERT_TRUE(listener.Ended());
  const auto facts = listener.Facts();
  ASSERT_EQ(facts.size(), 500U);
  for (std::size_t i = 0; i < facts.size(); ++i) EXPECT_EQ(facts[i], std::to_string(i));
  ASSERT_EQ(listener.Ends().size(), 1U);
  EXPECT_EQ(listener.Ends()[0].code, Code::kOk);
}

TEST(Streaming, IsRefusedWithoutAToken) {
  District district;
  Listener listener{district, {}};
  ASSERT_TRUE(listener.Ended());
  EXPECT_EQ(listener.Ends()[0].code, Code::kUnauthenticated);
}

TEST(Streaming, LettingTheStreamGoEndsIt) {
  District district;  // its handler lets go at once
  Listener listener{district, As("clerk")};
  ASSERT_TRUE(listener.Ended());
  EXPECT_EQ(listener.Ends()[0].code, Code::kOk);
}

TEST(Streaming, AnErrorReachesTheReader) {
  Handlers handlers;
  handlers.subscribe = [](const Call&, const gateway::SubscribeRequest&, std::shared_ptr<Stream> stream) {
    stream->Finish(Fail(Code::kUnavailable, "FEED_AWAY", "Come back."));
    stream->Finish({});  // too late to change it
  };
  District district{handlers};
  Listener listener{district, As("clerk")};
  ASSERT_TRUE(listener.Ended());
  EXPECT_EQ(listener.Ends()[0].reason, "FEED_AWAY");
}

TEST(Streaming, AThrowingHandlerIsAnInternalErrorToTheReader) {
  Handlers handlers;
  handlers.subscribe = [](const Call&, const gateway::SubscribeRequest&, std::shared_ptr<Stream> stream) {
    stream->Send(Hint("one"));
    throw std::runtime_error("Okafor");
  };
  District district{handlers};
  Listener listener{district, As("clerk")};
  ASSERT_TRUE(listener.Ended());
  EXPECT_EQ(listener.Ends()[0].reason, "HANDLER_FAILED");
}

TEST(Streaming, WhatWasSentBeforeAnErrorArrivesBeforeIt) {
  Handlers handlers;
  handlers.subscribe = [](const Call&, const gateway::SubscribeRequest&, std::shared_ptr<Stream> stream) {
    for (int i = 0; i < 500; ++i) stream->Send(Hint(std::to_string(i)));
    stream->Finish(Fail(Code::kFailedPrecondition, "FILES_BROKEN", "Mend them."));
  };
  District district{handlers};
  Listener listener{district, As("clerk")};
  ASSERT_TRUE(listener.Ended());
  EXPECT_EQ(listener.Facts().size(), 500U);
  EXPECT_EQ(listener.Ends()[0].reason, "FILES_BROKEN");
}

TEST(Streaming, AHandlerLearnsThatTheCallerLeft) {
  Kept kept;
  District district{kept.handlers};
  Listener listener{district, As("clerk")};
  const auto stream = kept.First();
  EXPECT_TRUE(stream->Open());
  listener.Cancel();
  EXPECT_TRUE(testing::Await([&] { return !stream->Open(); }));
  EXPECT_FALSE(stream->Send(Hint("late")));
}

TEST(Streaming, ASlowReaderFillsItsQueueAndHoldsUpNobody) {
  Kept kept;
  District district{kept.handlers};
  std::promise<void> gate;
  const auto opened = gate.get_future().share();
  std::promise<Answer> end;
  CallOptions options = As("clerk");
  options.timeout = std::chrono::milliseconds{0};
  const auto slow = district.client->Stream(MethodOf(kSubscribe), "", options,
                                            {[opened](const std::string&) { opened.wait(); },
                                             [&end](Answer answer) { end.set_value(std::move(answer)); }});
  const auto stream = kept.First();
  const auto big = Hint(std::string(16 * 1024, 'x'));  // past what the transport itself buffers
  std::size_t sent = 0;
  while (sent < 20 * kStreamQueueMax && stream->Send(big)) ++sent;
  EXPECT_GE(sent, kStreamQueueMax);
  EXPECT_LT(sent, 20 * kStreamQueueMax);
  EXPECT_TRUE(stream->Open());
  EXPECT_TRUE(district.CheckIn(As("clerk")));
  stream->Abort({Code::kResourceExhausted, "READER_TOO_SLOW", "", "Ask again."});
  gate.set_value();
  EXPECT_EQ(ToError(end.get_future().get().status).reason, "READER_TOO_SLOW");
}

TEST(Streaming, ADrainEndsTheStreams) {
  Kept kept;
  District district{kept.handlers};
  Listener listener{district, As("clerk")};
  const auto stream = kept.First();
  ASSERT_TRUE(stream->Send(Hint("ready")));  // from here on the client does not try another replica by itself
  ASSERT_TRUE(testing::Await([&] { return listener.Facts().size() == 1; }));
  const auto begun = std::chrono::steady_clock::now();
  district.server->Drain(std::chrono::seconds{30});
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds{10});
  ASSERT_TRUE(listener.Ended());
  EXPECT_EQ(listener.Ends()[0].reason, "DRAINING");
  EXPECT_FALSE(stream->Open());
}

TEST(Streaming, OpenStreamsAreCounted) {
  Kept kept;
  District district{kept.handlers};
  const std::string open = std::string{"watchbell_rpc_streams_open{method=\""} + kSubscribe + "\"} ";
  {
    Listener listener{district, As("clerk")};
    kept.First();
    EXPECT_NE(district.MetricsPage().find(open + "1"), std::string::npos);
  }
  EXPECT_TRUE(testing::Await([&] { return district.MetricsPage().find(open + "0") != std::string::npos; }));
}

}  // namespace
}  // namespace watchbell::rpc
