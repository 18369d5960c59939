// The commands that change what zones do: what each of them leads to, or why it is refused.
#include <algorithm>

#include "services/alerting/domain/incident.hpp"
#include "services/alerting/domain/refusals.hpp"
#include "services/alerting/domain/srp.hpp"

namespace watchbell::alerting {
namespace {

using v1::Incident;
using v1::IncidentEvent;

constexpr std::size_t kReasonBytesMax = 500;

Error ZoneNeeded(const char* remedy) {
  return Refuse(Code::kFailedPrecondition, "ZONE_NEEDED", remedy, "zone");
}
// A command that was given in ignorance of the zone's last change (docs/rules.md 3.1 d), or of what is yet to
// come.
std::optional<Error> Stale(const Incident& incident, const std::string& zone, std::uint64_t seen) {
  if (seen > incident.sequence()) {
    return Refuse(Code::kInvalidArgument, "SEQUENCE_AHEAD",
                  "The incident has no such sequence yet; send the one that was read, or none.",
                  "seen_sequence");
  }
  if (seen == 0 || seen >= SequenceOf(incident, zone)) return std::nullopt;
  return Refuse(Code::kFailedPrecondition, kStaleSequence,
                "The zone has changed since; look at the incident again.", "seen_sequence");
}

// Whether the police must have been recorded before a zone leaves what it does.
bool NeedsPolice(const v1::Zone& zone, v1::Action to) {
  if (zone.action() == v1::ACTION_LOCKDOWN) return true;
  return zone.action() == v1::ACTION_SECURE && to == v1::ACTION_NORMAL && zone.detail().police_asked();
}

std::optional<Error> WhyNot(const Incident& incident, const v1::Zone& zone, v1::Action to,
                            const std::string& hazard, const Context& context) {
  const auto admin = [&]() -> std::optional<Error> {
    if (context.May("incident.admin") || (incident.drill() && context.May("drill.start")))
      return std::nullopt;
    return Refuse(Code::kPermissionDenied, "ADMIN_NEEDED", "Ask the principal or a security officer.",
                  "action");
  };
  std::optional<Error> refusal;
  switch (WhoMay(zone.action(), to)) {
    case Who::kNobody:
      return Refuse(Code::kFailedPrecondition, "TRANSITION_IMPOSSIBLE",
                    "This cannot follow what the zone does now; release it first.", "action");
    case Who::kAnyStaff: return std::nullopt;
    case Who::kFireElseAdmin: refusal = hazard == kFire ? std::nullopt : admin(); break;
    case Who::kAdmin: refusal = admin(); break;
    case Who::kCommander:
      if (incident.drill() && context.May("drill.start")) return std::nullopt;
      if (!Commands(incident, context)) refusal = NotCommander();
      break;
  }
  if (!refusal && NeedsPolice(zone, to) && !incident.drill() && !incident.has_police()) {
    return Refuse(Code::kFailedPrecondition, "POLICE_CONFIRMATION_MISSING",
                  "Record the police's confirmation (reference and time) first.", "action");
  }
  return refusal;
}

// What a command for this zone changes: each row of which the action ends.
std::vector<v1::Zone> Touched(const Incident& incident, v1::Action to, const std::string& zone) {
  if (zone == kWholeSite && !IsUpdate(incident, to, zone)) {
    std::vector<v1::Zone> all;
    for (const auto& known : incident.zones()) {
      if (to != v1::ACTION_NORMAL || known.action() > v1::ACTION_NORMAL) all.push_back(known);
    }
    if (!all.empty()) return all;
  }
  if (const auto* own = FindZone(incident, zone)) return {*own};
  v1::Zone now;
  if (const auto* site = FindZone(incident, kWholeSite)) now = *site;
  now.set_action(ActionOf(incident, zone));
  return {now};
}

std::optional<Error> NotAllowed(const Incident& incident, v1::Action to, const std::string& zone,
                                const std::string& hazard, const Context& context) {
  for (const auto& now : Touched(incident, to, zone)) {
    if (auto refusal = WhyNot(incident, now, to, hazard, context)) return refusal;
  }
  return std::nullopt;
}

// A zone's change as the fact, or why not.
Decision<IncidentEvent> Change(const Incident& incident, v1::Action action, const std::string& zone,
                               const v1::ActionDetail& detail, const Context& context) {
  if (auto missing = MissingDetail(action, zone, detail)) return *missing;
  const v1::Action from = ActionOf(incident, zone);
  if (auto refusal = NotAllowed(incident, action, zone, detail.hazard(), context)) return *refusal;
  const bool known = FindZone(incident, zone) != nullptr;
  if (from == v1::ACTION_SECURE && action == v1::ACTION_HOLD && (known || zone == kWholeSite)) {
    return ZoneNeeded("SECURE stays; name the room that shall also hold.");
  }
  if (from == v1::ACTION_LOCKDOWN && action == v1::ACTION_EVACUATE && zone == kWholeSite) {
    return ZoneNeeded("A lockdown is evacuated zone by zone; name the zone that moves now.");
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

// People who were moved stay counted until the last of them is found, or the commander says why not
// (domain.md 3.1: EVACUATE to ALL_CLEAR).
std::optional<Error> RollCallOpen(const Incident& incident, const std::string& zone,
                                  const v1::ReleaseRequest& request, const RollCallStanding& roll_call) {
  const auto touched = Touched(incident, v1::ACTION_NORMAL, zone);
  const bool moved = std::any_of(touched.begin(), touched.end(),
                                 [](const auto& now) { return now.action() == v1::ACTION_EVACUATE; });
  if (!moved || incident.drill() || roll_call.Complete()) return std::nullopt;
  const auto& reason = request.without_roll_call();
  if (reason.size() > kReasonBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Say it in 500 characters.", "without_roll_call");
  if (!reason.empty()) return std::nullopt;
  constexpr char kField[] = "without_roll_call";
  const std::string or_why = ", or say in without_roll_call why it cannot be done.";
  if (!roll_call.known) {
    return Refuse(Code::kUnavailable, "ROLL_CALL_UNKNOWN",
                  "The roll call cannot be read now: try again" + or_why, kField);
  }
  if (roll_call.lists == 0) {
    return Refuse(Code::kFailedPrecondition, "ROLL_CALL_OPEN",
                  "No roll call was opened: open it and account for everybody" + or_why, kField);
  }
  return Refuse(Code::kFailedPrecondition, "ROLL_CALL_OPEN",
                std::to_string(roll_call.people - roll_call.accounted) + " of " +
                    std::to_string(roll_call.people) + " people are not accounted for, " +
                    std::to_string(roll_call.lists - roll_call.lists_taken) + " of " +
                    std::to_string(roll_call.lists) + " lists are not taken: finish the roll call" + or_why,
                kField);
}

template <class Request>
Decision<IncidentEvent> Open(const Request& request, bool drill, const Context& context) {
  Incident none;
  none.set_drill(drill);
  auto decision = Change(none, request.action(), ZoneOr(request.zone()), request.detail(), context);
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
  if constexpr (requires { request.assist_id(); }) raised.set_assist_id(request.assist_id());
  if constexpr (requires { request.drill_id(); }) raised.set_drill_id(request.drill_id());
  return event;
}

template <class Request>
bool IsFireInLockdown(const Incident& incident, const Request& request) {
  return !incident.drill() && request.action() == v1::ACTION_EVACUATE && request.detail().hazard() == kFire &&
         ActionOf(incident, ZoneOr(request.zone())) == v1::ACTION_LOCKDOWN;
}

Decision<IncidentEvent> AskCommander(const Incident& incident, const std::string& zone) {
  if (incident.has_pending()) return AlreadySo{};
  IncidentEvent event;
  event.mutable_decision_opened()->set_zone(zone);
  return event;
}

// The same alarm again. From a second person, while the first may still take it back, it is a fact.
Decision<IncidentEvent> Again(const Incident& incident, const Context& context) {
  const bool joins_press = !incident.seconded() && incident.has_undo_until() &&
                           context.now <= FromProto(incident.undo_until()) &&
                           context.actor_id != incident.raised_by();
  const bool joins_escalation = incident.has_escalation() &&
                                context.now <= FromProto(incident.escalation().until()) &&
                                context.actor_id != incident.escalation().by();
  if (!joins_press && !joins_escalation) return AlreadySo{};
  IncidentEvent event;
  event.mutable_seconded();
  return event;
}

}  // namespace

Decision<IncidentEvent> Raise(const Incident& incident, const v1::RaiseRequest& request,
                              const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return Open(request, false, context);
  if (!IsOpen(incident)) return Closed();
  if (incident.drill()) {
    return Refuse(Code::kFailedPrecondition, kDrillRunning, "End the drill first.", "incident_id");
  }
  const std::string zone = ZoneOr(request.zone());
  if (IsFireInLockdown(incident, request)) return AskCommander(incident, zone);
  const auto* own = FindZone(incident, zone);
  const bool same = own && own->action() == request.action() &&
                    (request.detail().ByteSizeLong() == 0 ||
                     own->detail().SerializeAsString() == request.detail().SerializeAsString());
  if (same) return Again(incident, context);
  auto decision = Change(incident, request.action(), zone, request.detail(), context);
  if (auto* event = std::get_if<IncidentEvent>(&decision))
    event->mutable_action_set()->set_assist_id(request.assist_id());
  return decision;
}

Decision<IncidentEvent> StartDrill(const Incident& incident, const v1::StartDrillRequest& request,
                                   const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return Open(request, true, context);
  if (!IsOpen(incident)) return Closed();
  return Refuse(Code::kFailedPrecondition, "INCIDENT_OPEN",
                "A drill cannot start while an incident or a drill is open.", "school");
}

Decision<IncidentEvent> SetAction(const Incident& incident, const v1::SetActionRequest& request,
                                  const Context& context) {
  if (auto refusal = NotOpen(incident)) return *refusal;
  const std::string zone = ZoneOr(request.zone());
  if (auto stale = Stale(incident, zone, request.seen_sequence())) return *stale;
  if (IsFireInLockdown(incident, request) && !Commands(incident, context))
    return AskCommander(incident, zone);
  return Change(incident, request.action(), zone, request.detail(), context);
}

Decision<IncidentEvent> DecideFire(const Incident& incident, const v1::DecideFireRequest& request,
                                   const Context& context) {
  if (auto refusal = NotOpen(incident)) return *refusal;
  if (!incident.has_pending()) {
    return Refuse(Code::kFailedPrecondition, "NOTHING_TO_DECIDE", "No fire alarm waits for a decision.",
                  "incident_id");
  }
  if (!Commands(incident, context)) return NotCommander();
  if (request.zones_size() + incident.zones_size() > kZonesMax) {
    return Refuse(Code::kResourceExhausted, "TOO_MANY_ZONES", "Use the zone \"site\" for the whole site.",
                  "zones");
  }
  const bool everybody = std::any_of(request.zones().begin(), request.zones().end(),
                                     [](const auto& zone) { return ZoneOr(zone) == kWholeSite; });
  // Who locked everybody in may also have pulled the alarm: without the police nobody moves a whole site by
  // one word.
  if (everybody && !incident.has_police() && !incident.drill()) {
    return Refuse(Code::kFailedPrecondition, "ZONE_NEEDED",
                  "A lockdown is evacuated zone by zone; name each zone that moves now.", "zones");
  }
  IncidentEvent event;
  auto& made = *event.mutable_decision_made();
  made.set_before_police(request.zones_size() > 0 && !incident.has_police() && !incident.drill());
  for (const auto& zone : request.zones()) made.add_zones(ZoneOr(zone));
  made.mutable_detail()->set_hazard(kFire);
  made.mutable_detail()->set_destination(request.destination());
  return event;
}

Decision<IncidentEvent> Release(const Incident& incident, const v1::ReleaseRequest& request,
                                const RollCallStanding& roll_call, const Context& context) {
  if (incident.state() == Incident::STATE_RELEASED) return AlreadySo{};
  if (auto refusal = NotOpen(incident)) return *refusal;
  const std::string zone = ZoneOr(request.zone());
  const bool covered = FindZone(incident, zone) || zone == kWholeSite || FindZone(incident, kWholeSite);
  if (!covered) {
    return Refuse(Code::kInvalidArgument, "ZONE_UNKNOWN",
                  "Name a zone of this incident, or \"site\" for all.", "zone");
  }
  if (auto stale = Stale(incident, zone, request.seen_sequence())) return *stale;
  if (ActionOf(incident, zone) == v1::ACTION_NORMAL) return AlreadySo{};
  if (auto refusal = NotAllowed(incident, v1::ACTION_NORMAL, zone, "", context)) return *refusal;
  if (!FindZone(incident, zone) && incident.zones_size() >= kZonesMax) {
    return Refuse(Code::kResourceExhausted, "TOO_MANY_ZONES", "Release the zone \"site\".", "zone");
  }
  if (auto refusal = RollCallOpen(incident, zone, request, roll_call)) return *refusal;
  IncidentEvent event;
  event.mutable_released()->set_zone(zone);
  if (!roll_call.Complete()) event.mutable_released()->set_without_roll_call(request.without_roll_call());
  return event;
}

Decision<IncidentEvent> Cancel(const Incident& incident, const v1::CancelRequest& request,
                               const Context& context) {
  if (incident.state() == Incident::STATE_UNSPECIFIED) return NotFound();
  if (request.reason().empty() || request.reason().size() > kReasonBytesMax) {
    return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Say why it was a false alarm.", "reason");
  }
  if (incident.state() == Incident::STATE_CANCELLED) return AlreadySo{};
  if (!IsOpen(incident)) return Closed();
  if (auto refusal = NotAllowed(incident, v1::ACTION_NORMAL, kWholeSite, "", context)) return *refusal;
  IncidentEvent event;
  event.mutable_cancelled()->set_reason(request.reason());
  return event;
}

}  // namespace watchbell::alerting
