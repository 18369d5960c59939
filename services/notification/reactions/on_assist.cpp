#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/assist.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnAssist(const Surroundings& here) {
  return AnnounceOn<alerting::v1::AssistEvent>(
      here, {.from_service = "alerting", .aggregate = "assist", .purpose = "assists"});
}

}  // namespace watchbell::notification
