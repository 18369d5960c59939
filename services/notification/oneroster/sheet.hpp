// One file of an import, row by row. What is wrong with a row or a field is said by its line, and what became
// of it, and stops nothing.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/csv/rows.hpp"
#include "services/notification/oneroster/repair.hpp"

namespace watchbell::notification::oneroster {

class Sheet {
 public:
  // `faults` gets what refuses the whole import: a column that is missing. The lists must outlive the sheet.
  Sheet(std::string_view file, std::string_view text, csv::FaultList& faults, csv::FaultList& left_out);
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  // As csv::Rows.
  bool Open(std::initializer_list<std::string_view> required) { return rows_.Open(required); }
  bool Has(std::string_view column) const { return rows_.Has(column); }
  bool Next() { return rows_.Next(); }
  std::string_view Get(std::string_view column) const { return rows_.Get(column); }
  std::size_t line() const { return rows_.line(); }

  // Refuses the whole import.
  void Fault(std::string_view column, std::string_view problem) { rows_.Fault(column, problem); }
  // `problem` says what is wrong and what is done about it, never the value.
  void Leave(std::string_view column, std::string_view problem) { Leave(line(), column, problem); }
  void Leave(std::size_t line, std::string_view column, std::string_view problem);

  // After the last row of a bulk file: whether rows were left out of which nobody knows whom they are about.
  // Then who is missing may be one of them, and stays; and it is said.
  bool MissingStay();

  // An id of the row itself; empty, and said, when the row has none and must be left out.
  std::string Id(std::string_view column);
  // For people to read: one line, cut at kTextBytesMax.
  std::string Text(std::string_view column);
  // Empty, and said, when it is no list of ids.
  std::vector<std::string> List(std::string_view column);
  // YYYY-MM-DD; empty, and said, when it is no date.
  std::string Date(std::string_view column);
  // An optional field as `parse` gives it; empty, and said, when it is not what it should be.
  template <class Parse>
  std::string Optional(std::string_view column, Parse parse, std::string_view problem) {
    const std::string_view value = Get(column);
    if (value.empty()) return {};
    auto parsed = parse(value);
    if (!parsed) Leave(column, problem);
    return std::move(parsed).value_or("");
  }

 private:
  const std::string file_;
  csv::FaultList& left_out_;
  Repaired repaired_;
  csv::Rows rows_;
};

}  // namespace watchbell::notification::oneroster
