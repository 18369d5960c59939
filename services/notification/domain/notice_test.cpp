#include "services/notification/domain/notice.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

const TimePoint kNow{std::chrono::seconds{1'800'000'000}};

TEST(Notice, TheSameEventIsOneNotice) {
  EXPECT_EQ(NoticeIdOf("event-1"), NoticeIdOf("event-1"));
  const auto notice = NoticeOf({.drill = true}, "event-1", 120, kNow);
  EXPECT_TRUE(notice.drill());
  EXPECT_EQ(notice.batches(), 3);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Issue(notice, notice)));
}

v1::Notice After(v1::Notice notice, const Decision<v1::NoticeEvent>& decision) {
  if (const auto* event = std::get_if<v1::NoticeEvent>(&decision)) Notices::Evolve(notice, *event);
  return notice;
}

TEST(Notice, APausedNoticeGoesOnAndAStoppedOneNever) {
  EXPECT_EQ(std::get<Error>(Pause({}, {}, {})).reason, "NOT_FOUND");
  auto notice = NoticeOf({.school = "lincoln-es"}, "event-1", 10, kNow);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Resume(notice, {}, {})));
  notice = After(notice, Pause(notice, {}, {}));
  EXPECT_EQ(notice.state(), v1::Notice::STATE_PAUSED);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Pause(notice, {}, {})));
  notice = After(notice, Resume(notice, {}, {}));
  EXPECT_EQ(notice.state(), v1::Notice::STATE_UNSPECIFIED);
  notice = After(notice, Stop(notice, {}, {}));
  EXPECT_EQ(std::get<Error>(Resume(notice, {}, {})).reason, "NOTICE_STOPPED");
  EXPECT_EQ(std::get<Error>(Pause(notice, {}, {})).reason, "NOTICE_STOPPED");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Stop(notice, {}, {})));
}

TEST(Notice, TextsThatWouldNotFitTheStateAreRefused) {
  Cause cause{.school = "lincoln-es"};
  cause.texts.emplace_back().set_body(std::string(kTextsBytesMax + 1, 'x'));
  EXPECT_EQ(std::get<Error>(Issue({}, NoticeOf(cause, "event-1", 1, kNow))).reason, "TEXTS_TOO_LONG");
}

TEST(Notice, OnlyWhatIsPublishedStandsInTheFeed) {
  for (const bool published : {false, true}) {
    const auto indexes = Notices::IndexesOf(NoticeOf({.school = "x", .published = published}, "e", 1, kNow));
    EXPECT_EQ(indexes.size(), published ? 3U : 2U);
  }
}

}  // namespace
}  // namespace watchbell::notification
