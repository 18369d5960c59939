// Who sits on a school's threat assessment team, and in which role. Pure functions.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/threat_intake/v1/case_team.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kTeamMax = 20;

struct ThreatTeams {
  using State = v1::ThreatTeam;
  using Event = v1::ThreatTeamEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "threat-team";

  static void Evolve(State& team, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

// A school has one.
std::string ThreatTeamId(const std::string& school);

Decision<v1::ThreatTeamEvent> AppointThreatTeam(const v1::ThreatTeam& team,
                                                const v1::AppointThreatTeamRequest& request,
                                                const Context& context);

// Nothing: no seat.
std::optional<v1::ThreatTeamRole> SeatOf(const v1::ThreatTeam& team, const std::string& person_id);

}  // namespace watchbell::threat_intake
