// A class of the directory, as an import says it.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/group.pb.h"

namespace watchbell::notification {

struct Groups {
  using State = v1::Group;
  using Event = v1::GroupEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "group";
  static void Evolve(State& group, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }  // searched in memory
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& group);
};

// Already so when nothing differs.
Decision<v1::GroupEvent> ImportGroup(const v1::Group& group, const v1::Group& imported);

// Whether the class meets then. One without periods meets all day.
bool MeetsIn(const v1::Group& group, const std::string& period);

}  // namespace watchbell::notification
