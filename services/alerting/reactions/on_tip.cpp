#include "services/alerting/reactions/cap_publishing.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::alerting {

std::unique_ptr<reaction::Reaction> OnTip(const CapPublishing& here) {
  return PublishOn<threat_intake::v1::TipEvent>(
      here, {.from_service = "threat_intake", .aggregate = "tip", .purpose = "cap_tips"});
}

}  // namespace watchbell::alerting
