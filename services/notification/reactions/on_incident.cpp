#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnIncident(const Surroundings& here) {
  return AnnounceOn<alerting::v1::IncidentEvent>(here, {.from_service = "alerting",
                                                        .aggregate = "incident",
                                                        .purpose = "alarms",
                                                        .delivery = bus::Delivery::kPush,
                                                        .threads = 4});
}

}  // namespace watchbell::notification
