#include "services/threat-intake/domain/tip.hpp"

#include <gtest/gtest.h>

#include "services/threat-intake/domain/test_tips.hpp"

namespace watchbell::threat_intake {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using v1::Tip;
using v1::TipEvent;

TEST(Tip, IsTakenAndWaitsForAPerson) {
  const Tip tip = Received("somebody is bullied");
  EXPECT_EQ(tip.state(), Tip::STATE_RECEIVED);
  EXPECT_EQ(tip.id(), kTipId);
  EXPECT_FALSE(tip.life_safety());
  EXPECT_EQ(Tips::DeadlinesOf(tip).front().due, kNoon + minutes{30});
  EXPECT_EQ(Tips::IndexesOf(tip).front().index, "open:lincoln-es");
}

TEST(Tip, OnWhichARuleFiresAsksSoonerAndSaysWhichRuleItWas) {
  const Tip tip = Received("He has a GUN");
  EXPECT_TRUE(tip.life_safety());
  EXPECT_EQ(tip.fired_rules(0), "weapon");
  EXPECT_EQ(Tips::DeadlinesOf(tip).front().due, kNoon + minutes{5});
}

TEST(Tip, ThatHappensNowIsADangerToLife) {
  auto draft = Saying("come quickly");
  draft.set_happening_now(true);
  EXPECT_TRUE(Received(draft).life_safety());
}

TEST(Tip, OfTheNightWaitsForTheMorningUnlessALifeIsInDanger) {
  const auto night = kNoon + hours{11};
  EXPECT_EQ(FromProto(Received("somebody is bullied", night).escalates_at()), kNoon + hours{20});
  EXPECT_EQ(FromProto(Received("he has a gun", night).escalates_at()), night + minutes{5});
}

TEST(Tip, NeedsATextOfAtMostFourThousandCharacters) {
  EXPECT_EQ(Reason(Receive({}, Saying(" \n"), At(kNoon))), "TEXT_MISSING");
  EXPECT_EQ(Received(std::string(4000, 'x')).text().size(), 4000U);
  EXPECT_EQ(Reason(Receive({}, Saying(std::string(kTextBytesMax + 1, 'x')), At(kNoon))), "TEXT_TOO_LONG");
  auto draft = Saying("text");
  draft.set_place(std::string(kPlaceBytesMax + 1, 'x'));
  EXPECT_EQ(Reason(Receive({}, draft, At(kNoon))), "TEXT_TOO_LONG");
}

TEST(Tip, TakesFiveFiles) {
  auto draft = Saying("text");
  for (int i = 0; i < kAttachmentsMax; ++i) draft.add_attachments();
  EXPECT_EQ(Received(draft).attachments_size(), kAttachmentsMax);
  draft.add_attachments();
  EXPECT_EQ(Reason(Receive({}, draft, At(kNoon))), "FILES_TOO_MANY");
}

TEST(Tip, SentAgainChangesNothing) {
  const Tip tip = Received("text");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Receive(tip, Saying("another"), At(kNoon))));
}

TEST(Tip, ClimbsTheLadderUntilThePolice) {
  Tip tip = Received("he has a gun");
  auto now = kNoon;
  for (int rung = 1; rung <= kRungsAfterDuty; ++rung) {
    EXPECT_TRUE(std::holds_alternative<AlreadySo>(Tips::Tick(tip, "escalate", At(now))));
    now += kLifeSafetyRungAfter;
    tip = After(tip, Tips::Tick(tip, "escalate", At(now)), At(now));
    EXPECT_EQ(tip.rung(), rung);
  }
  EXPECT_TRUE(Tips::DeadlinesOf(tip).empty());
}

TEST(Tip, ThatWasLateForItsLadderStillGivesEachPersonTheirMinutes) {
  Tip tip = Received("he has a gun");
  const auto late = kNoon + hours{3};
  tip = After(tip, Tips::Tick(tip, "escalate", At(late)), At(late));
  EXPECT_EQ(FromProto(tip.escalates_at()), late + kLifeSafetyRungAfter);
}

TEST(Tip, AcknowledgedByAPersonClimbsNoFurther) {
  Tip tip = Received("he has a gun");
  tip = After(tip, Acknowledge(tip, At(kNoon, kAnna)), At(kNoon, kAnna));
  EXPECT_EQ(tip.state(), Tip::STATE_ACKNOWLEDGED);
  EXPECT_EQ(tip.acknowledged_by(), kAnna);
  EXPECT_TRUE(Tips::DeadlinesOf(tip).empty());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Acknowledge(tip, At(kNoon, kBen))));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Tips::Tick(tip, "escalate", At(kNoon + hours{1}))));
}

TEST(Tip, ThatDoesNotExistIsNotFound) {
  EXPECT_EQ(Reason(Acknowledge({}, At(kNoon))), "NOT_FOUND");
  EXPECT_EQ(Reason(Tips::Tick({}, "escalate", At(kNoon))), "NOT_FOUND");
}

}  // namespace
}  // namespace watchbell::threat_intake
