#include "services/visitor/domain/check_in.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/visitor/domain/kinds.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {
namespace {

using std::chrono::hours;
using v1::Visit;
using v1::VisitEvent;

const Context kNow{.now = TimePoint{std::chrono::seconds{1'800'000'000}},
                   .request_id = "0198c0de-0000-7000-8000-000000000001",
                   .id = "0198c0de-0000-7000-8000-000000000001",
                   .actor_id = "clerk"};

Visit Arrival(int matches) {
  Visit arrival;
  arrival.set_school("lincoln-es");
  arrival.set_family_name("Specimen");
  arrival.set_kind(v1::PERSON_KIND_VISITOR);
  arrival.mutable_document()->set_kind(v1::Document::KIND_OTHER);
  for (int i = 0; i < matches; ++i) arrival.add_matches()->set_entry_id("entry");
  return arrival;
}
Visit Offline(int matches, hours ago) {
  Visit arrival = Arrival(matches);
  arrival.set_inside(true);
  *arrival.mutable_arrived_at() = ToProto(kNow.now - ago);
  return arrival;
}

Visit After(Visit visit, const Decision<VisitEvent>& decision, const Context& context = kNow) {
  if (const auto* event = std::get_if<VisitEvent>(&decision)) {
    VisitEvent stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(context.now);
    stamped.mutable_meta()->set_actor_id(context.actor_id);
    Visits::Evolve(visit, stamped);
  }
  return visit;
}
std::string Reason(const Decision<VisitEvent>& decision) {
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}
Visit Waiting() {
  v1::AnnounceArrivalRequest request;
  request.set_school("lincoln-es");
  request.set_entry("gym");
  return After({}, AnnounceArrival({}, request, kNow));
}

TEST(CheckIn, WhoWaitsOutsideIsListedAndCheckedInWithTheMomentOfArrival) {
  const Visit waiting = Waiting();
  EXPECT_EQ(waiting.state(), Visit::STATE_ARRIVED);
  EXPECT_EQ(waiting.entry(), "gym");
  EXPECT_TRUE(IsListed(waiting));
  EXPECT_FALSE(waiting.inside());
  Context later = kNow;
  later.now += hours{1};
  later.request_id = "0198c0de-0000-7000-8000-000000000002";
  const Visit inside = After(waiting, CheckIn(waiting, Arrival(0), later), later);
  EXPECT_EQ(inside.state(), Visit::STATE_ON_SITE);
  EXPECT_EQ(FromProto(inside.arrived_at()), kNow.now);
  EXPECT_EQ(FromProto(inside.admitted_at()), later.now);
  EXPECT_EQ(Reason(CheckIn(inside, Arrival(0), later)), "VISIT_NOT_WAITING");
  EXPECT_EQ(Reason(CheckIn({}, Arrival(0), later)), "NOT_FOUND");
}

TEST(CheckIn, WithoutADocumentAnEscortIsNeeded) {
  Visit arrival = Arrival(0);
  arrival.mutable_document()->set_kind(v1::Document::KIND_NONE);
  EXPECT_EQ(Reason(CheckIn({}, arrival, kNow)), "ESCORT_MISSING");
  arrival.set_escort_id("teacher");
  EXPECT_EQ(After({}, CheckIn({}, arrival, kNow)).state(), Visit::STATE_ON_SITE);
}

TEST(CheckIn, AMinorIsSentToTheStudentPathUnlessAccompanied) {
  Visit arrival = Arrival(0);
  arrival.set_minor(true);
  EXPECT_EQ(Reason(CheckIn({}, arrival, kNow)), "UNDER_AGE");
  arrival.set_escort_id("coach");
  EXPECT_EQ(After({}, CheckIn({}, arrival, kNow)).state(), Visit::STATE_ON_SITE);
}

TEST(CheckIn, VolunteersAndContractorsNeedAClearanceOrAnEscort) {
  for (const auto kind : {v1::PERSON_KIND_VOLUNTEER, v1::PERSON_KIND_CONTRACTOR}) {
    Visit arrival = Arrival(0);
    arrival.set_kind(kind);
    EXPECT_EQ(Reason(CheckIn({}, arrival, kNow)), "CLEARANCE_MISSING");
    Visit escorted = arrival;
    escorted.set_escort_id("teacher");
    EXPECT_EQ(Reason(CheckIn({}, escorted, kNow)), "");
    arrival.set_clearance_id("clearance");
    EXPECT_EQ(Reason(CheckIn({}, arrival, kNow)), "");
  }
  for (const auto kind : {v1::PERSON_KIND_GUARDIAN, v1::PERSON_KIND_OFFICIAL,
                          v1::PERSON_KIND_EXERCISE_PARTNER, v1::PERSON_KIND_FORMER_STUDENT}) {
    Visit arrival = Arrival(0);
    arrival.set_kind(kind);
    EXPECT_EQ(Reason(CheckIn({}, arrival, kNow)), "") << kind;
  }
}

TEST(CheckIn, ABadgeEndsWhenSuchVisitsDoAndNeverAfterADay) {
  Visit arrival = Arrival(0);
  EXPECT_EQ(FromProto(After({}, CheckIn({}, arrival, kNow)).valid_until()),
            kNow.now + UsualStay(v1::PERSON_KIND_VISITOR));
  *arrival.mutable_valid_until() = ToProto(kNow.now + hours{25});
  EXPECT_EQ(Reason(CheckIn({}, arrival, kNow)), "VALID_UNTIL_OUT_OF_RANGE");
  *arrival.mutable_valid_until() = ToProto(kNow.now);
  EXPECT_EQ(Reason(CheckIn({}, arrival, kNow)), "VALID_UNTIL_OUT_OF_RANGE");
  *arrival.mutable_valid_until() = ToProto(kNow.now + hours{1});
  EXPECT_EQ(FromProto(After({}, CheckIn({}, arrival, kNow)).valid_until()), kNow.now + hours{1});
}

TEST(CheckIn, AnOfflineArrivalKeepsItsTimeAndSaysThatItWasReportedLater) {
  const Visit visit = After({}, CheckIn({}, Offline(0, hours{3}), kNow));
  EXPECT_EQ(visit.state(), Visit::STATE_ON_SITE);
  EXPECT_EQ(FromProto(visit.arrived_at()), kNow.now - hours{3});
  EXPECT_EQ(FromProto(visit.reported_at()), kNow.now);
  EXPECT_EQ(Reason(CheckIn({}, Offline(0, hours{25}), kNow)), "ARRIVAL_TOO_OLD");
  EXPECT_EQ(Reason(CheckIn({}, Offline(0, hours{-1}), kNow)), "ARRIVAL_TOO_OLD");
}

TEST(CheckIn, AMatchOfAnOfflineArrivalIsHeldThoughThePersonIsInside) {
  const Visit visit = After({}, CheckIn({}, Offline(1, hours{3}), kNow));
  EXPECT_EQ(visit.state(), Visit::STATE_HELD);
  EXPECT_TRUE(visit.inside());
  EXPECT_TRUE(visit.badge().empty());
}

TEST(CheckIn, WithoutAWatchListOnlyAnOfflineArrivalIsTakenAndScreenedLater) {
  EXPECT_EQ(Reason(CheckInUnscreened({}, Arrival(0), kNow)), "WATCHLIST_LOADING");
  const Visit waiting = After({}, CheckInUnscreened({}, Offline(0, hours{3}), kNow));
  EXPECT_EQ(waiting.state(), Visit::STATE_NOT_YET_SCREENED);
  EXPECT_TRUE(waiting.inside());
  EXPECT_TRUE(IsListed(waiting));
  EXPECT_EQ(After(waiting, ScreenLate(waiting, waiting, kNow)).state(), Visit::STATE_ON_SITE);
  Visit found = waiting;
  found.add_matches()->set_entry_id("entry");
  const Visit held = After(waiting, ScreenLate(waiting, found, kNow));
  EXPECT_EQ(held.state(), Visit::STATE_HELD);
  EXPECT_TRUE(held.inside());
  EXPECT_EQ(held.matches_size(), 1);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ScreenLate(held, held, kNow)));
}

// One request of any kind, on any state.
Decision<VisitEvent> Any(const Visit& visit, int choice, bool match, const Context& context) {
  Visit screened = visit;
  screened.clear_matches();
  if (match) screened.add_matches()->set_entry_id("entry");
  v1::DecideMatchRequest decide;
  decide.set_decision(static_cast<v1::MatchDecision>(choice % 4));
  v1::MoveToZoneRequest move;
  move.set_zone("gym");
  switch (choice % 11) {
    case 0: return AnnounceArrival(visit, {}, context);
    case 1: return CheckIn(visit, Arrival(match ? 1 : 0), context);
    case 2: return CheckIn(visit, Offline(match ? 1 : 0, hours{1}), context);
    case 3: return CheckInUnscreened(visit, Offline(0, hours{1}), context);
    case 4: return ScreenLate(visit, screened, context);
    case 5: return MoveToZone(visit, move, context);
    case 6: return CheckOut(visit, {}, context);
    case 7: return Visits::Tick(visit, choice % 2 == 0 ? "close" : "overdue", context);
    default: return DecideMatch(visit, decide, context);
  }
}

RC_GTEST_PROP(CheckInProperty, NobodyIsOnSiteWithoutAClearScreeningOrADecision,
              (const std::vector<std::uint8_t>& choices)) {
  Visit visit;
  Context context = kNow;
  bool cleared = false;
  for (const int choice : choices) {
    const bool match = choice > 127;
    const Visit before = visit;
    const auto decision = Any(visit, choice, match, context);
    visit = After(visit, decision, context);
    const auto* event = std::get_if<VisitEvent>(&decision);
    if (event && event->has_admitted()) cleared |= !match || before.state() == Visit::STATE_HELD;
    if (event && event->has_held()) cleared = false;
    RC_ASSERT(visit.state() != Visit::STATE_ON_SITE || cleared);
    RC_ASSERT(visit.state() != Visit::STATE_ON_SITE || visit.matches().empty() ||
              visit.decision() == v1::MATCH_DECISION_NOT_A_MATCH);
    RC_ASSERT((visit.state() == Visit::STATE_ON_SITE) <= !visit.badge().empty());
    RC_ASSERT(visit.badge().empty() || visit.has_admitted_at());
    RC_ASSERT(visit.state() != Visit::STATE_LEFT || !IsListed(visit));
    RC_ASSERT(before.state() != Visit::STATE_LEFT || visit.state() == Visit::STATE_LEFT);
    context.now += std::chrono::minutes{choice};
    if (!visit.id().empty())
      context.request_id = "0198c0de-0000-7000-8000-0000000000" + std::to_string(10 + choice % 90);
  }
}

RC_GTEST_PROP(CheckInProperty, ARepeatedRequestAddsNoFact, (const std::vector<std::uint8_t>& choices)) {
  Visit visit;
  for (const int choice : choices) {
    visit = After(visit, Any(visit, choice, choice > 127, kNow));
    if (choice % 11 == 3 || choice % 11 > 7)
      continue;  // decisions and unscreened arrivals move on step by step
    RC_ASSERT(!std::holds_alternative<VisitEvent>(Any(visit, choice, choice > 127, kNow)));
  }
}

}  // namespace
}  // namespace watchbell::visitor
