// Lists of blind words: found by who holds the key, also after a rotation, and in no key of Redis.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/ledger/ledger.hpp"
#include "common/testing/servers.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::ledger {
namespace {

using notification::v1::DutyRoster;
using notification::v1::DutyRosterEvent;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kIndex[] = "duty:lincoln-es";

// Filed under the names of the people on it.
struct Rosters {
  using State = DutyRoster;
  using Event = DutyRosterEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "duty-roster";
  static void Evolve(State& roster, const Event& event) {
    *roster.mutable_person_ids() = event.assigned().person_ids();
  }
  static Indexes IndexesOf(const State& roster) {
    Indexes indexes;
    for (const auto& person : roster.person_ids())
      indexes.push_back({kIndex, 1.0 * roster.person_ids_size(), person});
    return indexes;
  }
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

class BlindListTest : public ::testing::Test {
 protected:
  BlindListTest() {
    EXPECT_TRUE(Reconcile(*bus, bus::RecordStream("notification", 1)));
    redis::RedisConfig config;
    config.port = server.port();
    pool = std::make_shared<redis::Pool>(config);
    view = std::make_unique<view::ViewStore>(pool, "notification");
    EXPECT_TRUE(*view->Advance(0, 0, true));
    ring.Add("notification/1", std::string(32, 'a'));
  }

  policy::Sealer SealerNow() { return {ring, policy::KeyRing::Random("directory")}; }
  Ledger<Rosters> LedgerOver(const policy::Sealer& sealer) {
    return Ledger<Rosters>{Environment{bus, &sealer, view.get(), &registry}};
  }
  // A new roster of these people.
  static std::string Assign(Ledger<Rosters>& ledger, const std::vector<std::string>& people) {
    const auto id = id::New(SystemClock()());
    const auto recorded = ledger.Run("lincoln-es", id, {.now = SystemClock()(), .request_id = id},
                                     [&](const DutyRoster&, const Context&) -> Decision<DutyRosterEvent> {
                                       DutyRosterEvent event;
                                       for (const auto& person : people)
                                         event.mutable_assigned()->add_person_ids(person);
                                       return event;
                                     });
    EXPECT_TRUE(recorded);
    return id;
  }
  static std::vector<int> Sizes(Ledger<Rosters>& ledger, const std::string& word, int page_size) {
    std::vector<int> sizes;
    std::string token;
    do {
      const auto page = ledger.ListBlind(kIndex, word, page_size, token);
      EXPECT_TRUE(page);
      if (!page) break;
      for (const auto& roster : page->states) sizes.push_back(roster.person_ids_size());
      token = page->next_page_token;
    } while (!token.empty());
    return sizes;
  }

  testing::NatsServer nats;
  testing::RedisServer server;
  std::shared_ptr<bus::Bus> bus = bus::Bus::Connect({.url = nats.url()}).value();
  std::shared_ptr<redis::Pool> pool;
  std::unique_ptr<view::ViewStore> view;
  prometheus::Registry registry;
  policy::KeyRing ring;
};

TEST_F(BlindListTest, AWordFindsWhatIsFiledUnderIt) {
  const auto sealer = SealerNow();
  auto ledger = LedgerOver(sealer);
  Assign(ledger, {"zanzibarsson"});
  Assign(ledger, {"zanzibarsson", "other"});
  EXPECT_THAT(Sizes(ledger, "zanzibarsson", 10), ElementsAre(1, 2));
  EXPECT_THAT(Sizes(ledger, "other", 10), ElementsAre(2));
  EXPECT_TRUE(Sizes(ledger, "nobody", 10).empty());
}

TEST_F(BlindListTest, TheWordStandsInNoKeyOfRedis) {
  const auto sealer = SealerNow();
  auto ledger = LedgerOver(sealer);
  Assign(ledger, {"zanzibarsson"});
  const auto keys = pool->Run({"KEYS", "*"});
  ASSERT_TRUE(keys);
  int blind = 0;
  for (const auto& key : keys->Items()) {
    EXPECT_THAT(key.Text(), Not(HasSubstr("zanzibar")));
    if (key.Text().find(std::string{kIndex} + ":1.") != std::string::npos) ++blind;
  }
  EXPECT_EQ(blind, 1);
}

TEST_F(BlindListTest, AfterARotationTheOldIsFoundAfterTheNewPageByPage) {
  const auto sealer = SealerNow();
  auto before = LedgerOver(sealer);
  Assign(before, {"zanzibarsson"});
  Assign(before, {"zanzibarsson", "other"});
  ring.Add("notification/2", std::string(32, 'b'));
  const auto rotated = SealerNow();
  auto after = LedgerOver(rotated);
  Assign(after, {"zanzibarsson", "other", "third"});
  EXPECT_THAT(Sizes(after, "zanzibarsson", 1), ElementsAre(3, 1, 2));
  EXPECT_THAT(Sizes(after, "zanzibarsson", 10), ElementsAre(3, 1, 2));
  EXPECT_THAT(Sizes(before, "zanzibarsson", 10), ElementsAre(1, 2));
}

}  // namespace
}  // namespace watchbell::ledger
