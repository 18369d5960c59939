// What exports and spreadsheets do to a CSV file, put right before it is read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/csv/rows.hpp"

namespace watchbell::notification::oneroster {

// The text of `file` as UTF-8 and RFC 4180, every row on the line where it was, with the columns that the
// import reads under OneRoster's own spelling, and no others. A line break within a field becomes a blank; a
// quote within a quoted field stands for itself; fields missing at the end of a row are empty. A row that
// cannot be told apart, or has more fields than the header, goes to `left_out`, and the next line is read.
struct Repaired {
  std::string text;
  std::size_t rows_lost = 0;
};
Repaired Repair(std::string_view file, std::string_view text, csv::FaultList& left_out);

}  // namespace watchbell::notification::oneroster
