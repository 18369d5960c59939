// The words of CAP 1.2, in the order of the standard, and its times.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/time/clock.hpp"

namespace watchbell::alerting::cap {

using Words = std::span<const std::string_view>;

inline constexpr std::array<std::string_view, 5> kStatuses{"Actual", "Exercise", "System", "Test", "Draft"};
inline constexpr std::array<std::string_view, 5> kMsgTypes{"Alert", "Update", "Cancel", "Ack", "Error"};
inline constexpr std::array<std::string_view, 3> kScopes{"Public", "Restricted", "Private"};
inline constexpr std::array<std::string_view, 12> kCategories{"Geo",       "Met",   "Safety", "Security",
                                                              "Rescue",    "Fire",  "Health", "Env",
                                                              "Transport", "Infra", "CBRNE",  "Other"};
inline constexpr std::array<std::string_view, 9> kResponseTypes{
    "Shelter", "Evacuate", "Prepare", "Execute", "Avoid", "Monitor", "Assess", "AllClear", "None"};
inline constexpr std::array<std::string_view, 5> kUrgencies{"Immediate", "Expected", "Future", "Past",
                                                            "Unknown"};
// From the worst.
inline constexpr std::array<std::string_view, 5> kSeverities{"Extreme", "Severe", "Moderate", "Minor",
                                                             "Unknown"};
inline constexpr std::array<std::string_view, 5> kCertainties{"Observed", "Likely", "Possible", "Unlikely",
                                                              "Unknown"};

bool IsOneOf(Words words, std::string_view word);
// Separated by commas, for a remedy.
std::string Listed(Words words);
// The worse of two severities.
std::string_view Worse(std::string_view one, std::string_view other);

// "2026-11-22T07:30:00-05:00": the only form that the schema takes. Never "Z".
std::string ToCapTime(TimePoint at, std::chrono::seconds offset);
std::optional<TimePoint> FromCapTime(std::string_view text);

}  // namespace watchbell::alerting::cap
