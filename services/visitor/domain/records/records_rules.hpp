// By which rule a request for a student's records is answered: the decision table of domain.md 3.7, in its
// order.
#pragma once

#include <chrono>
#include <optional>
#include <span>

#include "common/result/result.hpp"
#include "watchbell/visitor/v1/records_request.pb.h"

namespace watchbell::visitor {

inline constexpr int kAdultYears = 18;

struct RecordsRow {
  v1::RecordsRule rule;
  // Whether the row answers this claim. `today`: the date at the school.
  bool (*applies)(const v1::RecordsClaim& claim, std::chrono::year_month_day today);
  v1::RecordsResult result;
  // Who has the first word.
  v1::RecordsRequest::State first;
  const char* explanation;
};
std::span<const RecordsRow> RecordsTable();

// The first row that applies; the last one always does.
const RecordsRow& RowFor(const v1::RecordsClaim& claim, std::chrono::year_month_day today);

// At 18 the rights are the student's (34 CFR 99.5), except for the parent of a dependent (99.31(a)(8)).
bool IsAdult(const v1::RecordsClaim& claim, std::chrono::year_month_day today);

// What a claim of that basis lacks; nothing: it can be recorded.
std::optional<Error> WhatIsMissing(const v1::RecordsClaim& claim);

// Whether two claims are the same request: same party, student, records and ground.
bool IsSameClaim(const v1::RecordsClaim& one, const v1::RecordsClaim& other);

}  // namespace watchbell::visitor
