// Refusals that the commands of an incident share.
#pragma once

#include <optional>

#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {

inline Error NotFound() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the incident's id and its school.", "incident_id");
}
inline Error Closed() {
  return Refuse(Code::kFailedPrecondition, kIncidentClosed, "The incident is over; raise a new one.",
                "incident_id");
}
inline Error NotCommander() {
  return Refuse(Code::kPermissionDenied, "COMMANDER_DECIDES",
                "Only the incident commander may do this; take command first.", "action");
}
inline std::optional<Error> NotOpen(const v1::Incident& incident) {
  if (incident.state() == v1::Incident::STATE_UNSPECIFIED) return NotFound();
  if (!IsOpen(incident)) return Closed();
  return std::nullopt;
}
inline bool Commands(const v1::Incident& incident, const Context& context) {
  return !incident.commander_id().empty() && incident.commander_id() == context.actor_id;
}

}  // namespace watchbell::alerting
