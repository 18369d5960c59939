#include "services/alerting/adapters/incident_history.hpp"
#include "services/alerting/reactions/cap_publishing.hpp"
#include "watchbell/alerting/v1/reunification.pb.h"

namespace watchbell::alerting {

std::unique_ptr<reaction::Reaction> OnReunification(const CapPublishing& here) {
  return reaction::Reaction::On<v1::ReunificationEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting",
       .aggregate = "reunification",
       .service = "alerting",
       .purpose = "cap_reunifications"},
      [here](const v1::ReunificationEvent& event, const reaction::Origin& origin) -> Status {
        const auto beside = cap::BesideOf(event);
        if (!beside) return {};
        const auto incident = here.incidents.Get(beside->school, event.reunification().incident_id());
        if (!incident) return tl::unexpected<Error>(incident.error());
        const auto history = HistoryOf(
            here.bus, here.sealer, here.incidents.KeyOf(beside->school, incident->id), incident->sequence);
        if (!history) return tl::unexpected<Error>(history.error());
        const auto message = cap::UpdateOf(*history, *beside, here.settings);
        return message ? PublishCap(here, *message, origin) : Status{};
      });
}

}  // namespace watchbell::alerting
