// The steps of a dismissal as a table.
#pragma once

#include <optional>

#include "watchbell/visitor/v1/dismissal.pb.h"

namespace watchbell::visitor {

// Where a dismissal stands: its state, and for one that is held, whether anything can still come of it.
enum class Stand { kRequested, kChecked, kReady, kUnlisted, kStopped, kReleased, kRefused };
enum class Step { kAuthorised, kNotListed, kBarred, kApproved, kChildYes, kChildNo, kHandedOver, kRefused };

Stand StandOf(const v1::Dismissal& dismissal);
// Nothing: the step may not be taken.
std::optional<Stand> After(Stand stand, Step step);

}  // namespace watchbell::visitor
