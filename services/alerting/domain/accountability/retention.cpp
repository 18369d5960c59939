// Since when each record of a roll call and of a reunification has been over, and of which kind it is in
// deploy/retention.json. Nothing: its time does not run yet.
#include "services/alerting/domain/accountability/reunification.hpp"
#include "services/alerting/domain/accountability/reunion.hpp"
#include "services/alerting/domain/accountability/roll_call.hpp"

namespace watchbell::alerting {

using retention::Span;

std::optional<Span> RollCalls::RetentionOf(const v1::RollCall& roll_call) {
  if (!roll_call.has_opened_at()) return std::nullopt;
  return Span{"opened", FromProto(roll_call.opened_at())};
}

std::optional<Span> Reunifications::RetentionOf(const v1::Reunification& reunification) {
  if (!reunification.has_closed_at()) return std::nullopt;
  return Span{"closed", FromProto(reunification.closed_at())};
}

// Whom a child was handed to is asked for as long as the reunification itself; one that nobody closed ends
// with its last change.
std::optional<Span> Reunions::RetentionOf(const v1::Reunion& reunion) {
  if (!reunion.has_since()) return std::nullopt;
  return Span{"changed", FromProto(reunion.since())};
}

}  // namespace watchbell::alerting
