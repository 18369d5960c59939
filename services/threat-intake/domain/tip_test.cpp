#include "services/threat-intake/domain/tip.hpp"

#include <gtest/gtest.h>

namespace watchbell::threat_intake {
namespace {

using std::chrono::minutes;
using v1::Tip;
using v1::TipEvent;

const TimePoint kNoon{std::chrono::seconds{1'800'000'000}};
Context At(TimePoint now, std::string actor = "") {
  return {.now = now, .request_id = "request", .id = "tip-1", .actor_id = std::move(actor)};
}

Tip After(Tip tip, const Decision<TipEvent>& decision, const Context& context) {
  if (const auto* event = std::get_if<TipEvent>(&decision)) {
    TipEvent stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(context.now);
    stamped.mutable_meta()->set_actor_id(context.actor_id);
    Tips::Evolve(tip, stamped);
  }
  return tip;
}
v1::SubmitTipRequest Saying(const std::string& text) {
  v1::SubmitTipRequest request;
  request.set_school("lincoln-es");
  request.set_text(text);
  return request;
}
Tip Received(const std::string& text) {
  return After({}, Submit({}, Saying(text), "hash", At(kNoon)), At(kNoon));
}
std::string Reason(const Decision<TipEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

TEST(Tip, IsTakenAndWaitsForAPerson) {
  const Tip tip = Received("somebody is bullied");
  EXPECT_EQ(tip.state(), Tip::STATE_RECEIVED);
  EXPECT_EQ(tip.id(), "tip-1");
  EXPECT_FALSE(tip.life_safety());
  EXPECT_EQ(Tips::DeadlinesOf(tip).front().due, kNoon + minutes{30});
  EXPECT_EQ(Tips::IndexesOf(tip).front().index, "open:lincoln-es");
}

TEST(Tip, ThatNamesADangerToLifeAsksSooner) {
  for (const char* text : {"He has a GUN", "va a matar", "she will kill herself", "l ap tire ak fizi"}) {
    const Tip tip = Received(text);
    EXPECT_TRUE(tip.life_safety()) << text;
    EXPECT_EQ(Tips::DeadlinesOf(tip).front().due, kNoon + minutes{5});
  }
  EXPECT_FALSE(Received("the shogun exhibition is skilled work").life_safety());
}

TEST(Tip, ThatHappensNowIsADangerToLife) {
  auto request = Saying("come quickly");
  request.set_happening_now(true);
  EXPECT_TRUE(NamesDangerToLife(request));
}

TEST(Tip, WithoutTextIsRefusedAndNamesTheField) {
  for (const char* text : {"", "  \n\t"}) {
    const auto decision = Submit({}, Saying(text), "hash", At(kNoon));
    EXPECT_EQ(Reason(decision), "TEXT_MISSING");
    EXPECT_EQ(std::get<Error>(decision).field, "text");
  }
  EXPECT_EQ(Reason(Submit({}, Saying(std::string(kTextBytesMax + 1, 'a')), "hash", At(kNoon))),
            "TEXT_TOO_LONG");
}

TEST(Tip, SentTwiceIsOneTip) {
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Submit(Received("x"), Saying("x"), "hash", At(kNoon))));
}

TEST(Tip, ClimbsTheLadderUntilThePolice) {
  Tip tip = Received("gun");
  TimePoint now = kNoon;
  for (int rung = 1; rung <= kLastRung; ++rung) {
    EXPECT_TRUE(std::holds_alternative<AlreadySo>(Tips::Tick(tip, "escalate", At(now + minutes{4})))) << rung;
    now += minutes{5};
    tip = After(tip, Tips::Tick(tip, "escalate", At(now)), At(now));
    EXPECT_EQ(tip.rung(), rung);
  }
  EXPECT_TRUE(Tips::DeadlinesOf(tip).empty());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Tips::Tick(tip, "escalate", At(now + minutes{60}))));
}

TEST(Tip, APersonsAcknowledgementStopsTheLadder) {
  const Tip tip =
      After(Received("gun"), Acknowledge(Received("gun"), {}, At(kNoon, "duty")), At(kNoon, "duty"));
  EXPECT_EQ(tip.acknowledged_by(), "duty");
  EXPECT_TRUE(Tips::DeadlinesOf(tip).empty());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Tips::Tick(tip, "escalate", At(kNoon + minutes{60}))));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Acknowledge(tip, {}, At(kNoon, "other"))));
  EXPECT_EQ(Reason(Acknowledge({}, {}, At(kNoon))), "NOT_FOUND");
}

}  // namespace
}  // namespace watchbell::threat_intake
