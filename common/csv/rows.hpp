// A CSV file of an import, row by row, with every fault noted at its line and column.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/csv/csv.hpp"

namespace watchbell::csv {

inline constexpr std::size_t kRowFaultsMax = 100;

// Never quotes the value: it may be shown and logged.
struct RowFault {
  std::string file;
  std::size_t line = 0;  // 0: the file as a whole
  std::string column;
  std::string problem;
};

// The first kRowFaultsMax faults of an import.
class FaultList {
 public:
  void Add(std::string_view file, std::size_t line, std::string_view column, std::string_view problem);
  bool full() const { return faults_.size() >= kRowFaultsMax; }
  bool empty() const { return faults_.empty(); }
  std::vector<RowFault> Take() { return std::move(faults_); }

 private:
  std::vector<RowFault> faults_;
};

class Rows {
 public:
  // The text and the list must outlive the rows.
  Rows(std::string_view file, std::string_view text, FaultList& faults);

  // Call once, first. False, with a fault for each, when a column is missing.
  bool Open(std::initializer_list<std::string_view> required);
  bool Has(std::string_view column) const { return columns_.contains(column); }
  // False at the end, where the file cannot be read further, or when the list is full.
  bool Next();
  // Trimmed; empty for a column that the file does not have. Valid until the next row.
  std::string_view Get(std::string_view column) const;
  std::size_t line() const { return row_.line; }
  void Fault(std::string_view column, std::string_view problem);

 private:
  void Note(const Error& error);

  std::string file_;
  Table table_;
  FaultList& faults_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  Row row_;
};

// Without blanks and tabs around it.
std::string_view Trim(std::string_view text);

}  // namespace watchbell::csv
