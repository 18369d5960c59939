#include "services/alerting/reactions/cap_publishing.hpp"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::alerting {

std::unique_ptr<reaction::Reaction> OnVisit(const CapPublishing& here) {
  return PublishOn<visitor::v1::VisitEvent>(
      here, {.from_service = "visitor", .aggregate = "visit", .purpose = "cap_visits"});
}

}  // namespace watchbell::alerting
