// The district's own words and places for CAP, from its two files (deploy/cap).
#pragma once

#include <string>
#include <string_view>

#include "common/time/local.hpp"
#include "services/alerting/domain/cap/message.hpp"

namespace watchbell::alerting {

// FAILED_PRECONDITION names what is missing: a kind without a text in the first language, a language without
// its word for exercise, an area that is no closed ring, a text that is too long or holds HTML.
Result<cap::Settings> LoadCapSettings(const std::string& texts_path, const std::string& areas_path,
                                      TimeZone zone);
Result<cap::Settings> ParseCapSettings(std::string_view texts, std::string_view areas, TimeZone zone);

}  // namespace watchbell::alerting
