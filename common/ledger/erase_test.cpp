// Erasing on a real nats-server and redis-server: what is left on disk, and what comes too late.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/ledger/ledger.hpp"
#include "common/ledger/mirror.hpp"
#include "common/testing/await.hpp"
#include "common/testing/servers.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::ledger {
namespace {

using notification::v1::DutyRoster;
using notification::v1::DutyRosterEvent;
using testing::Await;

const TimePoint kNow{std::chrono::seconds{1'790'000'000}};

// A real aggregate, kept for as long as its file says; its people are not sealed, so that they can be looked
// for.
struct Rosters {
  using State = DutyRoster;
  using Event = DutyRosterEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "duty-roster";
  static void Evolve(State& roster, const Event& event) {
    *roster.mutable_since() = event.meta().at();
    *roster.mutable_person_ids() = event.assigned().person_ids();
  }
  static Indexes IndexesOf(const State&) { return {{"rosters", 1}}; }
  static Deadlines DeadlinesOf(const State&) { return {{"change", kNow}}; }
  static retention::Span RetentionOf(const State& roster) { return {"any", FromProto(roster.since())}; }
};

Ledger<Rosters>::Decide Adding(const std::string& person) {
  return [person](const DutyRoster& roster, const Context&) -> Decision<DutyRosterEvent> {
    DutyRosterEvent event;
    *event.mutable_assigned()->mutable_person_ids() = roster.person_ids();
    event.mutable_assigned()->add_person_ids(person);
    return event;
  };
}

class EraseTest : public ::testing::Test {
 protected:
  EraseTest() {
    EXPECT_TRUE(Reconcile(*bus, bus::RecordStream("notification", 1)));
    EXPECT_TRUE(Reconcile(*bus, bus::RecordStream("dead_letters", 1)));
    EXPECT_TRUE(view.Advance(0, 0, true));
    EXPECT_TRUE(ledger.Run(school, id, Asking("r1"), Adding("CANARYANA")));
    EXPECT_TRUE(ledger.Run(school, id, Asking("r2"), Adding("CANARYBEN")));
  }
  Environment Env() { return {bus, &sealer, &view, &registry, &periods}; }
  Context Asking(const std::string& request_id) { return {.now = kNow, .request_id = request_id}; }
  // In how many files of the stream the text stands.
  int FilesWith(const std::string& text) {
    int found = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(nats.files())) {
      if (!file.is_regular_file()) continue;
      std::ostringstream bytes;
      bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
      found += bytes.str().find(text) != std::string::npos ? 1 : 0;
    }
    return found;
  }
  std::optional<bus::Stored> Newest() {
    return bus->Last("NOTIFICATION", names::RecordSubject(ledger.KeyOf(school, id)), bus::Freshness::kLeader)
        .value();
  }
  std::vector<std::string> Timers() {
    std::vector<std::string> what;
    const auto due = view.Due(kNow + std::chrono::days{10'000}, 100).value();
    for (const auto& timer : due) what.push_back(timer.what);
    return what;
  }

  testing::NatsServer nats;
  testing::RedisServer redis;
  std::shared_ptr<bus::Bus> bus = bus::Bus::Connect({.url = nats.url()}).value();
  std::shared_ptr<redis::Pool> pool = std::make_shared<redis::Pool>(redis::RedisConfig{.port = redis.port()});
  view::ViewStore view{pool, "notification"};
  policy::Sealer sealer{policy::KeyRing::Random("notification"), policy::KeyRing::Random("directory")};
  prometheus::Registry registry;
  retention::Periods periods =
      retention::Periods::Parse(R"({"notification": {"duty-roster": {"any": 30}}})").value();
  Ledger<Rosters> ledger{Env()};
  const std::string school = "lincoln-es";
  const std::string id = id::Derive("test", "roster");
};

TEST_F(EraseTest, NoByteOfAnyEventIsLeftOnDisk) {
  ASSERT_TRUE(Await([&] { return FilesWith("CANARYANA") == 1; }));
  ASSERT_TRUE(ledger.Erase(school, id, Asking("erase")));
  EXPECT_EQ(FilesWith("CANARYANA"), 0);
  EXPECT_EQ(FilesWith("CANARYBEN"), 0);
  EXPECT_TRUE(IsErased(*Newest()));
  EXPECT_TRUE(Newest()->payload.empty());
}

TEST_F(EraseTest, TheViewKeepsNothingOfIt) {
  ASSERT_EQ(ledger.List("rosters", 10, "")->states.size(), 1U);
  EXPECT_EQ(Timers(), (std::vector<std::string>{"change", kPurgeTimer}));
  ASSERT_TRUE(ledger.Erase(school, id, Asking("erase")));
  EXPECT_TRUE(ledger.List("rosters", 10, "")->states.empty());
  EXPECT_EQ(Timers(), (std::vector<std::string>{kSweepTimer, kBuryTimer}));
  const auto body = pool->Run({"HGET", names::ViewKey(ledger.KeyOf(school, id)), "body"});
  EXPECT_EQ(body->Text(), "");
}

TEST_F(EraseTest, WhatComesLateIsRefused) {
  Ledger<Rosters> replica{Env()};  // knows the state before
  ASSERT_TRUE(replica.Run(school, id, Asking("r3"), Adding("CANARYCAT")));
  ASSERT_TRUE(ledger.Erase(school, id, Asking("erase")));
  for (auto* one : {&ledger, &replica}) {
    EXPECT_EQ(one->Run(school, id, Asking("r4"), Adding("CANARYDAN")).error().reason, "ERASED");
    EXPECT_EQ(one->Run(school, id, Asking("r5"), Adding("CANARYDAN"), {.likely_new = true}).error().reason,
              "ERASED");
    EXPECT_EQ(one->Get(school, id).error().reason, "ERASED");
  }
  EXPECT_EQ(FilesWith("CANARYDAN"), 0);
}

TEST_F(EraseTest, MayBeRepeatedAndFinishedByAnother) {
  ASSERT_TRUE(ledger.Erase(school, id, Asking("erase")));
  const auto mark = Newest()->sequence;
  Ledger<Rosters> replica{Env()};
  EXPECT_TRUE(replica.Erase(school, id, Asking("erase again")));
  EXPECT_TRUE(replica.Sweep(replica.KeyOf(school, id)));
  EXPECT_EQ(Newest()->sequence, mark);
}

TEST_F(EraseTest, AMarkWhoseReplicaDiedIsSweptByTheNext) {
  // As if the process had died right after the mark was stored.
  ASSERT_TRUE(bus->Append(ErasedMark(ledger.KeyOf(school, id), Newest()->sequence, Asking("erase"))));
  ASSERT_TRUE(Await([&] { return FilesWith("CANARYANA") == 1; }));
  Ledger<Rosters> replica{Env()};
  const auto entry = replica.ToView(*Newest());  // what the follower makes of it
  ASSERT_TRUE(entry);
  EXPECT_TRUE(entry->body.empty());
  EXPECT_EQ(entry->projection.deadlines.front(), (Deadline{kSweepTimer, kNow}));
  ASSERT_TRUE(replica.Sweep(replica.KeyOf(school, id)));
  EXPECT_EQ(FilesWith("CANARYANA"), 0);
}

TEST_F(EraseTest, CopiesAmongTheDeadLettersGoToo) {
  const auto event = *Newest();
  ASSERT_TRUE(
      bus->Append({.subject = names::DeadLetterSubject("notification__alarms", school, event.Header("ce-id")),
                   .id = "letter",
                   .payload = event.payload}));
  ASSERT_TRUE(Await([&] { return FilesWith("CANARYANA") == 2; }));
  ASSERT_TRUE(ledger.Erase(school, id, Asking("erase")));
  EXPECT_EQ(FilesWith("CANARYANA"), 0);
}

TEST_F(EraseTest, BuriedItLeavesNoTraceAtAll) {
  ASSERT_TRUE(ledger.Erase(school, id, Asking("erase")));
  ASSERT_TRUE(ledger.Bury(ledger.KeyOf(school, id)));
  EXPECT_FALSE(Newest());
  EXPECT_TRUE(Timers().empty());
  EXPECT_TRUE(pool->Run({"HGET", names::ViewKey(ledger.KeyOf(school, id)), "seq"})->IsNil());
  EXPECT_EQ(ledger.Get(school, id).error().reason, "NOT_FOUND");
}

TEST_F(EraseTest, WhatIsNotErasedIsNotBuriedAndNotSwept) {
  EXPECT_TRUE(ledger.Sweep(ledger.KeyOf(school, id)));
  EXPECT_TRUE(ledger.Bury(ledger.KeyOf(school, id)));
  EXPECT_EQ(ledger.Get(school, id)->state.person_ids_size(), 2);
}

TEST_F(EraseTest, TheNewestOfASchoolIsOneThatStands) {
  const auto other = id::Derive("test", "other");
  ASSERT_TRUE(ledger.Run(school, other, Asking("r3"), Adding("dan")));
  ASSERT_TRUE(ledger.Erase(school, id, Asking("erase")));  // its mark is the newest message now
  EXPECT_EQ(ledger.Newest(school)->value().id, other);
}

TEST_F(EraseTest, AMirrorForgetsIt) {
  std::atomic<int> known = 0;
  Mirror<Rosters> mirror{bus, sealer, [&](const names::Key&, const DutyRoster&) { known = 1; },
                         [&](const names::Key&) { known = 0; }};
  ASSERT_TRUE(Await([&] { return known == 1; }));
  ASSERT_TRUE(ledger.Erase(school, id, Asking("erase")));
  EXPECT_TRUE(Await([&] { return known == 0; }));
}

TEST_F(EraseTest, APeriodSetsADeadlineAndALegalHoldTakesItAway) {
  const auto key = ledger.KeyOf(school, id);
  const auto state = ledger.Get(school, id)->state;
  EXPECT_EQ(ledger.EndOf(key, state), kNow + std::chrono::days{30});
  periods = retention::Periods::Parse(R"({"notification": {"duty-roster": {"any": 30}}, "legal_holds": [")" +
                                      id + R"("]})")
                .value();
  EXPECT_FALSE(ledger.EndOf(key, state));
}

TEST_F(EraseTest, WhatNobodyUsesLeavesMemory) {
  ledger.ForgetIdle(std::chrono::steady_clock::now());
  nats.Kill();
  ASSERT_TRUE(Await([&] { return !bus->Connected(); }));
  const auto seen = [&] {
    return ledger
        .Run(school, id, Asking("r2"), Adding("x"), {.append_timeout = std::chrono::milliseconds{50}})
        .has_value();
  };
  EXPECT_TRUE(seen());  // from memory
  ledger.ForgetIdle(std::chrono::steady_clock::now() + Journal::kCachedFor + std::chrono::seconds{1});
  EXPECT_FALSE(seen());
}

}  // namespace
}  // namespace watchbell::ledger
