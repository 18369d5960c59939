// When a document is valid: the schema's demands and those beyond it (CAP 1.2 sections 3.2 and 3.3,
// domain.md 3.10).
#pragma once

#include <string>
#include <vector>

#include "watchbell/alerting/v1/cap.pb.h"

namespace watchbell::alerting::cap {

inline constexpr int kInfosMax = 20;
inline constexpr int kAreasMax = 50;        // of a document
inline constexpr int kPointsMax = 2000;     // of a document
inline constexpr int kReferencesMax = 200;  // of a document

// What is wrong with one element, and what it should be. Holds nothing of the document but the element's
// path.
struct Problem {
  std::string path;  // "info[0].area[1].polygon[0]"
  std::string reason;
  std::string remedy;
  bool operator==(const Problem&) const = default;
};

// In the order of the document; none: valid.
std::vector<Problem> ProblemsOf(const v1::CapAlert& alert);

}  // namespace watchbell::alerting::cap
