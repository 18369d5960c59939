#include "services/visitor/domain/watchlist.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/visitor/domain/match.hpp"

namespace watchbell::visitor {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using namespace std::chrono;
using v1::WatchlistEntry;
using v1::WatchlistEntryEvent;

constexpr char kStudent[] = "0198c0de-0000-7000-8000-00000000000a";
const TimePoint kToday = sys_days{2026y / 11 / 22} + hours{15};

TimeZone Zone() { return *TimeZone::Find("America/New_York"); }
Context By(std::string actor, TimePoint now = kToday) {
  return {.now = now, .request_id = "request", .id = "entry-1", .actor_id = std::move(actor)};
}

v1::AddEntryRequest Listing(WatchlistEntry::Kind kind = WatchlistEntry::KIND_BANNED) {
  v1::AddEntryRequest request;
  request.set_school("lincoln-es");
  auto& entry = *request.mutable_entry();
  entry.set_kind(kind);
  entry.set_given_name("William");
  entry.set_family_name("O'Brien-Smith");
  entry.set_date_of_birth("1985-03-04");
  entry.set_document_ref("FST-2026-77");
  entry.set_issuer("Superior Court");
  entry.set_starts_on("2026-09-01");
  entry.set_expires_on("2027-06-30");
  entry.add_student_ids(kStudent);
  return request;
}

WatchlistEntry After(WatchlistEntry entry, const Decision<WatchlistEntryEvent>& decision,
                     const Context& context) {
  if (const auto* event = std::get_if<WatchlistEntryEvent>(&decision)) {
    auto stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(context.now);
    stamped.mutable_meta()->set_actor_id(context.actor_id);
    Watchlist::Evolve(entry, stamped);
  }
  return entry;
}
WatchlistEntry Listed(const v1::AddEntryRequest& request = Listing()) {
  return After({}, AddEntry({}, request, Zone(), By("ann")), By("ann"));
}
v1::RetireEntryRequest Retiring() {
  v1::RetireEntryRequest request;
  request.set_reason("the order was lifted");
  return request;
}
WatchlistEntry Proposed() { return After(Listed(), RetireEntry(Listed(), Retiring(), By("ann")), By("ann")); }
std::string Reason(const Decision<WatchlistEntryEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
std::string FieldOf(const v1::AddEntryRequest& request) {
  const auto decision = AddEntry({}, request, Zone(), By("ann"));
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->field : "";
}

TEST(Watchlist, ABirthDateThatNobodyAliveHasIsASlip) {
  for (const char* born : {"2027", "2085-03-04", "1885-03-04"}) {
    auto request = Listing();
    request.mutable_entry()->set_date_of_birth(born);
    EXPECT_EQ(Reason(AddEntry({}, request, Zone(), By("ann"))), "BIRTH_DATE_MALFORMED") << born;
  }
  for (const char* born : {"", "1985", "2026-11-22"}) {
    auto request = Listing();
    request.mutable_entry()->set_date_of_birth(born);
    EXPECT_EQ(Listed(request).date_of_birth(), born);
  }
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

TEST(Watchlist, EveryFieldOfAPrivateAlertIsNeededAndNamed) {
  struct Case {
    const char* field;
    void (*spoil)(WatchlistEntry&);
  };
  const Case cases[] = {
      {"entry.family_name", [](auto& entry) { entry.clear_family_name(); }},
      {"entry.kind", [](auto& entry) { entry.clear_kind(); }},
      {"entry.kind", [](auto& entry) { entry.set_kind(WatchlistEntry::KIND_REGISTRY); }},
      {"entry.date_of_birth", [](auto& entry) { entry.set_date_of_birth("4 March"); }},
      {"entry.document_ref", [](auto& entry) { entry.clear_document_ref(); }},
      {"entry.issuer", [](auto& entry) { entry.clear_issuer(); }},
      {"entry.starts_on", [](auto& entry) { entry.clear_starts_on(); }},
      {"entry.expires_on", [](auto& entry) { entry.clear_expires_on(); }},
      {"entry.expires_on", [](auto& entry) { entry.set_expires_on("2026-08-31"); }},
      {"entry.expires_on", [](auto& entry) { entry.set_expires_on("2026-11-21"); }},
      {"entry.student_ids", [](auto& entry) { entry.clear_student_ids(); }},
      {"entry.student_ids", [](auto& entry) { entry.set_student_ids(0, "Jane Roe"); }},
      {"entry.state", [](auto& entry) { entry.set_state("Conn."); }},
  };
  for (const auto kind :
       {WatchlistEntry::KIND_BANNED, WatchlistEntry::KIND_TRESPASS, WatchlistEntry::KIND_CUSTODY,
        WatchlistEntry::KIND_PROTECTIVE_ORDER, WatchlistEntry::KIND_STAFF_DISMISSED}) {
    EXPECT_EQ(FieldOf(Listing(kind)), "") << kind;
    for (const auto& [field, spoil] : cases) {
      auto request = Listing(kind);
      spoil(*request.mutable_entry());
      EXPECT_EQ(FieldOf(request), field) << kind;
    }
  }
}

TEST(Watchlist, OnlyAnOrderThatProtectsSomebodyMustNameTheStudents) {
  auto banned = Listing(WatchlistEntry::KIND_BANNED), custody = Listing(WatchlistEntry::KIND_CUSTODY);
  for (auto* request : {&banned, &custody}) {
    request->mutable_entry()->clear_student_ids();
    request->mutable_entry()->set_whole_school(true);
  }
  EXPECT_EQ(FieldOf(banned), "");
  EXPECT_EQ(FieldOf(custody), "entry.student_ids");
}

TEST(Watchlist, NobodyTakesAnEntryOffAlone) {
  const auto proposed = Proposed();
  EXPECT_FALSE(proposed.retired());
  EXPECT_EQ(proposed.proposal().proposed_by(), "ann");
  EXPECT_EQ(Reason(ApproveRetirement(proposed, {}, By("ann"))), "SECOND_PERSON_NEEDED");
  const auto retired = After(proposed, ApproveRetirement(proposed, {}, By("bob")), By("bob"));
  EXPECT_TRUE(retired.retired());
  EXPECT_EQ(retired.retired_by(), "bob");
  EXPECT_THAT(Watchlist::IndexesOf(retired),
              ElementsAre(Field(&IndexEntry::index, "watchlist-retired:lincoln-es")));
  EXPECT_THAT(Watchlist::DeadlinesOf(retired), IsEmpty());
}

TEST(Watchlist, TakingOffNeedsAWrittenReasonAndAProposal) {
  EXPECT_EQ(Reason(RetireEntry(Listed(), {}, By("ann"))), "REASON_MISSING");
  EXPECT_EQ(Reason(ApproveRetirement(Listed(), {}, By("bob"))), "NOT_PROPOSED");
  EXPECT_EQ(Reason(RetireEntry(Proposed(), Retiring(), By("bob"))), "ALREADY_PROPOSED");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(RetireEntry(Proposed(), Retiring(), By("ann"))));
}

TEST(Watchlist, ARejectedProposalLeavesTheEntryOnTheList) {
  v1::RejectRetirementRequest request;
  request.set_reason("the order stands");
  const auto kept = After(Proposed(), RejectRetirement(Proposed(), request, By("bob")), By("bob"));
  EXPECT_FALSE(kept.has_proposal());
  EXPECT_FALSE(kept.retired());
  EXPECT_EQ(Reason(ApproveRetirement(kept, {}, By("carl"))), "NOT_PROPOSED");
}

TEST(Watchlist, AnEntryEndsWithItsLastDayAndWaitsToBeRenewed) {
  const auto entry = Listed();
  const TimePoint end = sys_days{2027y / 7 / 1} + hours{4};
  EXPECT_THAT(Watchlist::DeadlinesOf(entry), ElementsAre(Deadline{"expire", end}));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Watchlist::Tick(entry, "expire", By("", end - seconds{1}))));
  const auto expired = After(entry, Watchlist::Tick(entry, "expire", By("", end)), By("", end));
  EXPECT_TRUE(expired.expired());
  EXPECT_EQ(Watchlist::IndexesOf(expired).back().index, "watchlist-renewals:lincoln-es");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Watchlist::Tick(expired, "expire", By("", end))));

  v1::UpdateEntryRequest renewal;
  *renewal.mutable_entry() = Listing().entry();
  renewal.mutable_entry()->set_expires_on("2028-06-30");
  renewal.set_reason("renewed by the court");
  const auto renewed = After(expired, UpdateEntry(expired, renewal, Zone(), By("ann", end)), By("ann", end));
  EXPECT_FALSE(renewed.expired());
  EXPECT_EQ(renewed.added_by(), "ann");
  EXPECT_EQ(Watchlist::DeadlinesOf(renewed).size(), 1U);
}

TEST(Watchlist, AnUpdateNeedsAReasonKeepsTheKindAndChangesNothingTwice) {
  v1::UpdateEntryRequest request;
  *request.mutable_entry() = Listing().entry();
  EXPECT_EQ(Reason(UpdateEntry(Listed(), request, Zone(), By("ann"))), "REASON_MISSING");
  request.set_reason("typing error");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(UpdateEntry(Listed(), request, Zone(), By("ann"))));
  request.mutable_entry()->set_kind(WatchlistEntry::KIND_CUSTODY);
  EXPECT_EQ(Reason(UpdateEntry(Listed(), request, Zone(), By("ann"))), "KIND_CHANGED");
}

TEST(Watchlist, WhatARegistryOwnsIsChangedByItsImportAlone) {
  WatchlistEntry imported;
  imported.set_id("entry-1");
  imported.set_school("district");
  imported.set_kind(WatchlistEntry::KIND_REGISTRY);
  imported.set_family_name("Roe");
  const auto listed = After({}, ImportEntry({}, imported), By("op"));
  EXPECT_EQ(Reason(RetireEntry(listed, Retiring(), By("ann"))), "REGISTRY_OWNED");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ImportEntry(listed, imported)));
  const auto gone = After(listed, RetireImported(listed, By("op")), By("op"));
  EXPECT_TRUE(gone.retired());
  EXPECT_THAT(Watchlist::IndexesOf(gone), IsEmpty());
  EXPECT_FALSE(After(gone, ImportEntry(gone, imported), By("op")).retired());
}

TEST(Watchlist, ARenewedOrderMeansTheSamePersonAndAnotherNameDoesNot) {
  auto renewed = Listed(), renamed = Listed();
  renewed.set_expires_on("2028-06-30");
  renewed.set_expired(true);
  renamed.set_given_name("Bill");
  EXPECT_EQ(IdentityHashOf(renewed), IdentityHashOf(Listed()));
  EXPECT_NE(ContentHashOf(renewed), ContentHashOf(Listed()));
  EXPECT_NE(IdentityHashOf(renamed), IdentityHashOf(Listed()));
}

TEST(Watchlist, AHistoryLineSaysWhatWhoAndWhy) {
  WatchlistEntryEvent event;
  event.mutable_retirement_proposed()->set_reason("lifted");
  event.mutable_meta()->set_actor_id("ann");
  const auto change = ChangeOf(event);
  EXPECT_EQ(change.fact(), "WatchlistEntryRetirementProposed");
  EXPECT_EQ(change.actor_id(), "ann");
  EXPECT_EQ(change.reason(), "lifted");
}

RC_GTEST_PROP(WatchlistProperty, NoOrderOfRequestsTakesAnEntryOffByOnePersonsWill,
              (const std::vector<int>& steps)) {
  WatchlistEntry entry = Listed();
  std::string proposer;
  v1::RejectRetirementRequest rejecting;
  rejecting.set_reason("it stands");
  for (const int step : steps) {
    const Context who = By(step % 2 == 0 ? "ann" : "bob");
    const bool was_retired = entry.retired();
    const auto before = entry.proposal().proposed_by();
    switch (std::abs(step / 2) % 3) {
      case 0: entry = After(entry, RetireEntry(entry, Retiring(), who), who); break;
      case 1: entry = After(entry, ApproveRetirement(entry, {}, who), who); break;
      default: entry = After(entry, RejectRetirement(entry, rejecting, who), who);
    }
    if (entry.retired() && !was_retired) RC_ASSERT(!before.empty() && before != who.actor_id);
  }
}

}  // namespace
}  // namespace watchbell::visitor
