#include "services/notification/reactions/reactions.hpp"
#include "watchbell/visitor/v1/dismissal.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnDismissal(const Surroundings& here) {
  return AnnounceOn<visitor::v1::DismissalEvent>(
      here, {.from_service = "visitor", .aggregate = "dismissal", .purpose = "dismissals"});
}

}  // namespace watchbell::notification
