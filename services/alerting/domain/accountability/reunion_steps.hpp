// The steps of a student's hand-over as a table.
#pragma once

#include <optional>

#include "watchbell/alerting/v1/reunification.pb.h"

namespace watchbell::alerting {

// Where a row stands: its state, and for one that is held, why.
enum class Stand { kWaiting, kCard, kSentFor, kReady, kUnlisted, kStopped, kReleased, kAway };
enum class Step { kAuthorised, kNotListed, kBarred, kSent, kYes, kNo, kHandedOver, kTakenAway, kBack };

Stand StandOf(const v1::Reunion& reunion);
// Nothing: the step may not be taken.
std::optional<Stand> After(Stand stand, Step step);

}  // namespace watchbell::alerting
