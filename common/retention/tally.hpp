// What was counted of aggregates before they were erased: the rules of one month's tally.
#pragma once

#include <string>

#include "common/ledger/decision.hpp"
#include "common/names/names.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/common/v1/retention.pb.h"

namespace watchbell::retention {

inline constexpr char kErased[] = "erased";  // the count of the aggregates themselves
// An aggregate is counted, then erased. When that breaks off in between it is counted again, and this many
// others may have been meanwhile.
inline constexpr int kRecentMax = 512;
inline constexpr int kNumbersMax = 64;

struct Tallies {
  using State = common::v1::Tally;
  using Event = common::v1::TallyEvent;
  static constexpr std::string_view kService = "";  // every service has its own
  static constexpr std::string_view kAggregate = "tally";
  static void Evolve(State& tally, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

// Of the aggregate's kind and month; the school stands in the subject.
std::string TallyId(std::string_view aggregate, std::string_view month);

// `key`: of the aggregate that is about to be erased.
Decision<common::v1::TallyEvent> CountErased(const common::v1::Tally& tally, const names::Key& key,
                                             const Counts& counts, const Context& context);

}  // namespace watchbell::retention
