#include "services/visitor/domain/badge.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace watchbell::visitor {
namespace {

using v1::Badge;
using v1::BadgeEvent;
using v1::Visit;

Visit Inside() {
  Visit visit;
  visit.set_id("visit");
  visit.set_state(Visit::STATE_ON_SITE);
  visit.set_inside(true);
  visit.set_badge("A7K2QX");
  return visit;
}

Badge After(Badge badge, const Decision<BadgeEvent>& decision) {
  if (const auto* event = std::get_if<BadgeEvent>(&decision)) Badges::Evolve(badge, *event);
  return badge;
}

std::string ReasonOf(const Decision<BadgeEvent>& decision) {
  const auto* refused = std::get_if<Error>(&decision);
  return refused ? refused->reason : "";
}

TEST(Badge, TheFirstPrintCountsWithoutAnyRecord) {
  EXPECT_EQ(ValidPrint({}), 1);
  EXPECT_EQ(BadgeText("A7K2QX", 1), "A7K2QX");
}

TEST(Badge, AReprintMakesTheOneBeforeVoid) {
  const auto badge = After({}, Reprint({}, Inside(), v1::BADGE_REASON_LOST));
  EXPECT_EQ(ValidPrint(badge), 2);
  EXPECT_EQ(badge.id(), "visit");
  EXPECT_EQ(badge.prints(), 2);
  EXPECT_EQ(badge.reason(), v1::BADGE_REASON_LOST);
}

TEST(Badge, AVoidOneIsReplacedByAHigherPrint) {
  auto badge = After({}, Void({}, Inside(), v1::BADGE_REASON_MISUSED));
  EXPECT_EQ(ValidPrint(badge), 0);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Void(badge, Inside(), v1::BADGE_REASON_LOST)));
  badge = After(badge, Reprint(badge, Inside(), v1::BADGE_REASON_LOST));
  EXPECT_EQ(ValidPrint(badge), 2);
}

TEST(Badge, WhoIsNotInsideHasNone) {
  Visit held = Inside();
  held.set_state(Visit::STATE_HELD);
  held.set_inside(false);
  Visit left = Inside();
  left.set_state(Visit::STATE_LEFT);
  left.set_inside(false);
  for (const auto& visit : {Visit{}, held, left}) {
    EXPECT_TRUE(WhyNoBadge(visit));
    EXPECT_EQ(ReasonOf(Reprint({}, visit, v1::BADGE_REASON_LOST)), "VISIT_NOT_INSIDE");
  }
  EXPECT_FALSE(WhyNoBadge(Inside()));
}

TEST(Badge, IsNeitherReprintedNorVoidedWithoutAReason) {
  EXPECT_EQ(ReasonOf(Reprint({}, Inside(), v1::BADGE_REASON_UNSPECIFIED)), "REASON_MISSING");
  EXPECT_EQ(ReasonOf(Void({}, Inside(), v1::BADGE_REASON_UNSPECIFIED)), "REASON_MISSING");
}

TEST(Badge, APhotographIsTakenWhileHeldAndNotAfterwards) {
  common::v1::Attachment photo;
  photo.set_id("photo");
  Visit visit = Inside();
  visit.set_state(Visit::STATE_HELD);
  const auto badge = After({}, TakePhoto({}, visit, photo));
  EXPECT_EQ(badge.photo().id(), "photo");
  EXPECT_EQ(ValidPrint(badge), 1);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(TakePhoto(badge, visit, photo)));
  visit.set_state(Visit::STATE_LEFT);
  EXPECT_EQ(ReasonOf(TakePhoto({}, visit, photo)), "VISIT_OVER");
}

TEST(Badge, ATextIsReadAsItWasWritten) {
  for (const int print : {1, 2, 17}) {
    const auto scanned = ReadBadgeText(BadgeText("A7K2QX", print));
    EXPECT_EQ(scanned.letters, "A7K2QX");
    EXPECT_EQ(scanned.print, print);
  }
  EXPECT_EQ(ReadBadgeText("a7k 2qx").letters, "A7K2QX");
  EXPECT_EQ(ReadBadgeText("A7K2QX-nonsense").print, 0);
}

// Whatever is done, at most one print counts, and a number never counts again.
RC_GTEST_PROP(BadgeProperty, ANumberThatWasVoidNeverCountsAgain, ()) {
  Badge badge;
  int highest = 1;
  for (const bool reprint : *rc::gen::arbitrary<std::vector<bool>>()) {
    const int before = ValidPrint(badge);
    badge = After(badge, reprint ? Reprint(badge, Inside(), v1::BADGE_REASON_LOST)
                                 : Void(badge, Inside(), v1::BADGE_REASON_LOST));
    const int now = ValidPrint(badge);
    RC_ASSERT(now == before || now == 0 || now > highest);
    highest = std::max(highest, now);
  }
}

}  // namespace
}  // namespace watchbell::visitor
