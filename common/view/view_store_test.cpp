#include "common/view/view_store.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"
#include "common/view/member.hpp"

namespace watchbell::view {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr char kOnSite[] = "on_site:lincoln-es";
constexpr char kGone[] = "gone:lincoln-es";

names::Key Visit(const std::string& id) { return {"visitor", "visit", "lincoln-es", id}; }
TimePoint At(long long millis) { return TimePoint{milliseconds{millis}}; }

Entry MakeEntry(const std::string& id, std::uint64_t sequence, const std::string& index, double score) {
  return {Visit(id), sequence, id + "@" + std::to_string(sequence), {{{index, score}}, {}}};
}

class ViewStoreTest : public ::testing::Test {
 protected:
  ViewStoreTest() {
    redis::RedisConfig config;
    config.port = server_.port();
    config.command_timeout = std::chrono::seconds{10};  // of a loaded machine
    pool_ = std::make_shared<redis::Pool>(config);
    view_ = std::make_unique<ViewStore>(pool_, "visitor");
    EXPECT_TRUE(*view_->Advance(0, 0, true));
  }

  std::vector<std::string> Ids(const std::string& index, bool newest_first = false) {
    std::vector<std::string> ids;
    const auto page = view_->List(index, 0, "", newest_first);
    if (!page) return {page.error().reason};
    for (const Body& body : page->bodies) ids.push_back(body.key.id);
    return ids;
  }

  using Strings = std::vector<std::string>;
  testing::RedisServer server_;
  std::shared_ptr<redis::Pool> pool_;
  std::unique_ptr<ViewStore> view_;
};

TEST_F(ViewStoreTest, AnEntryIsFoundByItsIndexWithBodyAndSequence) {
  ASSERT_TRUE(view_->Write({MakeEntry("a", 7, kOnSite, 1)}));
  const auto page = view_->List(kOnSite, 0, "");
  ASSERT_TRUE(page) << page.error().remedy;
  ASSERT_EQ(page->bodies.size(), 1U);
  EXPECT_EQ(page->bodies[0].key, Visit("a"));
  EXPECT_EQ(page->bodies[0].sequence, 7U);
  EXPECT_EQ(page->bodies[0].body, "a@7");
  EXPECT_EQ(page->next_page_token, "");
}

TEST_F(ViewStoreTest, ANewerEntryMovesTheAggregateBetweenIndexes) {
  ASSERT_TRUE(view_->Write({MakeEntry("a", 1, kOnSite, 1), MakeEntry("b", 2, kOnSite, 2)}));
  ASSERT_TRUE(view_->Write({MakeEntry("a", 3, kGone, 5)}));
  EXPECT_EQ(Ids(kOnSite), Strings{"b"});
  EXPECT_EQ(Ids(kGone), Strings{"a"});
}

TEST_F(ViewStoreTest, ANewScoreMovesTheAggregateWithinItsIndex) {
  ASSERT_TRUE(view_->Write({MakeEntry("a", 1, kOnSite, 1), MakeEntry("b", 2, kOnSite, 2)}));
  ASSERT_TRUE(view_->Write({MakeEntry("a", 3, kOnSite, 3)}));
  EXPECT_EQ(Ids(kOnSite), (Strings{"b", "a"}));
  EXPECT_EQ(Ids(kOnSite, true), (Strings{"a", "b"}));
}

TEST_F(ViewStoreTest, AStaleEntryAndARepeatedOneChangeNothing) {
  ASSERT_TRUE(view_->Write({MakeEntry("a", 5, kGone, 1)}));
  Entry same = MakeEntry("a", 5, kOnSite, 1);
  same.body = "another";
  ASSERT_TRUE(view_->Write({MakeEntry("a", 4, kOnSite, 1), same}));
  EXPECT_EQ(Ids(kOnSite), Strings{});
  EXPECT_EQ(view_->List(kGone, 0, "")->bodies.at(0).body, "a@5");
}

// Whatever the order and however often the writes arrive, the end is that of the newest.
RC_GTEST_FIXTURE_PROP(ViewStoreTest, AnyOrderAndRepetitionLeadsToTheNewestState, ()) {
  pool_->Run({"FLUSHALL"});
  RC_ASSERT(*view_->Advance(0, 0, true));
  constexpr int kWrites = 12;
  std::vector<Entry> writes;
  for (int i = 1; i <= kWrites; ++i) {
    Entry entry =
        MakeEntry(i % 2 == 0 ? "a" : "b", static_cast<std::uint64_t>(i), "set" + std::to_string(i % 5), i);
    if (i % 3 != 0) entry.projection.deadlines = {{"t" + std::to_string(i % 4), At(i)}};
    writes.push_back(entry);
  }
  const auto order = *rc::gen::container<std::vector<int>>(40, rc::gen::inRange(0, kWrites));
  for (const int at : order) RC_ASSERT(view_->Write({writes[static_cast<std::size_t>(at)]}).has_value());
  RC_ASSERT(view_->Write({writes[10], writes[11]}).has_value());
  for (int set = 0; set < 5; ++set) {
    Strings expected;
    if (set == 11 % 5) expected = {"b"};
    if (set == 12 % 5) expected = {"a"};
    RC_ASSERT(Ids("set" + std::to_string(set)) == expected);
  }
  const auto due = view_->Due(At(1000), 100);
  RC_ASSERT(due->size() == 1U);  // write 12 has none
  RC_ASSERT(due->at(0).key.id == "b");
  RC_ASSERT(due->at(0).what == "t3");
}

TEST_F(ViewStoreTest, ADeadlineThatTheNextStateDoesNotNameIsOff) {
  Entry entry = MakeEntry("a", 1, kOnSite, 1);
  entry.projection.deadlines = {{"escalate", At(100)}, {"remind", At(50)}};
  ASSERT_TRUE(view_->Write({entry}));
  const auto due = view_->Due(At(100), 10);
  ASSERT_EQ(due->size(), 2U);
  EXPECT_EQ(due->at(0).what, "remind");  // soonest first
  EXPECT_EQ(due->at(1).key, Visit("a"));
  EXPECT_EQ(due->at(1).due, At(100));
  entry.sequence = 2;
  entry.projection.deadlines = {{"escalate", At(200)}};
  ASSERT_TRUE(view_->Write({entry}));
  EXPECT_TRUE(view_->Due(At(199), 10)->empty());
  EXPECT_EQ(view_->Due(At(200), 10)->size(), 1U);
}

TEST_F(ViewStoreTest, ATimerIsNotDueAMomentTooEarly) {
  Entry entry = MakeEntry("a", 1, kOnSite, 1);
  const TimePoint due = At(100) + microseconds{300};
  entry.projection.deadlines = {{"escalate", due}};
  ASSERT_TRUE(view_->Write({entry}));
  EXPECT_TRUE(view_->Due(due - microseconds{1}, 10)->empty());
  EXPECT_EQ(view_->Due(At(101), 10)->size(), 1U);
}

TEST_F(ViewStoreTest, ForgettingATimerSparesOneThatWasMoved) {
  Entry entry = MakeEntry("a", 1, kOnSite, 1);
  entry.projection.deadlines = {{"escalate", At(100)}};
  ASSERT_TRUE(view_->Write({entry}));
  const auto fired = view_->Due(At(100), 10)->at(0);
  entry.sequence = 2;
  entry.projection.deadlines = {{"escalate", At(200)}};
  ASSERT_TRUE(view_->Write({entry}));
  ASSERT_TRUE(view_->Forget(fired));
  ASSERT_EQ(view_->Due(At(200), 10)->size(), 1U);
  ASSERT_TRUE(view_->Forget(view_->Due(At(200), 10)->at(0)));
  EXPECT_TRUE(view_->Due(At(200), 10)->empty());
}

// Pages of three while, between any two pages, entries come, go and move: what stays is seen exactly once.
class Paging : public ViewStoreTest, public ::testing::WithParamInterface<bool> {};

TEST_P(Paging, EveryEntryThatStaysIsSeenExactlyOnceWhileOthersComeAndGo) {
  const bool newest_first = GetParam();
  constexpr int kStaying = 40;
  std::uint64_t sequence = 0;
  const auto write = [&](const std::string& id, const char* index, double score) {
    ASSERT_TRUE(view_->Write({MakeEntry(id, ++sequence, index, score)}));
  };
  // Scores in runs of equal ones, so that the order among equals matters.
  for (int i = 0; i < kStaying; ++i) write("stays" + std::to_string(i), kOnSite, i / 7);
  for (int i = 0; i < kStaying; ++i) write("moves" + std::to_string(i), kOnSite, i / 7);
  std::map<std::string, int> seen;
  std::string token;
  int pages = 0;
  do {
    const auto page = view_->List(kOnSite, 3, token, newest_first);
    ASSERT_TRUE(page) << page.error().reason;
    ASSERT_LE(page->bodies.size(), 3U);
    for (const Body& body : page->bodies) ++seen[body.key.id];
    token = page->next_page_token;
    // The page's own last element, too, may leave: the token must not depend on it.
    if (!page->bodies.empty() && page->bodies.back().key.id.starts_with("moves")) {
      write(page->bodies.back().key.id, kGone, 0);
    }
    if (pages < kStaying) write("moves" + std::to_string(pages), kGone, 0);
    write("new" + std::to_string(pages), kOnSite, pages % 9);
    ASSERT_LT(++pages, 200);
  } while (!token.empty());
  for (int i = 0; i < kStaying; ++i) EXPECT_EQ(seen["stays" + std::to_string(i)], 1) << i;
  for (const auto& [id, times] : seen) EXPECT_EQ(times, 1) << id;
}
INSTANTIATE_TEST_SUITE_P(BothDirections, Paging, ::testing::Bool());

TEST_F(ViewStoreTest, PagesEndWithTheLastEntryAndNotWithAnEmptyPage) {
  for (int i = 0; i < 6; ++i) {
    ASSERT_TRUE(
        view_->Write({MakeEntry("v" + std::to_string(i), static_cast<std::uint64_t>(i) + 1, kOnSite, 1.5)}));
  }
  const auto first = view_->List(kOnSite, 3, "");
  ASSERT_NE(first->next_page_token, "");
  const auto second = view_->List(kOnSite, 3, first->next_page_token);
  EXPECT_EQ(second->bodies.size(), 3U);
  EXPECT_EQ(second->next_page_token, "");
}

TEST_F(ViewStoreTest, OnlyTheScoresOfInterestAreListedPageByPageInBothDirections) {
  for (int i = 1; i <= 9; ++i) {
    ASSERT_TRUE(view_->Write({MakeEntry(std::to_string(i), static_cast<std::uint64_t>(i), kOnSite, i)}));
  }
  for (const bool newest_first : {false, true}) {
    Strings ids;
    std::string token;
    do {
      const auto page = view_->List(kOnSite, 2, token, newest_first, {.lowest = 3, .highest = 7});
      ASSERT_TRUE(page);
      for (const auto& body : page->bodies) ids.push_back(body.key.id);
      token = page->next_page_token;
    } while (!token.empty());
    EXPECT_EQ(ids, newest_first ? (Strings{"7", "6", "5", "4", "3"}) : (Strings{"3", "4", "5", "6", "7"}));
  }
  EXPECT_TRUE(view_->List(kOnSite, 2, "", false, {.lowest = 10})->bodies.empty());
}

TEST_F(ViewStoreTest, APageTokenThatNobodyGaveOutIsRefused) {
  for (const std::string& token :
       Strings{"?", "AAAA", ToPageToken({"one", "member"}), ToPageToken({"nan", "m"}), ToPageToken({"1", ""}),
               std::string(2000, 'A')}) {
    const auto refused = view_->List(kOnSite, 3, token);
    ASSERT_FALSE(refused) << token;
    EXPECT_EQ(refused.error().code, Code::kInvalidArgument);
    EXPECT_EQ(refused.error().field, "page_token");
  }
}

TEST_F(ViewStoreTest, ListsAreRefusedFromAFlushUntilAFollowerHasCaughtUp) {
  ASSERT_TRUE(view_->Write({MakeEntry("a", 3, kOnSite, 1)}));
  pool_->Run({"FLUSHALL"});
  ASSERT_TRUE(view_->Write({MakeEntry("b", 4, kOnSite, 2)}));
  EXPECT_EQ(Ids(kOnSite), Strings{"VIEW_REBUILDING"});
  ASSERT_TRUE(*view_->WriteAndAdvance({MakeEntry("a", 3, kOnSite, 1)}, 0, 3, false));
  EXPECT_EQ(Ids(kOnSite), Strings{"VIEW_REBUILDING"});
  ASSERT_TRUE(*view_->Advance(3, 4, true));
  EXPECT_EQ(Ids(kOnSite), (Strings{"a", "b"}));
}

TEST_F(ViewStoreTest, APositionThatAnotherMovedIsLeftAloneAndNothingIsWritten) {
  ASSERT_TRUE(*view_->Advance(0, 10, true));
  EXPECT_FALSE(*view_->WriteAndAdvance({MakeEntry("a", 6, kOnSite, 1)}, 5, 6, true));
  EXPECT_EQ(*view_->Position(), std::optional<std::uint64_t>{10});
  EXPECT_EQ(Ids(kOnSite), Strings{});
  pool_->Run({"FLUSHALL"});
  EXPECT_FALSE(*view_->Advance(10, 11, true));
  EXPECT_EQ(*view_->Position(), std::nullopt);
}

TEST_F(ViewStoreTest, AListIsRefusedAfterAFailedWriteUntilTheFollowerHasReadIt) {
  server_.Kill();
  EXPECT_EQ(view_->Write({MakeEntry("a", 5, kOnSite, 1)}).error().code, Code::kUnavailable);
  EXPECT_EQ(view_->List(kOnSite, 0, "").error().code, Code::kUnavailable);
  server_.Start();
  ASSERT_TRUE(testing::Await([&] { return pool_->Reachable(); }));
  ASSERT_TRUE(*view_->Advance(0, 4, true));
  EXPECT_EQ(Ids(kOnSite), Strings{"VIEW_REBUILDING"});
  ASSERT_TRUE(*view_->WriteAndAdvance({MakeEntry("a", 5, kOnSite, 1)}, 4, 5, true));
  EXPECT_EQ(Ids(kOnSite), Strings{"a"});
}

TEST_F(ViewStoreTest, AMissingBodyIsNoShortListButARebuild) {
  ASSERT_TRUE(view_->Write({MakeEntry("a", 1, kOnSite, 1), MakeEntry("b", 2, kOnSite, 2)}));
  pool_->Run({"DEL", names::ViewKey(Visit("a"))});
  EXPECT_EQ(Ids(kOnSite), Strings{"VIEW_REBUILDING"});
  EXPECT_EQ(*view_->Position(), std::nullopt);
}

TEST_F(ViewStoreTest, AMemberIsReadBackAsItsKey) {
  EXPECT_EQ(ParseMember("visitor", MemberOf(Visit("a"))), Visit("a"));
  EXPECT_EQ(ParseTimerMember("visitor", TimerMember(Visit("a"), "escalate"))->what, "escalate");
  EXPECT_EQ(ParseMember("visitor", "visit:lincoln-es"), std::nullopt);
  EXPECT_FALSE(ParseTimerMember("visitor", "visit"));
}

}  // namespace
}  // namespace watchbell::view
