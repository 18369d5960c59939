// The directory's aggregates: schools and people.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification {

struct Schools {
  using State = v1::School;
  using Event = v1::SchoolEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "school";
  static void Evolve(State& school, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }  // searched in memory
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

struct People {
  using State = v1::Person;
  using Event = v1::PersonEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "person";
  static void Evolve(State& person, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }  // searched in memory
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& person);
};

// Now, as one of possibly several.
bool BelongsTo(const v1::Person& person, const std::string& school);

// A contact, but no guardian: takes a child home only when named.
bool IsRelative(const v1::Person& person);

// What an import says of a school or a person; already so when nothing differs. Of a person the import does
// not touch what the files do not know (contacts.hpp).
Decision<v1::SchoolEvent> ImportSchool(const v1::School& school, const v1::School& imported);
Decision<v1::PersonEvent> ImportPerson(const v1::Person& person, const v1::Person& imported);

}  // namespace watchbell::notification
