// What the police must hear of although no alarm was raised: a tip for which nobody on duty answered in time,
// and a threat case in which somebody is in danger now.
#pragma once

#include "services/alerting/reactions/on_alarm.hpp"

namespace watchbell::alerting {

std::unique_ptr<reaction::Reaction> OnUnansweredTip(const FollowUps& here);
std::unique_ptr<reaction::Reaction> OnCaseDanger(const FollowUps& here);

}  // namespace watchbell::alerting
