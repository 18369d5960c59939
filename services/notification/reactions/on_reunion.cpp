#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/reunification.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnReunion(const Surroundings& here) {
  return AnnounceOn<alerting::v1::ReunionEvent>(
      here, {.from_service = "alerting", .aggregate = "reunion", .purpose = "reunions"});
}

}  // namespace watchbell::notification
