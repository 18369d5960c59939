// Who commands an incident, and how it is taken back or gives way.
#include <algorithm>
#include <set>

#include "services/alerting/domain/incident.hpp"
#include "services/alerting/domain/refusals.hpp"

namespace watchbell::alerting {

using v1::Incident;
using v1::IncidentEvent;

namespace {
constexpr std::size_t kReferenceBytesMax = 100;
}

bool MayReunify(const Incident& incident) {
  if (incident.state() == Incident::STATE_RELEASED) return true;
  const auto& zones = incident.zones();
  return IsOpen(incident) && std::any_of(zones.begin(), zones.end(), [](const auto& zone) {
           return zone.action() == v1::ACTION_EVACUATE;
         });
}

Decision<IncidentEvent> Preempt(const Incident& incident, const Context&) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NotFound();
  if (!IsOpen(incident)) return AlreadySo{};
  IncidentEvent event;
  event.mutable_preempted();
  return event;
}

Decision<IncidentEvent> TakeCommand(const Incident& incident, const v1::TakeCommandRequest&,
                                    const Context& context) {
  if (auto refusal = NotOpen(incident)) return *refusal;
  if (Commands(incident, context)) return AlreadySo{};
  IncidentEvent event;
  event.mutable_command_taken();
  return event;
}

Decision<IncidentEvent> OfferCommand(const Incident& incident, const v1::OfferCommandRequest& request,
                                     const Context& context) {
  if (auto refusal = NotOpen(incident)) return *refusal;
  if (!Commands(incident, context)) return NotCommander();
  if (request.to().empty() || request.to() == context.actor_id) {
    return Refuse(Code::kInvalidArgument, "SUCCESSOR_MISSING", "Name whom you offer the command.", "to");
  }
  if (incident.command_offered_to() == request.to()) return AlreadySo{};
  IncidentEvent event;
  event.mutable_command_offered()->set_to(request.to());
  return event;
}

Decision<IncidentEvent> ConfirmPolice(const Incident& incident, const v1::ConfirmPoliceRequest& request,
                                      const Context&) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NotFound();
  if (request.reference().empty() || request.reference().size() > kReferenceBytesMax) {
    return Refuse(Code::kInvalidArgument, "REFERENCE_MISSING",
                  "Give the officer's or the dispatch record's number.", "reference");
  }
  if (!IsOpen(incident)) return Closed();
  if (incident.police().reference() == request.reference()) return AlreadySo{};
  IncidentEvent event;
  event.mutable_police_confirmed()->set_reference(request.reference());
  return event;
}

namespace {

Error NotYours() {
  return Refuse(Code::kPermissionDenied, "UNDO_NOT_YOURS",
                "Only who pressed may take it back; the commander cancels.", "incident_id");
}
Error TooLate() {
  return Refuse(Code::kFailedPrecondition, "UNDO_TOO_LATE", "The 5 seconds are over; the commander cancels.",
                "incident_id");
}

Decision<IncidentEvent> UndoEscalation(const Incident& incident, const Context& context) {
  if (incident.escalation().by() != context.actor_id) return NotYours();
  if (context.now > FromProto(incident.escalation().until())) return TooLate();
  IncidentEvent event;
  event.mutable_escalation_undone();
  return event;
}

}  // namespace

Decision<IncidentEvent> Undo(const Incident& incident, const v1::UndoRequest&, const Context& context) {
  if (incident.undone() && incident.raised_by() == context.actor_id) return AlreadySo{};
  if (auto refusal = NotOpen(incident)) return *refusal;
  if (incident.has_escalation()) return UndoEscalation(incident, context);
  if (incident.raised_by() != context.actor_id) return NotYours();
  if (!incident.has_undo_until() || context.now > FromProto(incident.undo_until())) return TooLate();
  if (incident.sequence() != 1) {
    return Refuse(Code::kFailedPrecondition, "OTHERS_JOINED",
                  "Somebody acted on it already; the commander cancels.", "incident_id");
  }
  IncidentEvent event;
  event.mutable_cancelled()->set_undone(true);
  return event;
}

std::optional<Error> ManyProblem(const v1::RaiseManyRequest& request) {
  if (request.schools().empty() || request.schools_size() > kManySchoolsMax) {
    return Refuse(Code::kInvalidArgument, "SCHOOLS_MISSING", "Name 1 to 60 schools.", "schools");
  }
  std::set<std::string> seen;
  for (const auto& school : request.schools()) {
    if (school.school().empty() || school.confirmation() != school.school()) {
      return Refuse(Code::kInvalidArgument, "CONFIRMATION_MISSING",
                    "Confirm each school by its code: one press never locks many sites.", "schools");
    }
    if (!seen.insert(school.school()).second) {
      return Refuse(Code::kInvalidArgument, "SCHOOL_TWICE", "Name each school once.", "schools");
    }
  }
  return std::nullopt;
}

}  // namespace watchbell::alerting
