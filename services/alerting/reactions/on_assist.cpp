#include "services/alerting/reactions/cap_publishing.hpp"
#include "watchbell/alerting/v1/assist.pb.h"

namespace watchbell::alerting {

std::unique_ptr<reaction::Reaction> OnAssist(const CapPublishing& here) {
  return PublishOn<v1::AssistEvent>(
      here, {.from_service = "alerting", .aggregate = "assist", .purpose = "cap_assists"});
}

}  // namespace watchbell::alerting
