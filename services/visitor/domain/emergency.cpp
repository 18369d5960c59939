#include "services/visitor/domain/emergency.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "common/id/id.hpp"

namespace watchbell::visitor {
namespace {

using alerting::v1::Action;

// Whether the front door lets anybody in. The column "Doors" of domain.md 3.1; where it leaves a choice (by
// strategy, a drill) this is ours.
struct DoorRule {
  Action action;
  std::string_view hazard;  // empty: any other
  bool closed;
  bool closed_in_drill;
};
constexpr std::array<DoorRule, 7> kDoorRules{{
    {alerting::v1::ACTION_NORMAL, "", false, false},
    {alerting::v1::ACTION_HOLD, "", false, false},  // corridors are kept clear; the desk goes on
    {alerting::v1::ACTION_SECURE, "", true,
     false},  // outer doors locked; a drill does not send visitors away
    {alerting::v1::ACTION_SHELTER, "hazmat", true, true},  // the building is sealed
    {alerting::v1::ACTION_SHELTER, "", false,
     false},  // tornado, earthquake: whoever is at the door is brought in
    {alerting::v1::ACTION_EVACUATE, "", true, true},  // nobody is left at the desk
    {alerting::v1::ACTION_LOCKDOWN, "", true, true},  // open to no one
}};

// Of the same incident by sequence, of two incidents by when they were raised: a school has one at a time.
bool IsNewer(const v1::Alarm& alarm, const v1::Alarm& heard) {
  if (alarm.incident_id() == heard.incident_id()) return alarm.sequence() > heard.sequence();
  return FromProto(alarm.raised_at()) > FromProto(heard.raised_at());
}

}  // namespace

std::string DoorIdOf(std::string_view school) { return id::Derive("door", school); }
std::string SnapshotIdOf(std::string_view incident_id, int page) {
  return id::Derive("emergency-snapshot-" + std::to_string(page), incident_id);
}

bool ClosesDoor(const v1::Alarm& alarm) {
  if (!alarm.open()) return false;
  const auto rule = std::find_if(kDoorRules.begin(), kDoorRules.end(), [&](const DoorRule& one) {
    return one.action == alarm.action() && (one.hazard.empty() || one.hazard == alarm.hazard());
  });
  if (rule == kDoorRules.end()) return true;  // an action that this program does not know: nobody comes in
  return alarm.drill() ? rule->closed_in_drill : rule->closed;
}

bool TakesSnapshot(const v1::Alarm& alarm) {
  return alarm.open() &&
         (alarm.action() == alerting::v1::ACTION_LOCKDOWN || alarm.action() == alerting::v1::ACTION_EVACUATE);
}

void Doors::Evolve(v1::Door& door, const v1::DoorEvent& event) {
  const auto begin = [&](const std::string& school) {
    door.set_id(DoorIdOf(school));
    door.set_school(school);
  };
  switch (event.fact_case()) {
    case v1::DoorEvent::kClosed:
      begin(event.closed().school());
      door.set_closed(true);
      *door.mutable_alarm() = event.closed().alarm();
      break;
    case v1::DoorEvent::kOpened:
      door.set_closed(false);
      *door.mutable_alarm() = event.opened().alarm();
      break;
    case v1::DoorEvent::kHeard:
      begin(event.heard().school());
      *door.mutable_alarm() = event.heard().alarm();
      return;
    case v1::DoorEvent::FACT_NOT_SET: return;
  }
  *door.mutable_since() = event.meta().at();
}

void Snapshots::Evolve(v1::EmergencySnapshot& snapshot, const v1::EmergencySnapshotEvent& event) {
  switch (event.fact_case()) {
    case v1::EmergencySnapshotEvent::kTaken:
      snapshot = event.taken().snapshot();
      *snapshot.mutable_taken_at() = event.meta().at();
      return;
    case v1::EmergencySnapshotEvent::FACT_NOT_SET: return;
  }
}

Indexes Snapshots::IndexesOf(const v1::EmergencySnapshot& snapshot) {
  if (snapshot.page() != 0) return {};
  return {{"snapshots:" + snapshot.school(),
           static_cast<double>(FromProto(snapshot.taken_at()).time_since_epoch().count())}};
}

Decision<v1::DoorEvent> Hear(const v1::Door& door, const std::string& school, const v1::Alarm& alarm) {
  if (door.has_alarm() && !IsNewer(alarm, door.alarm())) return AlreadySo{};
  const bool closes = ClosesDoor(alarm);
  v1::DoorEvent event;
  if (closes == door.closed()) {
    event.mutable_heard()->set_school(school);
    *event.mutable_heard()->mutable_alarm() = alarm;
  } else if (closes) {
    event.mutable_closed()->set_school(school);
    *event.mutable_closed()->mutable_alarm() = alarm;
  } else {
    *event.mutable_opened()->mutable_alarm() = alarm;
  }
  return event;
}

bool LetsIn(const v1::Visit& before, const v1::VisitEvent& event) {
  if (before.inside()) return false;
  if (event.has_held()) return !event.held().arrival().inside();
  return event.has_admitted() && !event.admitted().arrival().inside();
}

Error DoorClosed() {
  return Refuse(Code::kFailedPrecondition, "DOOR_CLOSED",
                "Nobody comes in or is handed over while the alarm lasts; the door opens with its release.");
}

std::vector<v1::PersonInside> PeopleInside(const std::vector<v1::Visit>& visits) {
  std::vector<v1::PersonInside> people;
  for (const auto& visit : visits) {
    const bool held = visit.state() == v1::Visit::STATE_HELD && !visit.inside();
    if (!held && !visit.inside() && visit.state() != v1::Visit::STATE_ON_SITE) continue;
    auto& person = people.emplace_back();
    person.set_visit_id(visit.id());
    person.set_given_name(visit.given_name());
    person.set_family_name(visit.family_name());
    person.set_zone(visit.zone());
    person.set_badge(visit.badge());
    person.set_host_id(visit.host_id());
    person.set_held(held);
    *person.mutable_arrived_at() = visit.arrived_at();
  }
  std::sort(people.begin(), people.end(), [](const auto& a, const auto& b) {
    return std::pair{FromProto(a.arrived_at()), a.visit_id()} <
           std::pair{FromProto(b.arrived_at()), b.visit_id()};
  });
  return people;
}

v1::EmergencySnapshot PageOf(const std::string& school, const v1::Alarm& alarm, int number,
                             const std::vector<v1::PersonInside>& left) {
  v1::EmergencySnapshot page;
  page.set_id(SnapshotIdOf(alarm.incident_id(), number));
  page.set_school(school);
  *page.mutable_alarm() = alarm;
  page.set_page(number);
  const auto size = std::min<std::size_t>(left.size(), kSnapshotPeopleMax);
  for (std::size_t i = 0; i < size; ++i) *page.add_people() = left[i];
  page.set_last(size == left.size() || number + 1 == kSnapshotPagesMax);
  return page;
}

Decision<v1::EmergencySnapshotEvent> TakePage(const v1::EmergencySnapshot& snapshot,
                                              const v1::EmergencySnapshot& page, const Context&) {
  if (!snapshot.id().empty()) return AlreadySo{};
  v1::EmergencySnapshotEvent event;
  *event.mutable_taken()->mutable_snapshot() = page;
  return event;
}

v1::EmergencyView ViewOf(const std::vector<v1::EmergencySnapshot>& pages) {
  v1::EmergencyView view;
  std::map<std::string, v1::ZoneView> zones;
  for (const auto& page : pages) {
    if (page.page() == 0) {
      *view.mutable_alarm() = page.alarm();
      *view.mutable_taken_at() = page.taken_at();
    }
    for (const auto& person : page.people()) *zones[person.zone()].add_people() = person;
    view.set_total(view.total() + page.people_size());
  }
  for (auto& [zone, people] : zones) {
    people.set_zone(zone);
    if (!zone.empty()) *view.add_zones() = people;
  }
  if (const auto unknown = zones.find(""); unknown != zones.end()) *view.add_zones() = unknown->second;
  return view;
}

bool MayView(const v1::Door& door, const std::string& incident_id, const Context& context) {
  return context.May("visit.read") || (door.alarm().incident_id() == incident_id && door.alarm().open());
}

}  // namespace watchbell::visitor
