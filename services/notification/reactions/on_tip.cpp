#include "services/notification/reactions/reactions.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnTip(const Surroundings& here) {
  return AnnounceOn<threat_intake::v1::TipEvent>(
      here, {.from_service = "threat_intake", .aggregate = "tip", .purpose = "tips"});
}

}  // namespace watchbell::notification
