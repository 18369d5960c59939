// What in a text may tell who wrote it: shown to the sender before anything is sent (domain.md 3.8 A9). A
// pure rule.
#pragma once

#include <string_view>
#include <vector>

#include "watchbell/threat_intake/v1/tip_service.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kWarningsMax = 20;

// By where they begin.
std::vector<v1::TextWarning> FirstPersonWarnings(std::string_view text);

}  // namespace watchbell::threat_intake
