#include "services/alerting/adapters/incident_history.hpp"
#include "services/alerting/reactions/cap_publishing.hpp"

namespace watchbell::alerting {
namespace {

// What was published of the incident besides its own events.
Result<std::vector<v1::CapMessage>> BesideIt(const CapPublishing& here, const names::Key& incident) {
  std::vector<v1::CapMessage> found;
  for (const auto& id : cap::IdsBeside(incident.id)) {
    auto message = here.messages.Get(incident.school, id);
    if (message)
      found.push_back(std::move(message->state));
    else if (message.error().code != Code::kNotFound)
      return tl::unexpected<Error>(message.error());
  }
  return found;
}

Status PublishEnd(const CapPublishing& here, const std::vector<v1::IncidentEvent>& history,
                  const reaction::Origin& origin) {
  if (!cap::MessageOf(history, here.settings)) return {};
  const auto beside = BesideIt(here, origin.key);
  if (!beside) return tl::unexpected<Error>(beside.error());
  const auto message = cap::MessageOf(history, here.settings, *beside);
  return message ? PublishCap(here, *message, origin) : Status{};
}

Status Publish(const CapPublishing& here, IncidentHistories& histories, const v1::IncidentEvent& event,
               const reaction::Origin& origin) {
  auto history = histories.UpTo(event, origin.key, origin.sequence);
  if (!history) return tl::unexpected<Error>(history.error());
  const auto published = PublishEnd(here, *history, origin);
  if (published) histories.Keep(std::move(*history));
  return published;
}

}  // namespace

Status PublishCap(const CapPublishing& here, const v1::CapMessage& message, const reaction::Origin& origin) {
  const Context context{
      .now = here.clock(), .request_id = origin.RequestId("cap"), .traceparent = origin.traceparent};
  const auto recorded = here.messages.Run(
      message.school(), message.id(), context,
      [&](const v1::CapMessage& state, const Context&) { return cap::Publish(state, message); },
      {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

std::unique_ptr<reaction::Reaction> OnIncident(const CapPublishing& here) {
  return reaction::Reaction::On<v1::IncidentEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting", .aggregate = "incident", .service = "alerting", .purpose = "cap"},
      [here, histories = std::make_shared<IncidentHistories>(here.bus, here.sealer)](
          const v1::IncidentEvent& event, const reaction::Origin& origin) {
        return Publish(here, *histories, event, origin);
      });
}

}  // namespace watchbell::alerting
