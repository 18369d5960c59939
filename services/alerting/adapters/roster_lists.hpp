// The lists of a roll call: from the roster of a period, and from the front door's snapshot. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "services/alerting/domain/accountability/roll_call.hpp"
#include "watchbell/notification/v1/group.pb.h"
#include "watchbell/visitor/v1/emergency.pb.h"

namespace watchbell::alerting {

// A class each, students who are in none of them, staff: everybody of the roster is on at least one list.
std::vector<v1::RollCall> ListsOf(const v1::Incident& incident, const std::string& period,
                                  const notification::v1::ListRosterResponse& roster);
// One page of visitors; without rows where nobody was inside.
v1::RollCall VisitorsOf(const visitor::v1::EmergencySnapshot& snapshot);

}  // namespace watchbell::alerting
