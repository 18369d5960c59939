#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/emergency_plan.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnEmergencyPlan(const Surroundings& here) {
  return AnnounceOn<alerting::v1::EmergencyPlanEvent>(
      here, {.from_service = "alerting", .aggregate = "emergency-plan", .purpose = "plans"});
}

}  // namespace watchbell::notification
