// The front door in an emergency: when it is closed, and who was inside when it began. Pure functions;
// domain.md 3.1.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/emergency.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::visitor {

inline constexpr int kSnapshotPeopleMax = 32;  // of one page: a state stays within 8 kB
inline constexpr int kSnapshotPagesMax = 64;   // 2,048 visitors in one building

// One for each school. Closed and opened by what is heard of the school's incidents.
struct Doors {
  using State = v1::Door;
  using Event = v1::DoorEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "door";

  static void Evolve(State& door, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }  // a lockdown has no timed expiry (3.1 b)
};

struct Snapshots {
  using State = v1::EmergencySnapshot;
  using Event = v1::EmergencySnapshotEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "emergency-snapshot";

  static void Evolve(State& snapshot, const Event& event);
  // snapshots:<school>, first pages alone, by when they were taken.
  static Indexes IndexesOf(const State& snapshot);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& snapshot) {
    return retention::Span{"taken", FromProto(snapshot.taken_at())};
  }
};

std::string DoorIdOf(std::string_view school);
std::string SnapshotIdOf(std::string_view incident_id, int page);

// By the table in emergency.cpp.
bool ClosesDoor(const v1::Alarm& alarm);
// LOCKDOWN and EVACUATE, drills too.
bool TakesSnapshot(const v1::Alarm& alarm);

// The door after an alarm. One that is older than what the door has heard changes nothing, in whatever order
// they come.
Decision<v1::DoorEvent> Hear(const v1::Door& door, const std::string& school, const v1::Alarm& alarm);

// Whether somebody who is not in the building comes in, or to its desk.
bool LetsIn(const v1::Visit& before, const v1::VisitEvent& event);
// Why not.
Error DoorClosed();

// Everybody who is in the building or held at its desk. The same order for the same people.
std::vector<v1::PersonInside> PeopleInside(const std::vector<v1::Visit>& visits);
// One page: the next of `people` who are left. Taken once.
Decision<v1::EmergencySnapshotEvent> TakePage(const v1::EmergencySnapshot& snapshot,
                                              const v1::EmergencySnapshot& page, const Context& context);
v1::EmergencySnapshot PageOf(const std::string& school, const v1::Alarm& alarm, int number,
                             const std::vector<v1::PersonInside>& left);

v1::EmergencyView ViewOf(const std::vector<v1::EmergencySnapshot>& pages);
// Whoever may not read visits reads a snapshot only while its incident is open.
bool MayView(const v1::Door& door, const std::string& incident_id, const Context& context);

}  // namespace watchbell::visitor
