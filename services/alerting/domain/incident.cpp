#include "services/alerting/domain/incident.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::alerting {
namespace {

using v1::Incident;
using v1::IncidentEvent;

constexpr char kRemind[] = "remind";

void Open(Incident& incident, const IncidentEvent& event) {
  const auto& raised = event.raised();
  const auto& at = event.meta().at();
  incident.set_id(raised.id());
  incident.set_school(raised.school());
  incident.set_state(Incident::STATE_OPEN);
  incident.set_drill(raised.drill());
  incident.set_raised_by(event.meta().actor_id());
  *incident.mutable_raised_at() = at;
  if (!raised.drill()) *incident.mutable_undo_until() = ToProto(FromProto(at) + kUndoWindow);
  incident.set_assist_id(raised.assist_id());
  incident.set_drill_id(raised.drill_id());
  v1::ActionSet first;
  first.set_action(raised.action());
  first.set_zone(raised.zone());
  *first.mutable_detail() = raised.detail();
  SetZone(incident, first, at);
}

// An open incident becomes a lockdown by one press: for a moment it can be what it was.
void Escalate(Incident& incident, const IncidentEvent& event) {
  const auto& set = event.action_set();
  const bool up =
      set.action() == v1::ACTION_LOCKDOWN && ActionOf(incident, set.zone()) != v1::ACTION_LOCKDOWN;
  if (!up || incident.drill()) return;
  auto& escalation = *incident.mutable_escalation();
  escalation.set_by(event.meta().actor_id());
  *escalation.mutable_until() = ToProto(FromProto(event.meta().at()) + kUndoWindow);
  if (incident.has_police()) {  // they spoke of the danger before: a new lockdown calls them again
    incident.clear_police();
    incident.set_escalations_undone(incident.escalations_undone() + 1);
  }
  *escalation.mutable_before() = incident.zones();
  escalation.set_place_before(incident.place());
  incident.set_assist_id(set.assist_id());
}

void UndoEscalation(Incident& incident, const v1::Escalation& escalation) {
  *incident.mutable_zones() = escalation.before();
  for (auto& zone : *incident.mutable_zones()) zone.set_sequence(incident.sequence());
  incident.set_place(escalation.place_before());
  incident.set_escalations_undone(incident.escalations_undone() + 1);
}

void Close(Incident& incident, Incident::State state, const google::protobuf::Timestamp& at) {
  incident.set_state(state);
  incident.clear_zones();
  incident.clear_command_offered_to();
  *incident.mutable_closed_at() = at;
}

void Pend(Incident& incident, const IncidentEvent& event) {
  auto& pending = *incident.mutable_pending();
  pending.set_zone(event.decision_opened().zone());
  pending.set_reported_by(event.meta().actor_id());
  *pending.mutable_opened_at() = event.meta().at();
  *pending.mutable_remind_at() = ToProto(FromProto(event.meta().at()) + kRemindAfter);
}

}  // namespace

void Incidents::Evolve(Incident& incident, const IncidentEvent& event) {
  const auto& at = event.meta().at();
  incident.set_sequence(incident.sequence() + 1);
  const v1::Escalation escalation = incident.escalation();
  incident.clear_escalation();  // whatever happens next has joined it
  switch (event.fact_case()) {
    case IncidentEvent::kRaised: Open(incident, event); break;
    case IncidentEvent::kActionSet:
      Escalate(incident, event);
      SetZone(incident, event.action_set(), at);
      break;
    case IncidentEvent::kCommandTaken:
      incident.set_commander_id(event.meta().actor_id());
      incident.clear_command_offered_to();
      break;
    case IncidentEvent::kPoliceConfirmed:
      incident.mutable_police()->set_reference(event.police_confirmed().reference());
      incident.mutable_police()->set_recorded_by(event.meta().actor_id());
      *incident.mutable_police()->mutable_at() = at;
      break;
    case IncidentEvent::kReleased:
      if (!event.released().without_roll_call().empty())
        incident.set_roll_call_waived(event.released().without_roll_call());
      ReleaseZone(incident, event.released().zone(), at);
      if (AllReleased(incident)) Close(incident, Incident::STATE_RELEASED, at);
      break;
    case IncidentEvent::kCancelled:
      incident.set_cancel_reason(event.cancelled().reason());
      incident.set_undone(event.cancelled().undone());
      Close(incident, Incident::STATE_CANCELLED, at);
      break;
    case IncidentEvent::kPreempted: Close(incident, Incident::STATE_PREEMPTED, at); break;
    case IncidentEvent::kCommandOffered: incident.set_command_offered_to(event.command_offered().to()); break;
    case IncidentEvent::kDecisionOpened: Pend(incident, event); break;
    case IncidentEvent::kDecisionReminded:
      incident.mutable_pending()->set_reminders(incident.pending().reminders() + 1);
      *incident.mutable_pending()->mutable_remind_at() = ToProto(FromProto(at) + kRemindAfter);
      break;
    case IncidentEvent::kDecisionMade:
      for (const auto& zone : event.decision_made().zones()) {
        v1::ActionSet move;
        move.set_action(v1::ACTION_EVACUATE);
        move.set_zone(zone);
        *move.mutable_detail() = event.decision_made().detail();
        SetZone(incident, move, at);
      }
      incident.clear_pending();
      break;
    case IncidentEvent::kSeconded: incident.set_seconded(true); break;
    case IncidentEvent::kEscalationUndone: UndoEscalation(incident, escalation); break;
    case IncidentEvent::FACT_NOT_SET: return;
  }
  v1::Action most_severe = v1::ACTION_NORMAL;
  for (const auto& zone : incident.zones()) most_severe = std::max(most_severe, zone.action());
  incident.set_action(most_severe);
  // Nobody is locked down any more: nothing is left to decide.
  if (most_severe != v1::ACTION_LOCKDOWN) incident.clear_pending();
}

Indexes Incidents::IndexesOf(const Incident& incident) {
  if (!IsOpen(incident)) return {};
  const auto raised = static_cast<double>(FromProto(incident.raised_at()).time_since_epoch().count());
  return {{"open", raised}, {"open:" + incident.school(), raised}};
}

Deadlines Incidents::DeadlinesOf(const Incident& incident) {
  if (!incident.has_pending()) return {};
  return {{kRemind, FromProto(incident.pending().remind_at())}};
}

Decision<IncidentEvent> Incidents::Tick(const Incident& incident, const std::string& what,
                                        const Context& context) {
  if (what != kRemind || !incident.has_pending()) return AlreadySo{};
  if (context.now < FromProto(incident.pending().remind_at())) return AlreadySo{};
  IncidentEvent event;
  event.mutable_decision_reminded();
  return event;
}

std::string NextIncidentId(const std::string& school, const Incident* last) {
  return id::Derive("incident-after", last ? last->id() : school);
}

bool IsOpen(const Incident& incident) { return incident.state() == Incident::STATE_OPEN; }

}  // namespace watchbell::alerting
