#include "services/visitor/domain/watchlist.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

const Context kNow{
    .now = TimePoint{std::chrono::seconds{1'800'000'000}}, .request_id = "request", .id = "entry-1"};

v1::AddEntryRequest Listing() {
  v1::AddEntryRequest request;
  request.set_school("lincoln-es");
  auto& entry = *request.mutable_entry();
  entry.set_kind(v1::WatchlistEntry::KIND_BANNED);
  entry.set_given_name("William");
  entry.set_family_name("O'Brien-Smith");
  entry.set_date_of_birth("1985-03-04");
  return request;
}
v1::WatchlistEntry Listed() {
  v1::WatchlistEntry entry;
  Watchlist::Evolve(entry, std::get<v1::WatchlistEntryEvent>(AddEntry({}, Listing(), kNow)));
  return entry;
}

TEST(Watchlist, AnEntryHoldsTheSamePersonUnderAShortName) {
  WatchIndex index;
  ASSERT_TRUE(index.Add(ForScreening(Listed())));
  const auto hits = index.Find(
      {.name = {.given = "Bill", .surname = "OBRIEN SMITH"}, .born = *BirthDate::Parse("1985-03-04")});
  ASSERT_EQ(hits.size(), 1U);
  const auto match = Explain(hits.front());
  EXPECT_EQ(match.entry_id(), "entry-1");
  EXPECT_EQ(match.outcome(), "PROBABLE");
  EXPECT_EQ(match.name_grade(), "STRONG");
  EXPECT_EQ(match.dob_grade(), "SAME");
  ASSERT_FALSE(match.terms().empty());
}

TEST(Watchlist, AnEntryNeedsANameAKindAndAReadableDate) {
  const auto field = [](const v1::AddEntryRequest& request) {
    return std::get<Error>(AddEntry({}, request, kNow)).field;
  };
  auto request = Listing();
  request.mutable_entry()->clear_family_name();
  EXPECT_EQ(field(request), "entry.family_name");
  request = Listing();
  request.mutable_entry()->clear_kind();
  EXPECT_EQ(field(request), "entry.kind");
  request = Listing();
  request.mutable_entry()->set_date_of_birth("4 March");
  EXPECT_EQ(field(request), "entry.date_of_birth");
}

TEST(Watchlist, AnEntryIsRetiredWithAWrittenReason) {
  EXPECT_EQ(std::get<Error>(RetireEntry(Listed(), {}, kNow)).field, "reason");
  v1::RetireEntryRequest request;
  request.set_reason("the order ended");
  auto entry = Listed();
  Watchlist::Evolve(entry, std::get<v1::WatchlistEntryEvent>(RetireEntry(entry, request, kNow)));
  EXPECT_TRUE(entry.retired());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(RetireEntry(entry, request, kNow)));
}

}  // namespace
}  // namespace watchbell::visitor
