#include "services/alerting/reactions/cap_publishing.hpp"
#include "watchbell/visitor/v1/agency_visit.pb.h"

namespace watchbell::alerting {

std::unique_ptr<reaction::Reaction> OnAgencyVisit(const CapPublishing& here) {
  return PublishOn<visitor::v1::AgencyVisitEvent>(
      here, {.from_service = "visitor", .aggregate = "agency-visit", .purpose = "cap_agency_visits"});
}

}  // namespace watchbell::alerting
