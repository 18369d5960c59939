#include "services/notification/reactions/message_reactions.hpp"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::notification {
namespace {

using alerting::v1::Incident;
using alerting::v1::IncidentEvent;

bool IsOver(const IncidentEvent& event) {
  return event.fact_case() == IncidentEvent::kCancelled ||
         (event.fact_case() == IncidentEvent::kReleased &&
          event.incident().state() == Incident::STATE_RELEASED);
}

Status End(MessageLedgers& ledgers, const v1::Message& message, const reaction::Origin& origin) {
  if (message.kind() != v1::MESSAGE_KIND_OPENING) return {};
  const Context context{
      .now = origin.at, .request_id = origin.RequestId(message.id()), .traceparent = origin.traceparent};
  const auto ended = ledgers.messages.Run(
      message.school(), message.id(), context,
      [](const v1::Message& opening, const Context& known) { return EndIncident(opening, known); });
  if (!ended) return tl::unexpected<Error>(ended.error());
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnIncidentEnd(const Surroundings& here, MessageLedgers& ledgers) {
  return reaction::Reaction::On<IncidentEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting", .aggregate = "incident", .service = "notification", .purpose = "closings"},
      [&ledgers](const IncidentEvent& event, const reaction::Origin& origin) -> Status {
        if (!IsOver(event)) return {};
        const auto page =
            ledgers.messages.List(IncidentIndex(event.incident().id()), view::kPageMax, "", true);
        if (!page) return tl::unexpected<Error>(page.error());
        for (const auto& message : page->states)
          if (auto ended = End(ledgers, message, origin); !ended) return ended;
        return {};
      });
}

}  // namespace watchbell::notification
