// Reads another authority's CAP document from untrusted bytes: no entities, no DTD, no network, bounded in
// size, depth and counts; what is wrong is told with its line.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.hpp"
#include "services/alerting/domain/cap/rules.hpp"

namespace watchbell::alerting {

inline constexpr std::size_t kCapBytesMax = 40 * 1024;  // within a request of 64 kB, also as base64
inline constexpr int kElementsMax = 4000;

struct CapProblem {
  long line = 0;  // from 1
  cap::Problem problem;
};

struct CapReading {
  v1::CapAlert alert;
  std::vector<CapProblem> problems;  // in the order of their lines; none: a valid document
};

// CAP 1.2, and 1.1, which some senders still use. INVALID_ARGUMENT (CAP_UNREADABLE) for what is no such
// document at all.
Result<CapReading> ReadCap(std::string_view bytes);

// The problems as one refusal, INVALID_ARGUMENT (CAP_INVALID): the first few, each with its line.
Error RefusalOf(const std::vector<CapProblem>& problems);

}  // namespace watchbell::alerting
