#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::notification {
namespace {

// Each waits until its notice is on the record, and none for another's.
constexpr int kSchoolsAtOnce = 32;

}  // namespace

std::unique_ptr<reaction::Reaction> OnIncident(const Surroundings& here) {
  return AnnounceOn<alerting::v1::IncidentEvent>(here, {.from_service = "alerting",
                                                        .aggregate = "incident",
                                                        .purpose = "alarms",
                                                        .delivery = bus::Delivery::kPush,
                                                        .threads = kSchoolsAtOnce});
}

}  // namespace watchbell::notification
