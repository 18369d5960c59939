// The rules of an incident: who may raise, change and release what. Pure functions; domain.md 3.1.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/alarm_service.pb.h"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::alerting {

inline constexpr char kWholeSite[] = "site";
inline constexpr int kZonesMax = 40;
// The reason of the refusal that says: this incident is over, ask again on the school's next one.
inline constexpr char kIncidentClosed[] = "INCIDENT_CLOSED";
// The reason that says: end this drill first.
inline constexpr char kDrillRunning[] = "DRILL_RUNNING";

struct Incidents {
  using State = v1::Incident;
  using Event = v1::IncidentEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "incident";

  static void Evolve(State& incident, const Event& event);
  // "open" and open:<school>, by when it was raised.
  static Indexes IndexesOf(const State& incident);
  static Deadlines DeadlinesOf(const State&) { return {}; }  // a lockdown has no timed expiry (3.1 b)
};

// The id of the school's next incident: the same for whoever computes it, so that two people who press at
// once open one incident. `last`: the school's newest incident, if there ever was one.
std::string NextIncidentId(const std::string& school, const v1::Incident* last);

Decision<v1::IncidentEvent> Raise(const v1::Incident& incident, const v1::RaiseRequest& request,
                                  const Context& context);
Decision<v1::IncidentEvent> StartDrill(const v1::Incident& incident, const v1::StartDrillRequest& request,
                                       const Context& context);
// A real action at the site ends the drill.
Decision<v1::IncidentEvent> Preempt(const v1::Incident& incident, const Context& context);
Decision<v1::IncidentEvent> SetAction(const v1::Incident& incident, const v1::SetActionRequest& request,
                                      const Context& context);
Decision<v1::IncidentEvent> TakeCommand(const v1::Incident& incident, const v1::TakeCommandRequest& request,
                                        const Context& context);
Decision<v1::IncidentEvent> ConfirmPolice(const v1::Incident& incident,
                                          const v1::ConfirmPoliceRequest& request, const Context& context);
Decision<v1::IncidentEvent> Release(const v1::Incident& incident, const v1::ReleaseRequest& request,
                                    const Context& context);
Decision<v1::IncidentEvent> Cancel(const v1::Incident& incident, const v1::CancelRequest& request,
                                   const Context& context);

}  // namespace watchbell::alerting
