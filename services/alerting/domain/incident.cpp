#include "services/alerting/domain/incident.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "services/alerting/domain/srp.hpp"

namespace watchbell::alerting {
namespace {

using v1::Incident;
using v1::IncidentEvent;

Error NoSuchIncident() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the incident's id and its school.", "incident_id");
}
Error Closed() {
  return Refuse(Code::kFailedPrecondition, kIncidentClosed, "The incident is over; raise a new one.",
                "incident_id");
}
bool IsOpen(const Incident& incident) { return incident.state() == Incident::STATE_OPEN; }

std::string ZoneOr(const std::string& zone) { return zone.empty() ? kWholeSite : zone; }

// What the zone does now: its own action, or the whole site's.
v1::Action ActionOf(const Incident& incident, const std::string& zone) {
  v1::Action site = v1::ACTION_NORMAL;
  for (const auto& known : incident.zones()) {
    if (known.name() == zone) return known.action();
    if (known.name() == kWholeSite) site = known.action();
  }
  return zone == kWholeSite ? std::max(site, incident.action()) : site;
}

std::optional<Error> NotAllowed(const Incident& incident, v1::Action from, v1::Action to,
                                const std::string& hazard, const Context& context) {
  const auto refuse = [](const char* reason, const char* remedy) {
    return Refuse(Code::kFailedPrecondition, reason, remedy, "action");
  };
  switch (WhoMay(from, to)) {
    case Who::kNobody:
      return refuse("TRANSITION_IMPOSSIBLE", "This cannot follow what the zone does now; release it first.");
    case Who::kAnyStaff: return std::nullopt;
    case Who::kFireElseAdmin:
      if (hazard == "fire") return std::nullopt;
      [[fallthrough]];
    case Who::kAdmin:
      if (context.May("incident.admin")) return std::nullopt;
      return Refuse(Code::kPermissionDenied, "ADMIN_NEEDED", "Ask the principal or a security officer.",
                    "action");
    case Who::kCommander: break;
  }
  if (incident.drill() && context.May("drill.start")) return std::nullopt;
  if (incident.commander_id().empty() || incident.commander_id() != context.actor_id) {
    return Refuse(Code::kPermissionDenied, "COMMANDER_DECIDES",
                  "Only the incident commander may do this; take command first.", "action");
  }
  if (from == v1::ACTION_LOCKDOWN && !incident.drill() && !incident.has_police()) {
    return refuse("POLICE_CONFIRMATION_MISSING",
                  "Record the police's confirmation (reference and time) first.");
  }
  return std::nullopt;
}

// A zone's change as the fact, or why not.
Decision<IncidentEvent> Change(const Incident& incident, v1::Action action, const std::string& zone,
                               const v1::ActionDetail& detail, const Context& context) {
  if (auto missing = MissingDetail(action, zone, detail)) return *missing;
  const v1::Action from = ActionOf(incident, zone);
  if (auto refusal = NotAllowed(incident, from, action, detail.hazard(), context)) return *refusal;
  const bool known = std::any_of(incident.zones().begin(), incident.zones().end(),
                                 [&](const auto& other) { return other.name() == zone; });
  if (from == v1::ACTION_SECURE && action == v1::ACTION_HOLD && (known || zone == kWholeSite)) {
    return Refuse(Code::kFailedPrecondition, "ZONE_NEEDED",
                  "SECURE stays; name the room that shall also hold.", "zone");
  }
  if (!known && incident.zones_size() >= kZonesMax) {
    return Refuse(Code::kResourceExhausted, "TOO_MANY_ZONES", "Use the zone \"site\" for the whole site.",
                  "zone");
  }
  IncidentEvent event;
  auto& set = *event.mutable_action_set();
  set.set_action(action);
  set.set_zone(zone);
  *set.mutable_detail() = detail;
  return event;
}

void SetZone(Incident& incident, const v1::ActionSet& set, const google::protobuf::Timestamp& at) {
  auto& zones = *incident.mutable_zones();
  auto zone =
      std::find_if(zones.begin(), zones.end(), [&](const auto& known) { return known.name() == set.zone(); });
  if (set.zone() == kWholeSite) {
    zones.Clear();
    zone = zones.end();
  }
  v1::Zone& changed = zone == zones.end() ? *zones.Add() : *zone;
  changed.set_name(set.zone());
  changed.set_action(set.action());
  *changed.mutable_detail() = set.detail();
  *changed.mutable_since() = at;
  if (!set.detail().place().empty()) incident.set_place(set.detail().place());
  if (!set.detail().hazard().empty()) incident.set_hazard(set.detail().hazard());
}

void ReleaseZone(Incident& incident, const std::string& zone) {
  auto& zones = *incident.mutable_zones();
  const auto kept = std::remove_if(zones.begin(), zones.end(), [&](const auto& known) {
    return zone == kWholeSite || known.name() == zone;
  });
  zones.erase(kept, zones.end());
}

void Close(Incident& incident, Incident::State state, const google::protobuf::Timestamp& at) {
  incident.set_state(state);
  incident.clear_zones();
  *incident.mutable_closed_at() = at;
}

template <class Request>
Decision<IncidentEvent> Open(const Request& request, bool drill, const Context& context) {
  auto decision = Change(Incident{}, request.action(), ZoneOr(request.zone()), request.detail(), context);
  auto* change = std::get_if<IncidentEvent>(&decision);
  if (!change) return decision;
  IncidentEvent event;
  auto& raised = *event.mutable_raised();
  raised.set_school(request.school());
  raised.set_action(change->action_set().action());
  raised.set_zone(change->action_set().zone());
  *raised.mutable_detail() = change->action_set().detail();
  raised.set_drill(drill);
  raised.set_id(context.id);
  return event;
}

}  // namespace

void Incidents::Evolve(Incident& incident, const IncidentEvent& event) {
  const auto& at = event.meta().at();
  incident.set_sequence(incident.sequence() + 1);
  switch (event.fact_case()) {
    case IncidentEvent::kRaised: {
      const auto& raised = event.raised();
      incident.set_id(raised.id());
      incident.set_school(raised.school());
      incident.set_state(Incident::STATE_OPEN);
      incident.set_drill(raised.drill());
      incident.set_raised_by(event.meta().actor_id());
      *incident.mutable_raised_at() = at;
      v1::ActionSet first;
      first.set_action(raised.action());
      first.set_zone(raised.zone());
      *first.mutable_detail() = raised.detail();
      SetZone(incident, first, at);
      break;
    }
    case IncidentEvent::kActionSet: SetZone(incident, event.action_set(), at); break;
    case IncidentEvent::kCommandTaken: incident.set_commander_id(event.meta().actor_id()); break;
    case IncidentEvent::kPoliceConfirmed:
      incident.mutable_police()->set_reference(event.police_confirmed().reference());
      incident.mutable_police()->set_recorded_by(event.meta().actor_id());
      *incident.mutable_police()->mutable_at() = at;
      break;
    case IncidentEvent::kReleased:
      ReleaseZone(incident, event.released().zone());
      if (incident.zones().empty()) Close(incident, Incident::STATE_RELEASED, at);
      break;
    case IncidentEvent::kCancelled:
      incident.set_cancel_reason(event.cancelled().reason());
      Close(incident, Incident::STATE_CANCELLED, at);
      break;
    case IncidentEvent::kPreempted: Close(incident, Incident::STATE_PREEMPTED, at); break;
    case IncidentEvent::FACT_NOT_SET: return;
  }
  v1::Action most_severe = v1::ACTION_NORMAL;
  for (const auto& zone : incident.zones()) most_severe = std::max(most_severe, zone.action());
  incident.set_action(most_severe);
}

Indexes Incidents::IndexesOf(const Incident& incident) {
  if (!IsOpen(incident)) return {};
  const auto raised = static_cast<double>(FromProto(incident.raised_at()).time_since_epoch().count());
  return {{"open", raised}, {"open:" + incident.school(), raised}};
}

std::string NextIncidentId(const std::string& school, const Incident* last) {
  return id::Derive("incident-after", last ? last->id() : school);
}

Decision<IncidentEvent> Raise(const Incident& incident, const v1::RaiseRequest& request,
                              const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return Open(request, false, context);
  if (!IsOpen(incident)) return Closed();
  if (incident.drill()) {
    return Refuse(Code::kFailedPrecondition, kDrillRunning, "End the drill first.", "incident_id");
  }
  const std::string zone = ZoneOr(request.zone());
  const auto same_zone = [&](const auto& known) {
    return known.name() == zone && known.action() == request.action() &&
           (request.detail().ByteSizeLong() == 0 ||
            known.detail().SerializeAsString() == request.detail().SerializeAsString());
  };
  if (std::any_of(incident.zones().begin(), incident.zones().end(), same_zone)) return AlreadySo{};
  return Change(incident, request.action(), zone, request.detail(), context);
}

Decision<IncidentEvent> StartDrill(const Incident& incident, const v1::StartDrillRequest& request,
                                   const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return Open(request, true, context);
  if (!IsOpen(incident)) return Closed();
  return Refuse(Code::kFailedPrecondition, "INCIDENT_OPEN",
                "A drill cannot start while an incident or a drill is open.", "school");
}

Decision<IncidentEvent> Preempt(const Incident& incident, const Context&) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NoSuchIncident();
  if (!IsOpen(incident)) return AlreadySo{};
  IncidentEvent event;
  event.mutable_preempted();
  return event;
}

Decision<IncidentEvent> SetAction(const Incident& incident, const v1::SetActionRequest& request,
                                  const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NoSuchIncident();
  if (!IsOpen(incident)) return Closed();
  if (request.seen_sequence() != 0 && request.seen_sequence() < incident.sequence()) {
    return Refuse(Code::kFailedPrecondition, "STALE_SEQUENCE",
                  "The incident has changed since; look at it again.", "seen_sequence");
  }
  return Change(incident, request.action(), ZoneOr(request.zone()), request.detail(), context);
}

Decision<IncidentEvent> TakeCommand(const Incident& incident, const v1::TakeCommandRequest&,
                                    const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NoSuchIncident();
  if (!IsOpen(incident)) return Closed();
  if (incident.commander_id() == context.actor_id) return AlreadySo{};
  IncidentEvent event;
  event.mutable_command_taken();
  return event;
}

Decision<IncidentEvent> ConfirmPolice(const Incident& incident, const v1::ConfirmPoliceRequest& request,
                                      const Context&) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NoSuchIncident();
  if (request.reference().empty()) {
    return Refuse(Code::kInvalidArgument, "REFERENCE_MISSING",
                  "Give the officer's or the dispatch record's number.", "reference");
  }
  if (!IsOpen(incident)) return Closed();
  if (incident.police().reference() == request.reference()) return AlreadySo{};
  IncidentEvent event;
  event.mutable_police_confirmed()->set_reference(request.reference());
  return event;
}

Decision<IncidentEvent> Release(const Incident& incident, const v1::ReleaseRequest& request,
                                const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NoSuchIncident();
  if (incident.state() == Incident::STATE_RELEASED) return AlreadySo{};
  if (!IsOpen(incident)) return Closed();
  const std::string zone = ZoneOr(request.zone());
  bool released = false;
  for (const auto& known : incident.zones()) {
    if (zone != kWholeSite && known.name() != zone) continue;
    if (auto refusal = NotAllowed(incident, known.action(), v1::ACTION_NORMAL, "", context)) return *refusal;
    released = true;
  }
  if (!released) {
    return Refuse(Code::kInvalidArgument, "ZONE_UNKNOWN",
                  "Name a zone of this incident, or \"site\" for all.", "zone");
  }
  IncidentEvent event;
  event.mutable_released()->set_zone(zone);
  return event;
}

Decision<IncidentEvent> Cancel(const Incident& incident, const v1::CancelRequest& request,
                               const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NoSuchIncident();
  if (request.reason().empty()) {
    return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Say why it was a false alarm.", "reason");
  }
  if (incident.state() == Incident::STATE_CANCELLED) return AlreadySo{};
  if (!IsOpen(incident)) return Closed();
  for (const auto& known : incident.zones()) {
    if (auto refusal = NotAllowed(incident, known.action(), v1::ACTION_NORMAL, "", context)) return *refusal;
  }
  IncidentEvent event;
  event.mutable_cancelled()->set_reason(request.reason());
  return event;
}

}  // namespace watchbell::alerting
