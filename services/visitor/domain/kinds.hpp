// What each kind of person needs to be let in, and how long such a visit takes: one table.
#pragma once

#include <chrono>
#include <optional>

#include "common/result/result.hpp"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::visitor {

// The table's stay of such a visit.
std::chrono::hours UsualStay(v1::PersonKind kind);

// Whether a background check stands in for an escort (domain.md section 1, row 37).
bool ClearanceMatters(v1::PersonKind kind);

// Why this arrival may not go on alone; nothing when it has an escort or needs none.
std::optional<Error> EscortMissing(const v1::Visit& arrival);

}  // namespace watchbell::visitor
