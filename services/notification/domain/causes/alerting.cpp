// What of an alarm and of a reunification is whose news.
#include <algorithm>

#include "common/id/id.hpp"
#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/alerting/v1/dispatch.pb.h"
#include "watchbell/alerting/v1/incident.pb.h"
#include "watchbell/alerting/v1/reunification.pb.h"

namespace watchbell::notification {
namespace {

using alerting::v1::IncidentEvent;

v1::Level LevelOf(alerting::v1::Action action) {
  switch (action) {
    case alerting::v1::ACTION_LOCKDOWN:
    case alerting::v1::ACTION_EVACUATE: return v1::LEVEL_EMERGENCY;
    case alerting::v1::ACTION_SECURE:
    case alerting::v1::ACTION_SHELTER: return v1::LEVEL_URGENT;
    default: return v1::LEVEL_ADVISORY;
  }
}

std::string WordOf(alerting::v1::Action action) {
  switch (action) {
    case alerting::v1::ACTION_HOLD: return "hold";
    case alerting::v1::ACTION_SECURE: return "secure";
    case alerting::v1::ACTION_SHELTER: return "shelter";
    case alerting::v1::ACTION_EVACUATE: return "evacuate";
    case alerting::v1::ACTION_LOCKDOWN: return "lockdown";
    default: return "release";
  }
}

// Said to few while an alarm goes on. About an id of its own: the newest notice about an incident is the one
// that everybody has, by which its reach is counted and to which they say that they have seen it.
Cause Aside(Cause cause, const char* wording) {
  cause.about_id = id::Derive(wording, cause.about_id);
  cause.wording = cause.subject = wording;
  return cause;
}

}  // namespace

std::optional<Cause> CauseOf(const IncidentEvent& event) {
  const auto& incident = event.incident();
  Cause cause{.school = incident.school(), .about_id = incident.id(), .drill = incident.drill()};
  const auto say = [&](alerting::v1::Action action) {
    cause.level = LevelOf(action);
    cause.asks_acknowledgement = cause.level == v1::LEVEL_EMERGENCY;
    cause.wording = cause.subject = WordOf(action);
    return cause;
  };
  // The end goes to the same people, and at least as loudly as the beginning (N3).
  const auto end = [&](const char* wording) {
    cause.level = v1::LEVEL_EMERGENCY;
    cause.wording = cause.subject = wording;
    return cause;
  };
  switch (event.fact_case()) {
    case IncidentEvent::kRaised: return say(event.raised().action());
    case IncidentEvent::kActionSet: return say(event.action_set().action());
    case IncidentEvent::kReleased:
      if (incident.state() != alerting::v1::Incident::STATE_RELEASED) return std::nullopt;
      return end("release");
    case IncidentEvent::kDecisionMade:
      return event.decision_made().zones().empty() ? std::nullopt
                                                   : std::optional{say(alerting::v1::ACTION_EVACUATE)};
    // A fire alarm while people are locked down: those who command hear it, nobody else moves (3.1 c).
    case IncidentEvent::kDecisionOpened:
    case IncidentEvent::kDecisionReminded:
      cause.audience = Audience::kResponsible;
      cause.level = v1::LEVEL_EMERGENCY;
      return Aside(cause, "fire_decision");
    // Whoever shall take the command learns of it from us, not by chance.
    case IncidentEvent::kCommandOffered:
      cause.audience = Audience::kNamed;
      cause.person_ids = {event.command_offered().to()};
      cause.level = std::max(LevelOf(incident.action()), v1::LEVEL_URGENT);
      return Aside(cause, "command_offered");
    case IncidentEvent::kCancelled: return end("false_alarm");
    case IncidentEvent::kPreempted: return end("drill_ended");
    // The lockdown was taken back; what it had been before goes on, for the same people.
    case IncidentEvent::kEscalationUndone:
      say(incident.action());
      cause.level = v1::LEVEL_EMERGENCY;
      return cause;
    case IncidentEvent::kCommandTaken:
    case IncidentEvent::kPoliceConfirmed:
    case IncidentEvent::kSeconded:
    case IncidentEvent::FACT_NOT_SET: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Cause> CauseOf(const alerting::v1::ReunionEvent& event) {
  using alerting::v1::Reunion;
  const auto& reunion = event.reunion();
  const bool stopped =
      reunion.state() == Reunion::STATE_HELD &&
      (reunion.hold() == Reunion::HOLD_BARRED || reunion.hold() == Reunion::HOLD_CHILD_SAID_NO);
  if (!stopped) return std::nullopt;
  return Cause{.audience = Audience::kResponsible,
               .level = v1::LEVEL_URGENT,
               .wording = "reunion_held",
               .subject = "reunion",
               .school = reunion.school(),
               .about_id = reunion.id(),
               .drill = reunion.drill()};
}

// The line of the police has not confirmed: a person must telephone, now. The wording is about no alarm, so
// that nobody takes it for another one.
std::optional<Cause> CauseOf(const alerting::v1::DispatchEvent& event) {
  if (!event.has_unconfirmed()) return std::nullopt;
  return Cause{.audience = Audience::kResponsible,
               .level = v1::LEVEL_EMERGENCY,
               .wording = "dispatch_unconfirmed",
               .subject = "dispatch",
               .school = event.dispatch().school(),
               .about_id = event.dispatch().id()};
}

}  // namespace watchbell::notification
