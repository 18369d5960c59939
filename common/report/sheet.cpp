#include "common/report/sheet.hpp"

#include <algorithm>
#include <array>
#include <sstream>

#include "common/csv/csv.hpp"

namespace watchbell::report {
namespace {

// The last four: fullwidth = + - @, which some spreadsheets read alike.
constexpr std::array<std::string_view, 11> kFormulaStarts{
    "=", "+", "-", "@", "\t", "\r", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};

}  // namespace

std::string SheetRow(std::vector<std::string> fields) {
  for (auto& field : fields) {
    const bool formula = std::any_of(kFormulaStarts.begin(), kFormulaStarts.end(),
                                     [&](std::string_view start) { return field.starts_with(start); });
    if (formula) field.insert(0, "'");
  }
  std::ostringstream row;
  csv::Write(row, std::span<const std::string>{fields});
  return row.str();
}

}  // namespace watchbell::report
