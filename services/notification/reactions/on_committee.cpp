#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/committee.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnCommittee(const Surroundings& here) {
  return AnnounceOn<alerting::v1::CommitteeEvent>(
      here, {.from_service = "alerting", .aggregate = "committee", .purpose = "committees"});
}

}  // namespace watchbell::notification
