// The two columns that a person compares: what was kept of the visitor, and what the entry says.
#pragma once

#include <chrono>
#include <vector>

#include "watchbell/visitor/v1/screening_service.pb.h"

namespace watchbell::visitor {

// In the order in which they are read. What neither side has is left out.
std::vector<v1::ComparedField> SideBySide(const v1::Visit& visit, const v1::WatchlistEntry& entry,
                                          std::chrono::year_month_day today);

}  // namespace watchbell::visitor
