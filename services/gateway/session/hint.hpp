// What the live feed says of a stored event, and who may hear it: read from the contract, for any aggregate.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "watchbell/gateway/v1/session_service.pb.h"

namespace watchbell::gateway {

struct StoredEvent {
  std::string_view subject;
  std::string_view type;      // ce-type
  std::string_view time;      // ce-time
  std::string_view sequence;  // Nats-Sequence, which republishing adds
};

// Nothing of the payload is ever read. Nothing for a subject that is no event's.
std::optional<v1::ChangeHint> HintOf(const StoredEvent& event);

// The permission that policy.v1.event states for the aggregate's events: "visit.read" for ("visitor",
// "visit"). Empty where the contract knows no such event: then nobody hears of it.
std::string EventPermission(std::string_view service, std::string_view aggregate);

}  // namespace watchbell::gateway
