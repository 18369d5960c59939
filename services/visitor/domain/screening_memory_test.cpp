#include "services/visitor/domain/screening_memory.hpp"

#include <gtest/gtest.h>

namespace watchbell::visitor {
namespace {

using v1::ScreeningMemory;
using v1::ScreeningMemoryEvent;

const Context kNow{.now = TimePoint{std::chrono::seconds{1'800'000'000}},
                   .request_id = "r",
                   .id = "memory-1",
                   .actor_id = "clerk"};
const Pair kPair{"lincoln-es", "key", "entry-1", 77, "another person"};

ScreeningMemory After(ScreeningMemory memory, const Decision<ScreeningMemoryEvent>& decision) {
  if (const auto* event = std::get_if<ScreeningMemoryEvent>(&decision)) {
    auto stamped = *event;
    stamped.mutable_meta()->set_actor_id(kNow.actor_id);
    ScreeningMemories::Evolve(memory, stamped);
  }
  return memory;
}
ScreeningMemory Remembered() { return After({}, Remember({}, kPair, kNow)); }
Context At(TimePoint now) {
  auto context = kNow;
  context.now = now;
  return context;
}

TEST(ScreeningMemory, SilencesTheSamePairWhileTheEntryIsUnchanged) {
  const auto memory = Remembered();
  EXPECT_EQ(memory.decided_by(), "clerk");
  for (int visit = 0; visit < 10; ++visit)
    EXPECT_TRUE(Silences(memory, 77, kNow.now + std::chrono::days{30 * visit}));
}

TEST(ScreeningMemory, AChangedEntryAsksAgainAndCanBeRememberedAnew) {
  EXPECT_FALSE(Silences(Remembered(), 78, kNow.now));
  auto changed = kPair;
  changed.entry_hash = 78;
  EXPECT_TRUE(Silences(After(Remembered(), Remember(Remembered(), changed, kNow)), 78, kNow.now));
}

TEST(ScreeningMemory, EndsAfterTwelveMonths) {
  const auto memory = Remembered();
  const auto end = FromProto(memory.expires_at());
  EXPECT_EQ(end, kNow.now + std::chrono::days{365});
  EXPECT_FALSE(Silences(memory, 77, end));
  EXPECT_EQ(ScreeningMemories::DeadlinesOf(memory).front().due, end);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(
      ScreeningMemories::Tick(memory, "forget", At(end - std::chrono::seconds{1}))));
  EXPECT_TRUE(After(memory, ScreeningMemories::Tick(memory, "forget", At(end))).forgotten());
}

TEST(ScreeningMemory, IsTakenBackWithAReason) {
  EXPECT_EQ(std::get<Error>(Forget(Remembered(), "")).reason, "REASON_MISSING");
  EXPECT_EQ(std::get<Error>(Forget({}, "why")).reason, "NOT_FOUND");
  const auto forgotten = After(Remembered(), Forget(Remembered(), "a mistake"));
  EXPECT_FALSE(Silences(forgotten, 77, kNow.now));
  EXPECT_TRUE(ScreeningMemories::IndexesOf(forgotten).empty());
}

TEST(ScreeningMemory, IsTheSchoolsPersonsAndEntrysOwn) {
  const auto id = MemoryIdOf("lincoln-es", "key", "entry-1");
  EXPECT_EQ(id, MemoryIdOf("lincoln-es", "key", "entry-1"));
  EXPECT_NE(id, MemoryIdOf("adams-ms", "key", "entry-1"));
  EXPECT_NE(id, MemoryIdOf("lincoln-es", "other", "entry-1"));
  EXPECT_NE(id, MemoryIdOf("lincoln-es", "key", "entry-2"));
}

TEST(ScreeningMemory, RememberingTwiceIsAlreadySo) {
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Remember(Remembered(), kPair, kNow)));
}

}  // namespace
}  // namespace watchbell::visitor
