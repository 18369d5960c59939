// The rules of a watch-list entry, and what it says to the screening.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "services/visitor/domain/screening/watch_index.hpp"
#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/watchlist.pb.h"

namespace watchbell::visitor {

inline constexpr int kEntryAliasesMax = 16;
inline constexpr std::size_t kReasonBytesMax = 2000;  // 500 characters

struct Watchlist {
  using State = v1::WatchlistEntry;
  using Event = v1::WatchlistEntryEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "watchlist-entry";

  static void Evolve(State& entry, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }  // searched in memory, by name
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

Decision<v1::WatchlistEntryEvent> AddEntry(const v1::WatchlistEntry& entry,
                                           const v1::AddEntryRequest& request, const Context& context);
Decision<v1::WatchlistEntryEvent> RetireEntry(const v1::WatchlistEntry& entry,
                                              const v1::RetireEntryRequest& request, const Context& context);

WatchEntry ForScreening(const v1::WatchlistEntry& entry);

// A hit as the person who compares reads it.
v1::Match Explain(const Hit& hit);

}  // namespace watchbell::visitor
