// Rows for a spreadsheet.
#pragma once

#include <string>
#include <vector>

namespace watchbell::report {

// One CSV row with its line end. A field that a spreadsheet would take for a formula (it starts with = + - @,
// a tab or a carriage return, or a wide form of the signs) gets an apostrophe before it.
std::string SheetRow(std::vector<std::string> fields);

}  // namespace watchbell::report
