// The machine-readable zone of passports (TD3, 2 lines of 44) and ID cards (TD1, 3 lines of 30): ICAO Doc
// 9303.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "services/visitor/domain/identity/scanned_identity.hpp"

namespace watchbell::visitor {

constexpr std::size_t kMrzBytesMax = 256;

// Blanks and line ends anywhere are ignored, lower case is read as upper. Every check digit must hold: a zone
// that was misread by one character is refused rather than guessed. `today` is the date at the school. Pure,
// never logs, safe on any bytes.
ScanResult ParseMrz(std::string_view text, std::chrono::year_month_day today);

}  // namespace watchbell::visitor
