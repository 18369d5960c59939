// The rules of a watch-list entry: how it comes on the list, ends, is renewed, and goes by two people's will.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/time/local.hpp"
#include "common/view/projection.hpp"
#include "services/visitor/domain/entry_content.hpp"
#include "watchbell/visitor/v1/watchlist.pb.h"
#include "watchbell/visitor/v1/watchlist_service.pb.h"

namespace watchbell::visitor {

struct Watchlist {
  using State = v1::WatchlistEntry;
  using Event = v1::WatchlistEntryEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "watchlist-entry";

  static void Evolve(State& entry, const Event& event);
  // watchlist:<school>:<kind>, and but for registries watchlist:<school>, watchlist-proposed:,
  // watchlist-retired: and watchlist-renewals:<school>.
  static Indexes IndexesOf(const State& entry);
  // "expire", at the end of the last day.
  static Deadlines DeadlinesOf(const State& entry);
  static Decision<Event> Tick(const State& entry, std::string_view what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state);
};

// `zone`: where the entry's days begin and end.
Decision<v1::WatchlistEntryEvent> AddEntry(const v1::WatchlistEntry& entry,
                                           const v1::AddEntryRequest& request, const TimeZone& zone,
                                           const Context& context);
Decision<v1::WatchlistEntryEvent> UpdateEntry(const v1::WatchlistEntry& entry,
                                              const v1::UpdateEntryRequest& request, const TimeZone& zone,
                                              const Context& context);
// Proposes; the entry matches on.
Decision<v1::WatchlistEntryEvent> RetireEntry(const v1::WatchlistEntry& entry,
                                              const v1::RetireEntryRequest& request, const Context& context);
// Never by who proposed.
Decision<v1::WatchlistEntryEvent> ApproveRetirement(const v1::WatchlistEntry& entry,
                                                    const v1::ApproveRetirementRequest& request,
                                                    const Context& context);
Decision<v1::WatchlistEntryEvent> RejectRetirement(const v1::WatchlistEntry& entry,
                                                   const v1::RejectRetirementRequest& request,
                                                   const Context& context);

// As its registry has it; `imported` with id, school and registry.
Decision<v1::WatchlistEntryEvent> ImportEntry(const v1::WatchlistEntry& entry,
                                              const v1::WatchlistEntry& imported);
// Its registry has it no more.
Decision<v1::WatchlistEntryEvent> RetireImported(const v1::WatchlistEntry& entry, const Context& context);

// One line of an entry's history.
v1::EntryChange ChangeOf(const v1::WatchlistEntryEvent& event);

}  // namespace watchbell::visitor
