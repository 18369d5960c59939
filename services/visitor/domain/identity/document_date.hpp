// Dates as identity documents print them.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace watchbell::visitor {

// AAMVA F8N: US issuers print MMDDCCYY, Canadian ones and version 01 print CCYYMMDD. No month is 19 or 20, so
// these two first digits tell. Separators (- / .) are tolerated. Nothing for anything but a real day from
// 1900 on.
std::optional<std::chrono::year_month_day> ParseCardDate(std::string_view text);

// ICAO 9303 YYMMDD. The century is the last one that does not put the day after `latest`, so a holder older
// than 100 comes out 100 years too young: the price of two digits.
std::optional<std::chrono::year_month_day> ParseMrzDate(std::string_view yymmdd,
                                                        std::chrono::year_month_day latest);

}  // namespace watchbell::visitor
