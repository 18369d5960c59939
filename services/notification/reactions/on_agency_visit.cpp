#include "services/notification/reactions/reactions.hpp"
#include "watchbell/visitor/v1/agency_visit.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnAgencyVisit(const Surroundings& here) {
  return AnnounceOn<visitor::v1::AgencyVisitEvent>(
      here, {.from_service = "visitor", .aggregate = "agency-visit", .purpose = "agency_visits"});
}

}  // namespace watchbell::notification
