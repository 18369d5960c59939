// One CSV file of the archive, row by row, with every fault noted at its line and column.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/csv/csv.hpp"
#include "watchbell/notification/v1/directory.pb.h"

namespace watchbell::notification::oneroster {

inline constexpr std::size_t kErrorsMax = 100;

// The first kErrorsMax faults of an import. A problem never quotes the value: it may be shown and logged.
class ErrorList {
 public:
  void Add(std::string_view file, std::size_t line, std::string_view column, std::string_view problem);
  bool full() const { return errors_.size() >= kErrorsMax; }
  bool empty() const { return errors_.empty(); }
  std::vector<v1::ImportError> Take() { return std::move(errors_); }

 private:
  std::vector<v1::ImportError> errors_;
};

class Rows {
 public:
  // The text and the list must outlive the rows.
  Rows(std::string_view file, std::string_view text, ErrorList& errors);

  // Call once, first. False, with a fault for each, when a column is missing.
  bool Open(std::initializer_list<std::string_view> required);
  // False at the end, where the file cannot be read further, or when the error list is full.
  bool Next();
  // Trimmed; empty for a column that the file does not have. Valid until the next row.
  std::string_view Get(std::string_view column) const;
  std::size_t line() const { return row_.line; }
  void Fault(std::string_view column, std::string_view problem);
  // As Get, and a fault when it is empty or not text.
  std::string_view Require(std::string_view column);

 private:
  void Note(const csv::Error& error);

  std::string file_;
  csv::Table table_;
  ErrorList& errors_;
  std::map<std::string, std::size_t, std::less<>> columns_;
  csv::Row row_;
};

}  // namespace watchbell::notification::oneroster
