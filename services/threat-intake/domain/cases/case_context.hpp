// What every rule of a case may know beside the state and the request: who asks, in which role, and the
// school's hours.
#pragma once

#include <optional>
#include <string>

#include "common/ledger/decision.hpp"
#include "services/threat-intake/domain/triage/routing.hpp"
#include "watchbell/threat_intake/v1/case_team.pb.h"

namespace watchbell::threat_intake {

struct CaseContext : Context {
  CaseContext(const Context& context, v1::ThreatTeamRole seat, const SchoolCalendar& school_hours)
      : Context(context), role(seat), hours(school_hours) {}
  v1::ThreatTeamRole role;
  const SchoolCalendar& hours;
};

inline constexpr std::size_t kCaseTextMax = 300;

inline bool IsBlank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

// Nothing: the text is there and fits.
std::optional<Error> BadText(const std::string& text, const char* field,
                             std::size_t bytes_max = kCaseTextMax);
// The same, but it may be missing.
std::optional<Error> TooLong(const std::string& text, const char* field,
                             std::size_t bytes_max = kCaseTextMax);
inline Error NotThatCase() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "case_id");
}

}  // namespace watchbell::threat_intake
