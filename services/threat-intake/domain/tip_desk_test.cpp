#include "services/threat-intake/domain/tip_desk.hpp"

#include <gtest/gtest.h>

#include <random>

#include "services/threat-intake/domain/test_tips.hpp"

namespace watchbell::threat_intake {
namespace {

using std::chrono::minutes;
using v1::Tip;
using v1::TipEvent;

v1::DisposeTipRequest As(v1::Disposition disposition) {
  v1::DisposeTipRequest request;
  request.set_disposition(disposition);
  request.set_reason("what we found out");
  request.set_duplicate_of(kOtherId);
  request.set_referred_to("Harbor Counseling");
  return request;
}
Tip Disposed(const Tip& tip, v1::Disposition disposition) {
  return After(tip, Dispose(tip, As(disposition), At(kNoon, kAnna)), At(kNoon, kAnna));
}
Tip WithPoliceWord(const Tip& tip) {
  v1::RecordPoliceWordRequest request;
  request.set_reference("CAD 17");
  return After(tip, RecordPoliceWord(tip, request, At(kNoon, kAnna)), At(kNoon, kAnna));
}

TEST(TipDesk, WhatOneReadsStaysNewToAllOthers) {
  Tip tip = Received("text");
  tip = After(tip, MarkRead(tip, {}, At(kNoon, kAnna)), At(kNoon, kAnna));
  EXPECT_FALSE(IsUnread(tip, kAnna));
  EXPECT_TRUE(IsUnread(tip, kBen));
  EXPECT_TRUE(ShownTo(tip, kBen).unread());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(MarkRead(tip, {}, At(kNoon, kAnna))));
}

TEST(TipDesk, AMessageOfTheSenderIsNewToEverybodyAndOneOfTheTeamIsNot) {
  Tip tip = Received("text");
  const auto later = kNoon + minutes{1};
  tip = After(tip, MarkRead(tip, {}, At(later, kAnna)), At(later, kAnna));
  tip = After(tip, NoteMessage(tip, kOtherId, false, At(later)), At(later + minutes{1}, kBen));
  EXPECT_FALSE(IsUnread(tip, kAnna));
  tip = After(tip, NoteMessage(tip, kOtherId, true, At(later)), At(later + minutes{2}));
  EXPECT_TRUE(IsUnread(tip, kAnna));
}

bool Tells(const Tip& tip, bool from_sender, TimePoint now) {
  return std::get<TipEvent>(NoteMessage(tip, kOtherId, from_sender, At(now))).messaged().tells();
}

TEST(TipDesk, WhoAnswersIsToldOfAMessageOnceUntilTheyHaveReadIt) {
  Tip tip = Received("text");
  v1::AssignTipRequest assign;
  assign.set_primary_id(kOtherId);
  tip = After(tip, Assign(tip, assign, At(kNoon, kAnna)), At(kNoon, kAnna));
  EXPECT_FALSE(Tells(tip, true, kNoon + minutes{1})) << "they have just heard of the tip itself";
  tip = After(tip, MarkRead(tip, {}, At(kNoon + minutes{1}, kOtherId)), At(kNoon + minutes{1}, kOtherId));
  EXPECT_TRUE(Tells(tip, true, kNoon + minutes{2}));
  EXPECT_FALSE(Tells(tip, false, kNoon + minutes{2})) << "of what the team writes nobody is told";
  const auto said = kNoon + minutes{2};
  tip = After(tip, NoteMessage(tip, kOtherId, true, At(said)), At(said));
  EXPECT_FALSE(Tells(tip, true, said + minutes{1}));
  EXPECT_TRUE(Tells(tip, true, said + kToldAgainAfter)) << "unread for a while";
}

TEST(TipDesk, ReadMarksAreBoundedAndTheOldestGoes) {
  Tip tip = Received("text");
  for (int i = 0; i <= kReadMarksMax; ++i) {
    const auto context = At(kNoon, "person " + std::to_string(i));
    tip = After(tip, MarkRead(tip, {}, context), context);
  }
  EXPECT_EQ(tip.reads_size(), kReadMarksMax);
  EXPECT_TRUE(IsUnread(tip, "person 0"));
  EXPECT_FALSE(IsUnread(tip, "person " + std::to_string(kReadMarksMax)));
}

TEST(TipDesk, NoAnswerHoldsWhatOpensTheMailbox) {
  Tip tip = Received("text");
  tip.set_receipt_hash("hash");
  tip.set_passphrase_hash("$argon2id$");
  EXPECT_EQ(ShownTo(tip, kAnna).receipt_hash(), "");
  EXPECT_EQ(ShownTo(tip, kAnna).passphrase_hash(), "");
}

TEST(TipDesk, APersonWhoSaysLifeSafetyHurriesTheLadder) {
  Tip tip = Received("somebody is bullied");
  v1::TriageTipRequest request;
  request.set_life_safety(true);
  EXPECT_EQ(Reason(TriageTip(tip, request, At(kNoon, kAnna))), "REASON_MISSING");
  request.set_reason("names a day");
  tip = After(tip, TriageTip(tip, request, At(kNoon, kAnna)), At(kNoon, kAnna));
  EXPECT_TRUE(tip.life_safety());
  EXPECT_EQ(tip.triage().by(), kAnna);
  EXPECT_EQ(FromProto(tip.escalates_at()), kNoon + minutes{5});
  EXPECT_EQ(FromProto(tip.ladder(2)), kNoon + minutes{15});
}

TEST(TipDesk, IsAssignedToOneAndToldToOthers) {
  Tip tip = Received("text");
  v1::AssignTipRequest request;
  EXPECT_EQ(Reason(Assign(tip, request, At(kNoon, kAnna))), "PERSON_MALFORMED");
  request.set_primary_id(kAnna);
  request.add_informed_ids(kBen);
  tip = After(tip, Assign(tip, request, At(kNoon, kAnna)), At(kNoon, kAnna));
  EXPECT_EQ(tip.primary_id(), kAnna);
  EXPECT_EQ(tip.informed_ids(0), kBen);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Assign(tip, request, At(kNoon, kBen))));
  EXPECT_TRUE(tip.has_escalates_at());  // an assignment is no acknowledgement
}

TEST(TipDesk, ClosesWithADispositionAndAReason) {
  const Tip tip = Received("text");
  for (const auto disposition :
       {v1::DISPOSITION_CREDIBLE, v1::DISPOSITION_UNSUBSTANTIATED, v1::DISPOSITION_PRANK,
        v1::DISPOSITION_DUPLICATE, v1::DISPOSITION_REFERRED}) {
    const Tip closed = Disposed(tip, disposition);
    EXPECT_EQ(closed.state(), Tip::STATE_CLOSED);
    EXPECT_EQ(closed.verdict().disposition(), disposition);
    EXPECT_EQ(Tips::IndexesOf(closed).front().index, "closed:lincoln-es");
    EXPECT_TRUE(Tips::DeadlinesOf(closed).empty());
    EXPECT_EQ(Tips::RetentionOf(closed)->kind, "closed");
    EXPECT_EQ(Reason(Dispose(closed, As(v1::DISPOSITION_PRANK), At(kNoon, kAnna))), "TIP_CLOSED");
  }
  auto request = As(v1::DISPOSITION_CREDIBLE);
  request.clear_reason();
  EXPECT_EQ(Reason(Dispose(tip, request, At(kNoon, kAnna))), "REASON_MISSING");
  EXPECT_EQ(Reason(Dispose(tip, As(v1::DISPOSITION_UNSPECIFIED), At(kNoon, kAnna))), "DISPOSITION_MISSING");
}

TEST(TipDesk, ADuplicateNamesAnotherTipAndAReferralSaysToWhom) {
  const Tip tip = Received("text");
  auto request = As(v1::DISPOSITION_DUPLICATE);
  request.set_duplicate_of(kTipId);
  EXPECT_EQ(Reason(Dispose(tip, request, At(kNoon, kAnna))), "DUPLICATE_OF_MISSING");
  request = As(v1::DISPOSITION_REFERRED);
  request.clear_referred_to();
  EXPECT_EQ(Reason(Dispose(tip, request, At(kNoon, kAnna))), "REFERRED_TO_MISSING");
}

TEST(TipDesk, NobodyCallsItAHoaxOrSwattingBeforeThePoliceDo) {
  const Tip tip = Received("text");
  for (const auto disposition : {v1::DISPOSITION_HOAX, v1::DISPOSITION_SWATTING}) {
    EXPECT_EQ(Reason(Dispose(tip, As(disposition), At(kNoon, kAnna))), "POLICE_CONFIRMATION_MISSING");
    EXPECT_EQ(Disposed(WithPoliceWord(tip), disposition).verdict().disposition(), disposition);
  }
}

TEST(TipDesk, SpamWaitsThirtyDaysAndIsThenProposedForDeletion) {
  Tip tip = Disposed(Received("text"), v1::DISPOSITION_SPAM);
  EXPECT_EQ(tip.state(), Tip::STATE_QUARANTINED);
  const auto due = Tips::DeadlinesOf(tip).front().due;
  EXPECT_EQ(due, kNoon + kQuarantine);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Tips::Tick(tip, "quarantine", At(due - minutes{1}))));
  tip = After(tip, Tips::Tick(tip, "quarantine", At(due)), At(due));
  EXPECT_EQ(tip.state(), Tip::STATE_DELETION_PROPOSED);
  EXPECT_EQ(Tips::IndexesOf(tip).front().index, "proposed:lincoln-es");
}

TEST(TipDesk, IsOpenedAgainWithAReasonAndIsNewsAgain) {
  Tip tip = Disposed(Received("text"), v1::DISPOSITION_SPAM);
  tip = After(tip, MarkRead(tip, {}, At(kNoon, kBen)), At(kNoon, kBen));
  v1::ReopenTipRequest request;
  EXPECT_EQ(Reason(Reopen(tip, request, At(kNoon, kAnna))), "REASON_MISSING");
  request.set_reason("it is none");
  const auto later = kNoon + minutes{1};
  tip = After(tip, Reopen(tip, request, At(later, kAnna)), At(later, kAnna));
  EXPECT_TRUE(IsOpen(tip));
  EXPECT_TRUE(IsUnread(tip, kBen));
  EXPECT_FALSE(Tips::RetentionOf(tip));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Reopen(tip, request, At(later, kAnna))));
}

// Whatever is asked, in whatever order: an open tip has no verdict, a closed one has, nothing says hoax
// without the police, and a closed one climbs no ladder.
TEST(TipDeskProperty, WhateverIsAskedTheDispositionKeepsItsRules) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    std::mt19937 random(seed);
    Tip tip = Received(random() % 2 ? "he has a gun" : "text");
    auto now = kNoon;
    for (int step = 0; step < 40; ++step) {
      now += minutes{random() % 4000};
      const auto context = At(now, random() % 2 ? kAnna : kBen);
      v1::TriageTipRequest triage;
      triage.set_life_safety(random() % 2);
      triage.set_reason("r");
      v1::ReopenTipRequest reopen;
      reopen.set_reason("r");
      v1::RecordPoliceWordRequest word;
      word.set_reference("CAD 17");
      const auto disposition = static_cast<v1::Disposition>(random() % v1::Disposition_ARRAYSIZE);
      const Decision<TipEvent> decisions[] = {
          Acknowledge(tip, context),
          MarkRead(tip, {}, context),
          TriageTip(tip, triage, context),
          Dispose(tip, As(disposition), context),
          Reopen(tip, reopen, context),
          random() % 8 ? Decision<TipEvent>{AlreadySo{}} : RecordPoliceWord(tip, word, context),
          Tips::Tick(tip, "escalate", context),
          Tips::Tick(tip, "quarantine", context),
          NoteMessage(tip, kOtherId, random() % 2, At(kNoon))};
      tip = After(tip, decisions[random() % std::size(decisions)], context);
      const auto verdict = tip.verdict().disposition();
      ASSERT_EQ(IsOpen(tip), !tip.has_verdict()) << "seed " << seed;
      ASSERT_TRUE(tip.has_police() ||
                  (verdict != v1::DISPOSITION_HOAX && verdict != v1::DISPOSITION_SWATTING));
      ASSERT_TRUE(tip.state() == Tip::STATE_RECEIVED || !tip.has_escalates_at()) << "seed " << seed;
      ASSERT_EQ(verdict == v1::DISPOSITION_SPAM, tip.has_quarantined_until()) << "seed " << seed;
      ASSERT_EQ(Tips::IndexesOf(tip).size(), 1U);
    }
  }
}

}  // namespace
}  // namespace watchbell::threat_intake
