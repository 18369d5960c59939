// "Not a match", remembered: the same parent is not stopped at each visit, as long as the entry stays what it
// was. domain.md 3.4 "Memory".
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/screening.pb.h"
#include "watchbell/visitor/v1/screening_service.pb.h"

namespace watchbell::visitor {

// An answer counts for twelve months.
inline constexpr std::chrono::days kRememberedFor{365};

struct ScreeningMemories {
  using State = v1::ScreeningMemory;
  using Event = v1::ScreeningMemoryEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "screening-memory";

  static void Evolve(State& memory, const Event& event);
  static Indexes IndexesOf(const State& memory);      // remembered:<school>:<entry>
  static Deadlines DeadlinesOf(const State& memory);  // "forget", when it has ended
  static Decision<Event> Tick(const State& memory, std::string_view what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state);
};

// One for each school, person and entry. A school answers for itself: a wrong answer opens no other school's
// door.
std::string MemoryIdOf(std::string_view school, std::string_view person_key, std::string_view entry_id);

// Who was told apart from what.
struct Pair {
  std::string school;
  std::string person_key;
  std::string entry_id;
  std::uint64_t entry_hash = 0;
  std::string reason;
};
// Again, with another hash or after its end, it begins anew.
Decision<v1::ScreeningMemoryEvent> Remember(const v1::ScreeningMemory& memory, const Pair& pair,
                                            const Context& context);
Decision<v1::ScreeningMemoryEvent> Forget(const v1::ScreeningMemory& memory, const std::string& reason);

// Whether it silences an entry with this hash now.
bool Silences(const v1::ScreeningMemory& memory, std::uint64_t entry_hash, TimePoint now);

}  // namespace watchbell::visitor
