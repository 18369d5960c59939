#include "services/notification/reactions/reactions.hpp"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnVisit(const Surroundings& here) {
  return AnnounceOn<visitor::v1::VisitEvent>(
      here, {.from_service = "visitor", .aggregate = "visit", .purpose = "visits"});
}

}  // namespace watchbell::notification
