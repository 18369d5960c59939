// The reunification of an incident: when it may begin, and when it may end. Pure functions; domain.md 3.1 g.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/incident.pb.h"
#include "watchbell/alerting/v1/reunification_service.pb.h"

namespace watchbell::alerting {

inline constexpr std::size_t kReunionSiteBytesMax = 800;  // 200 characters
inline constexpr int kUnresolvedMax = 500;

struct Reunifications {
  using State = v1::Reunification;
  using Event = v1::ReunificationEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "reunification";

  static void Evolve(State& reunification, const Event& event);
  // reunifications:<school>, by when they were opened.
  static Indexes IndexesOf(const State& reunification);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};
std::string ReunificationIdOf(const std::string& incident_id);

// Whether one may start, from every fact of the incident: it evacuates now, or a lockdown of it was released.
std::optional<Error> WhyNoReunification(const std::vector<v1::IncidentEvent>& history);

Decision<v1::ReunificationEvent> StartReunification(const v1::Reunification& reunification,
                                                    const v1::StartReunificationRequest& request,
                                                    const v1::Incident& incident, int students,
                                                    const Context& context);
// `unresolved`: of the rows as they are on the record now; `rows`: how many there are.
Decision<v1::ReunificationEvent> CloseReunification(const v1::Reunification& reunification, int rows,
                                                    int unresolved);

v1::ReunificationView ViewOf(const v1::Reunification& reunification, const std::vector<v1::Reunion>& rows);

}  // namespace watchbell::alerting
