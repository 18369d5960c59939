#include "services/alerting/reactions/on_incident.hpp"

#include "services/alerting/adapters/incident_history.hpp"

namespace watchbell::alerting {
namespace {

Status Publish(const CapPublishing& here, const reaction::Origin& origin) {
  const auto history = HistoryOf(here.bus, here.sealer, origin.key, origin.sequence);
  if (!history) return tl::unexpected<Error>(history.error());
  const auto message = cap::MessageOf(*history, here.settings);
  if (!message) return {};
  const Context context{
      .now = here.clock(), .request_id = origin.RequestId("cap"), .traceparent = origin.traceparent};
  const auto recorded = here.messages.Run(
      message->school(), message->id(), context,
      [&](const v1::CapMessage& state, const Context&) { return cap::Publish(state, *message); },
      {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnIncident(const CapPublishing& here) {
  return reaction::Reaction::On<v1::IncidentEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting", .aggregate = "incident", .service = "alerting", .purpose = "cap"},
      [here](const v1::IncidentEvent&, const reaction::Origin& origin) { return Publish(here, origin); });
}

}  // namespace watchbell::alerting
