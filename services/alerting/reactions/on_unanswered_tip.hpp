// Nobody on duty answered for a tip in time: its ladder ends at the police.
#pragma once

#include "services/alerting/reactions/on_alarm.hpp"

namespace watchbell::alerting {

std::unique_ptr<reaction::Reaction> OnUnansweredTip(const FollowUps& here);

}  // namespace watchbell::alerting
