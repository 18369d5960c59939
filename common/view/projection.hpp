// How a state is found again: the index sets that it belongs to, and the moments at which it must be looked
// at.
#pragma once

#include <string>
#include <vector>

#include "common/time/clock.hpp"

namespace watchbell {

// Membership of one sorted set, like {"on_site:lincoln-es", arrival in ms}.
struct IndexEntry {
  std::string index;
  double score = 0;  // lists are in this order
  // A personal word that the set is about, like a name: the ledger puts its keyed hash behind the index's
  // name, and the word itself stays in the process.
  std::string blind{};
  bool operator==(const IndexEntry&) const = default;
};
using Indexes = std::vector<IndexEntry>;

// One durable timer: a Tick is run on the aggregate at or after `due`. A deadline that the next state does
// not name is off.
struct Deadline {
  std::string what;  // "escalate"
  TimePoint due;
  bool operator==(const Deadline&) const = default;
};
using Deadlines = std::vector<Deadline>;

struct Projection {
  Indexes indexes;
  Deadlines deadlines;
};

}  // namespace watchbell
