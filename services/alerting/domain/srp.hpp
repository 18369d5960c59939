// The Standard Response Protocol's actions as tables: what may follow what, who may do it, what it needs
// (domain.md 3.1). The wording that people read is the district's and lives in configuration.
#pragma once

#include <optional>
#include <string_view>

#include "common/ledger/decision.hpp"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::alerting {

// The hazard that anybody may evacuate for; an alarm of it needs no destination (domain.md 3.1).
inline constexpr char kFire[] = "fire";

// Who may make a transition.
enum class Who {
  kNobody,
  kAnyStaff,
  kAdmin,          // incident.admin: principal, security, coordinator, superintendent
  kFireElseAdmin,  // any staff for a fire, else kAdmin
  kCommander,      // the incident's commander; for a real lockdown only with the police's confirmation
};

// From what a zone does to what it shall do; ACTION_NORMAL as `to` is the release.
Who WhoMay(v1::Action from, v1::Action to);

// The first thing that an action cannot be carried out without and that is missing; nothing: complete.
std::optional<Error> MissingDetail(v1::Action action, const std::string& zone,
                                   const v1::ActionDetail& detail);

}  // namespace watchbell::alerting
