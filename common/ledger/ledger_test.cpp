// The ledger's promises on a real nats-server.
#include <gtest/gtest.h>

#include <thread>

#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/ledger/window.hpp"
#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::ledger {
namespace {

using notification::v1::DutyRoster;
using notification::v1::DutyRosterEvent;
using testing::Await;

// A real aggregate with a rule of the test's own: every request adds one person to the end of the roster.
struct Rosters {
  using State = DutyRoster;
  using Event = DutyRosterEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "duty-roster";
  static void Evolve(State& roster, const Event& event) {
    *roster.mutable_since() = event.meta().at();
    *roster.mutable_person_ids() = event.assigned().person_ids();
  }
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

auto Adding(std::string person) {
  return [person = std::move(person)](const DutyRoster& roster, const Context&) -> Decision<DutyRosterEvent> {
    DutyRosterEvent event;
    *event.mutable_assigned()->mutable_person_ids() = roster.person_ids();
    event.mutable_assigned()->add_person_ids(person);
    return event;
  };
}
Decision<DutyRosterEvent> Refusing(const DutyRoster& roster, const Context&) {
  return Refuse(Code::kFailedPrecondition, "SIZE_" + std::to_string(roster.person_ids_size()), "");
}

class LedgerTest : public ::testing::Test {
 protected:
  LedgerTest() {
    auto spec = bus::RecordStream("notification", 1);
    spec.duplicates = std::chrono::milliseconds{200};  // the window of the test that outlives it
    EXPECT_TRUE(Reconcile(*bus, spec));
  }
  Environment Env(std::shared_ptr<bus::Bus> over) { return {std::move(over), &sealer, nullptr, &registry}; }
  Context Asking(const std::string& request_id) { return {.now = SystemClock()(), .request_id = request_id}; }

  testing::NatsServer nats;
  std::shared_ptr<bus::Bus> bus = bus::Bus::Connect({.url = nats.url()}).value();
  policy::Sealer sealer{policy::KeyRing::Random("notification"), policy::KeyRing::Random("directory")};
  prometheus::Registry registry;
  Ledger<Rosters> ledger{Env(bus)};
  const std::string school = "lincoln-es";
  const std::string id = id::Derive("test", "roster");
};

TEST_F(LedgerTest, ARequestBecomesOneEventThatCarriesTheState) {
  const auto recorded = ledger.Run(school, id, Asking("r1"), Adding("ana"));
  ASSERT_TRUE(recorded);
  EXPECT_TRUE(recorded->changed);
  EXPECT_EQ(recorded->state.person_ids(0), "ana");
  const auto stored =
      bus->Last("NOTIFICATION", names::RecordSubject(ledger.KeyOf(school, id)), bus::Freshness::kLeader);
  EXPECT_EQ(stored->value().Header("ce-type"), "watchbell.notification.v1.DutyAssigned");
  EXPECT_EQ(stored->value().Header("ce-id"), EventId(ledger.KeyOf(school, id), "r1"));
  EXPECT_EQ(stored->value().Header("ce-specversion"), "1.0");
  EXPECT_EQ(ledger.Get(school, id)->state.person_ids_size(), 1);
}

TEST_F(LedgerTest, AnIdThatIsNoTokenNamesNothingAndTheConnectionStands) {
  ASSERT_TRUE(ledger.Run(school, id, Asking("r1"), Adding("ana")));
  for (const std::string bad : {"*", ">", "", "x\r\nPUB record.notification.v1.probe.x.1 0\r\n"}) {
    EXPECT_EQ(ledger.Get(school, bad).error().code, Code::kNotFound) << bad;
    EXPECT_EQ(ledger.Get(bad, id).error().code, Code::kNotFound) << bad;
    EXPECT_EQ(ledger.Run(school, bad, Asking("r2"), Adding("ben")).error().reason, "ID_MALFORMED");
    EXPECT_EQ(ledger.Run(bad, id, Asking("r2"), Adding("ben")).error().reason, "ID_MALFORMED");
  }
  EXPECT_EQ(bus->Epoch(), 1U) << "the server ended the connection";
}

TEST_F(LedgerTest, TheStateEvolvesKnowingWhen) {
  auto context = Asking("r1");
  context.now = TimePoint{std::chrono::seconds{1'800'000'000}};
  EXPECT_EQ(ledger.Run(school, id, context, Adding("ana"))->state.since().seconds(), 1'800'000'000);
}

TEST_F(LedgerTest, ARepeatedRequestChangesNothingAndAnswersTheSame) {
  const auto first = ledger.Run(school, id, Asking("r1"), Adding("ana"));
  const auto again = ledger.Run(school, id, Asking("r1"), Adding("ana"));
  EXPECT_FALSE(again->changed);
  EXPECT_EQ(again->sequence, first->sequence);
  EXPECT_EQ(again->state.person_ids_size(), 1);
}

TEST_F(LedgerTest, ARequestRepeatedOnAnotherReplicaAfterTheDuplicatesWindowChangesNothing) {
  ASSERT_TRUE(ledger.Run(school, id, Asking("r1"), Adding("ana")));
  ASSERT_TRUE(ledger.Run(school, id, Asking("r2"), Adding("ben")));
  const auto probe = [&] {  // the window has passed once the server stores a repeated id anew
    const auto ack =
        bus->Append({.subject = "record.notification.v1.probe.x.1", .id = "probe", .payload = ""});
    return ack && !ack->duplicate && ack->sequence > 3;
  };
  ASSERT_TRUE(Await(probe));
  Ledger<Rosters> replica{Env(bus::Bus::Connect({.url = nats.url()}).value())};
  const auto again = replica.Run(school, id, Asking("r1"), Adding("ana"));
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->changed);
  EXPECT_EQ(again->state.person_ids_size(), 2);
}

TEST_F(LedgerTest, WhatIsTakenForNewAndExistsAfterAllIsReadFirst) {
  ASSERT_TRUE(ledger.Run(school, id, Asking("r1"), Adding("ana")));
  Ledger<Rosters> replica{Env(bus)};  // remembers nothing
  const auto added = replica.Run(school, id, Asking("r2"), Adding("ben"), {.likely_new = true});
  ASSERT_TRUE(added);
  EXPECT_EQ(added->state.person_ids_size(), 2);
  Ledger<Rosters> third{Env(bus)};
  const auto refused = third.Run(school, id, Asking("r3"), Refusing, {.likely_new = true});
  EXPECT_EQ(refused.error().reason, "SIZE_2");
  EXPECT_FALSE(third.Run(school, id, Asking("r1"), Adding("ana"), {.likely_new = true})->changed);
}

TEST_F(LedgerTest, TwoWritersOnOneAggregateLoseNobodysFactAndDoubleNone) {
  constexpr int kRounds = 100;
  const auto write = [&](const std::string& name) {
    Ledger<Rosters> replica{Env(bus::Bus::Connect({.url = nats.url()}).value())};
    for (int round = 0; round < kRounds; ++round) {
      const std::string fact = name + std::to_string(round);
      ASSERT_TRUE(replica.Run(school, id, Asking(fact), Adding(fact)));
    }
  };
  std::thread one(write, "one");
  std::thread two(write, "two");
  one.join();
  two.join();
  const auto end = ledger.Get(school, id);
  const std::set<std::string> facts(end->state.person_ids().begin(), end->state.person_ids().end());
  EXPECT_EQ(end->state.person_ids_size(), 2 * kRounds);
  EXPECT_EQ(facts.size(), 2U * kRounds);
}

TEST_F(LedgerTest, ARefusalIsDecidedOnTheFreshStateBeforeAnybodyHearsIt) {
  ASSERT_TRUE(ledger.Run(school, id, Asking("r1"), Adding("ana")));
  Ledger<Rosters> replica{Env(bus)};
  ASSERT_TRUE(replica.Run(school, id, Asking("r2"), Adding("ben")));
  EXPECT_EQ(ledger.Run(school, id, Asking("r3"), Refusing).error().reason, "SIZE_2");
}

TEST_F(LedgerTest, ALostAcknowledgementIsNoLostAndNoDoubledFact) {
  ASSERT_TRUE(
      ledger.Run(school, id, Asking("r0"), Adding("zoe")));  // known: the next request starts with its append
  nats.Freeze();  // the append is sent, its acknowledgement does not come
  const auto unheard = ledger.Run(school, id, Asking("r1"), Adding("ana"),
                                  {.append_timeout = std::chrono::milliseconds{50}, .append_tries = 1});
  nats.Thaw();
  ASSERT_FALSE(unheard);
  EXPECT_EQ(unheard.error().code, Code::kUnavailable);
  const auto heard = ledger.Run(school, id, Asking("r1"), Adding("ana"));
  ASSERT_TRUE(heard);
  EXPECT_EQ(heard->state.person_ids_size(), 2);
}

TEST_F(LedgerTest, AServerRestartInTheMiddleLosesNothingThatWasAcknowledged) {
  constexpr int kFacts = 60;
  std::set<std::string> acknowledged;
  for (int i = 0; i < kFacts; ++i) {
    if (i == kFacts / 3) nats.Kill();
    if (i == kFacts / 3 + 3) nats.Start();
    const std::string fact = std::to_string(i);
    if (ledger.Run(school, id, Asking(fact), Adding(fact))) acknowledged.insert(fact);
  }
  ASSERT_TRUE(Await([&] { return ledger.Get(school, id).has_value(); }));
  const auto end = ledger.Get(school, id);
  const std::multiset<std::string> facts(end->state.person_ids().begin(), end->state.person_ids().end());
  EXPECT_GT(acknowledged.size(), 20U);
  for (const auto& fact : acknowledged) EXPECT_EQ(facts.count(fact), 1U) << fact;
}

TEST_F(LedgerTest, WhileTheRecordIsAwayARequestSaysSoAndLosesNothing) {
  nats.Kill();
  ASSERT_TRUE(Await([&] { return !bus->Connected(); }));
  EXPECT_EQ(ledger.Run(school, id, Asking("r1"), Adding("ana")).error().code, Code::kUnavailable);
}

TEST_F(LedgerTest, AWindowOfRequestsRecordsEach) {
  constexpr int kCount = 2000;
  {
    Window<Rosters> window(ledger);
    for (int i = 0; i < kCount; ++i) {
      const auto one = id::Derive("many", std::to_string(i));
      window.Submit(school, one, Asking(one), Adding("ana"));
    }
    ASSERT_TRUE(window.Drain());
  }
  EXPECT_EQ(ledger.Get(school, id::Derive("many", std::to_string(kCount - 1)))->state.person_ids_size(), 1);
}

TEST_F(LedgerTest, TheNewestOfASchoolIsFound) {
  EXPECT_FALSE(ledger.Newest(school)->has_value());
  ASSERT_TRUE(ledger.Run(school, id, Asking("r1"), Adding("ana")));
  const auto other = id::Derive("test", "other");
  ASSERT_TRUE(ledger.Run(school, other, Asking("r2"), Adding("ben")));
  EXPECT_EQ(ledger.Newest(school)->value().id, other);
}

TEST_F(LedgerTest, AStateThatGrowsWithoutBoundIsRefused) {
  const auto huge = ledger.Run(school, id, Asking("r1"), Adding(std::string(kEventBytesMax, 'a')));
  ASSERT_FALSE(huge);
  EXPECT_EQ(huge.error().reason, "STATE_TOO_LARGE");
}

}  // namespace
}  // namespace watchbell::ledger
