#include <set>

#include "common/id/id.hpp"
#include "services/visitor/reactions/reactions.hpp"

namespace watchbell::visitor {
namespace {

using alerting::v1::Incident;

v1::Alarm AlarmOf(const Incident& incident) {
  v1::Alarm alarm;
  alarm.set_incident_id(incident.id());
  alarm.set_sequence(incident.sequence());
  *alarm.mutable_raised_at() = incident.raised_at();
  alarm.set_action(incident.action());
  alarm.set_hazard(incident.hazard());
  alarm.set_drill(incident.drill());
  alarm.set_open(incident.state() == Incident::STATE_OPEN);
  return alarm;
}

// Page by page, until everybody who is inside is on one. Delivered again, it goes on after the pages that
// were taken, so that nobody is left out or written down twice.
Status TakeSnapshot(const Surroundings& here, const std::string& school, const v1::Alarm& alarm,
                    const Context& context) {
  auto left = here.inside.At(school);
  if (!left) return tl::unexpected<Error>(left.error());
  for (int number = 0; number < kSnapshotPagesMax; ++number) {
    const auto page = PageOf(school, alarm, number, *left);
    Context own = context;
    own.request_id = id::Derive("page-" + std::to_string(number), context.request_id);
    const auto taken = here.snapshots.Run(school, page.id(), own,
                                          [&](const v1::EmergencySnapshot& snapshot, const Context& known) {
                                            return TakePage(snapshot, page, known);
                                          });
    if (!taken) return tl::unexpected<Error>(taken.error());
    if (taken->state.last()) return {};
    std::set<std::string> written;
    for (const auto& person : taken->state.people()) written.insert(person.visit_id());
    std::erase_if(*left, [&](const auto& person) { return written.contains(person.visit_id()); });
  }
  return {};
}

Status React(const Surroundings& here, const alerting::v1::IncidentEvent& event,
             const reaction::Origin& origin) {
  const auto alarm = AlarmOf(event.incident());
  const auto& school = origin.key.school;
  const Context context{
      .now = origin.at, .request_id = origin.RequestId("door"), .traceparent = origin.traceparent};
  const auto heard =
      here.doors.Run(school, DoorIdOf(school), context,
                     [&](const v1::Door& door, const Context&) { return Hear(door, school, alarm); });
  if (!heard) return tl::unexpected<Error>(heard.error());
  return TakesSnapshot(alarm) ? TakeSnapshot(here, school, alarm, context) : Status{};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnIncident(const Surroundings& here) {
  return reaction::Reaction::On<alerting::v1::IncidentEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting",
       .aggregate = "incident",
       .service = "visitor",
       .purpose = "alarms",
       .delivery = bus::Delivery::kPush,
       .threads = 2},
      [here](const alerting::v1::IncidentEvent& event, const reaction::Origin& origin) {
        return React(here, event, origin);
      });
}

}  // namespace watchbell::visitor
