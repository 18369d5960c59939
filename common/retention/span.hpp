// What an aggregate says of its own end.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/time/clock.hpp"

namespace watchbell::retention {

// Of which kind it is in the district's file of periods, and since when its time runs.
struct Span {
  std::string kind;
  TimePoint since;
};

// What a report will want to know of it once it is gone. Names are words of the code, never of a person.
struct Counts {
  std::string month;  // YYYY-MM, to which it belongs
  std::vector<std::pair<std::string, std::int64_t>> numbers;
};

}  // namespace watchbell::retention
