#include "services/alerting/reactions/on_emergency_snapshot.hpp"

#include "services/alerting/adapters/roster_lists.hpp"

namespace watchbell::alerting {
namespace {

Status OpenList(const VisitorLists& here, const visitor::v1::EmergencySnapshot& snapshot,
                const reaction::Origin& origin) {
  const auto list = VisitorsOf(snapshot);
  if (list.rows().empty()) return {};
  const Context context{
      .now = origin.at, .request_id = origin.RequestId("roll call"), .traceparent = origin.traceparent};
  const auto recorded = here.roll_calls.Run(
      list.school(), list.id(), context,
      [&](const v1::RollCall& state, const Context&) { return OpenRollCall(state, list); },
      {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnEmergencySnapshot(const VisitorLists& here) {
  return reaction::Reaction::On<visitor::v1::EmergencySnapshotEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "visitor",
       .aggregate = "emergency-snapshot",
       .service = "alerting",
       .purpose = "roll_calls"},
      [here](const visitor::v1::EmergencySnapshotEvent& event, const reaction::Origin& origin) {
        return OpenList(here, event.snapshot(), origin);
      });
}

}  // namespace watchbell::alerting
