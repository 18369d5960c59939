// The PDF417 barcode on the back of North American licences and ID cards (AAMVA DL/ID card design standard,
// header versions 01 to 11, the last being that of 2025), as a scanner delivers its text.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>

#include "services/visitor/domain/identity/scanned_identity.hpp"

namespace watchbell::visitor {

constexpr std::size_t kAamvaBytesMax = 4096;

// Reads real cards rather than the standard: declared offsets and lengths are ignored (issued cards get them
// wrong), any of CR, LF, CRLF ends an element, element ids may be lower case, values may be empty or padded,
// the first of repeated elements wins, unknown and state elements are dropped unread. `today` is the date at
// the school; births after it are refused. Pure, never logs, safe on any bytes.
ScanResult ParseAamva(std::string_view text, std::chrono::year_month_day today);

}  // namespace watchbell::visitor
