#include "services/visitor/adapters/records_desk.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

TEST(RecordsDesk, TheShippedFileSaysWhatToBring) {
  const auto desk = RecordsDesk::Load(WATCHBELL_SOURCE_DIR "/deploy/records-desk.json");
  ASSERT_TRUE(desk) << desk.error().remedy;
  ASSERT_GE(desk->content().cards_size(), 3);
  for (const auto& card : desk->content().cards()) EXPECT_GE(card.bring_size(), 1) << card.id();
}

TEST(RecordsDesk, WithoutAFileThereIsStillANotice) {
  EXPECT_EQ(RecordsDesk{}.content().redisclosure_notice_id(), "ferpa-99.33");
}

TEST(RecordsDesk, AFileWithoutANoticeOrWithABareCardIsRefused) {
  EXPECT_FALSE(RecordsDesk::Parse("{"));
  EXPECT_FALSE(RecordsDesk::Parse(R"({"redisclosureNotice": ""})"));
  EXPECT_FALSE(RecordsDesk::Parse(
      R"({"redisclosureNoticeId": "a", "redisclosureNotice": "b", "cards": [{"id": "x", "title": "y"}]})"));
  EXPECT_FALSE(RecordsDesk::Load("/nonexistent"));
}

}  // namespace
}  // namespace watchbell::visitor
