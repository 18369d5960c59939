// Who issued a card, from the issuer number in its barcode.
#pragma once

#include <string_view>

namespace watchbell::visitor {

// Two-letter jurisdiction of an AAMVA issuer identification number; empty for an unknown number. The card's
// own DAJ element goes before it; this is for cards without one.
std::string_view JurisdictionOfIssuer(std::string_view issuer_number);

}  // namespace watchbell::visitor
