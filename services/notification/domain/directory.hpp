// The directory's aggregates: schools, people, and who is on duty.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification {

inline constexpr int kDutyMax = 16;

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
};

struct DutyRosters {
  using State = v1::DutyRoster;
  using Event = v1::DutyRosterEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "duty-roster";
  static void Evolve(State& roster, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

// What an import says of a school or a person; already so when nothing differs.
Decision<v1::SchoolEvent> ImportSchool(const v1::School& school, const v1::School& imported);
Decision<v1::PersonEvent> ImportPerson(const v1::Person& person, const v1::Person& imported);

Decision<v1::DutyRosterEvent> AssignDuty(const v1::DutyRoster& roster, const v1::AssignDutyRequest& request,
                                         const Context& context);

}  // namespace watchbell::notification
