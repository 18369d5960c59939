#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/committee.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnActionItem(const Surroundings& here) {
  return AnnounceOn<alerting::v1::ActionItemEvent>(
      here, {.from_service = "alerting", .aggregate = "action-item", .purpose = "action_items"});
}

}  // namespace watchbell::notification
