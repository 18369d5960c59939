// What the software makes of a document that an officer shows: advice with its grounds, never a decision;
// domain.md 3.6.
#pragma once

#include <chrono>

#include "watchbell/visitor/v1/agency_document.pb.h"

namespace watchbell::visitor {

// A warrant is stale so many days after its date. Search: Fed. R. Crim. P. 41(e)(2)(A). Others: the
// district's own caution; counsel decides.
inline constexpr int kSearchWarrantDays = 14;
inline constexpr int kOtherOrderDays = 365;

// `today`: the date at the school. UNCLEAR on any doubt; "looks judicial" only if every ground is met.
v1::DocumentAdvice AdviseOnDocument(const v1::AgencyDocumentFacts& facts, std::chrono::year_month_day today);

}  // namespace watchbell::visitor
