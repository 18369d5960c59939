#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/cap_partner.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnCapPush(const Surroundings& here) {
  return AnnounceOn<alerting::v1::CapPushEvent>(
      here, {.from_service = "alerting", .aggregate = "cap-push", .purpose = "cap_pushes"});
}

}  // namespace watchbell::notification
