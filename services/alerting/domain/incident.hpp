// An incident as an aggregate, and the rules of its commands: who may raise, change and release what. Pure
// functions; domain.md 3.1.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/alerting/domain/zones.hpp"
#include "watchbell/alerting/v1/alarm_service.pb.h"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::alerting {

// The reason of the refusal that says: this incident is over, ask again on the school's next one.
inline constexpr char kIncidentClosed[] = "INCIDENT_CLOSED";
// The reason that says: the zone has changed since the caller looked.
inline constexpr char kStaleSequence[] = "STALE_SEQUENCE";
// The reason that says: end this drill first.
inline constexpr char kDrillRunning[] = "DRILL_RUNNING";

inline constexpr std::chrono::seconds kUndoWindow{5};    // domain.md 2.2, section 4
inline constexpr std::chrono::seconds kRemindAfter{60};  // domain.md 3.1 c
inline constexpr int kManySchoolsMax = 60;

struct Incidents {
  using State = v1::Incident;
  using Event = v1::IncidentEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "incident";

  static void Evolve(State& incident, const Event& event);
  // "open" and open:<school>, by when it was raised.
  static Indexes IndexesOf(const State& incident);
  // The reminder of a decision that waits. No action runs out by itself (3.1 b).
  static Deadlines DeadlinesOf(const State& incident);
  static std::optional<retention::Span> RetentionOf(const State& state);
  static Decision<Event> Tick(const State& incident, const std::string& what, const Context& context);
};

// How far the roll call of an incident is.
struct RollCallStanding {
  bool known = false;  // it was asked for, and answered
  int lists = 0;
  int lists_taken = 0;
  int people = 0;
  int accounted = 0;

  bool Complete() const { return known && lists > 0 && accounted == people; }
};

// The id of the school's next incident: the same for whoever computes it, so that two people who press at
// once open one incident. `last`: the school's newest incident, if there ever was one.
std::string NextIncidentId(const std::string& school, const v1::Incident* last);

bool IsOpen(const v1::Incident& incident);
// Whether a reunification may start: people were moved, or a lockdown was released (3.1 g).
bool MayReunify(const v1::Incident& incident);

// A fire alarm where people are locked down moves nobody: it opens a decision of the commander's (3.1 c).
Decision<v1::IncidentEvent> Raise(const v1::Incident& incident, const v1::RaiseRequest& request,
                                  const Context& context);
Decision<v1::IncidentEvent> StartDrill(const v1::Incident& incident, const v1::StartDrillRequest& request,
                                       const Context& context);
// A real action at the site ends the drill.
Decision<v1::IncidentEvent> Preempt(const v1::Incident& incident, const Context& context);
Decision<v1::IncidentEvent> SetAction(const v1::Incident& incident, const v1::SetActionRequest& request,
                                      const Context& context);
Decision<v1::IncidentEvent> DecideFire(const v1::Incident& incident, const v1::DecideFireRequest& request,
                                       const Context& context);
// Accepts an offer, or takes it by the permission alone: a school is not without command because somebody is
// out of reach.
Decision<v1::IncidentEvent> TakeCommand(const v1::Incident& incident, const v1::TakeCommandRequest& request,
                                        const Context& context);
Decision<v1::IncidentEvent> OfferCommand(const v1::Incident& incident, const v1::OfferCommandRequest& request,
                                         const Context& context);
Decision<v1::IncidentEvent> ConfirmPolice(const v1::Incident& incident,
                                          const v1::ConfirmPoliceRequest& request, const Context& context);
// `roll_call`: of the incident, when people were moved; a drill, which exercises it, does not wait for it.
Decision<v1::IncidentEvent> Release(const v1::Incident& incident, const v1::ReleaseRequest& request,
                                    const RollCallStanding& roll_call, const Context& context);
Decision<v1::IncidentEvent> Cancel(const v1::Incident& incident, const v1::CancelRequest& request,
                                   const Context& context);
Decision<v1::IncidentEvent> Undo(const v1::Incident& incident, const v1::UndoRequest& request,
                                 const Context& context);

// What is wrong with a command for many schools: too many, one twice, one that nobody confirmed.
std::optional<Error> ManyProblem(const v1::RaiseManyRequest& request);

}  // namespace watchbell::alerting
