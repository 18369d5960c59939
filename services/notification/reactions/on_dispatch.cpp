#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/dispatch.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnDispatch(const Surroundings& here) {
  return AnnounceOn<alerting::v1::DispatchEvent>(
      here, {.from_service = "alerting", .aggregate = "dispatch", .purpose = "dispatches"});
}

}  // namespace watchbell::notification
