#include "common/csv/rows.hpp"

namespace watchbell::csv {

std::string_view Trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void FaultList::Add(std::string_view file, std::size_t line, std::string_view column,
                    std::string_view problem) {
  if (full()) return;
  faults_.push_back({std::string(file), line, std::string(column), std::string(problem)});
}

Rows::Rows(std::string_view file, std::string_view text, FaultList& faults)
    : file_(file), table_(Reader(text)), faults_(faults) {}

bool Rows::Open(std::initializer_list<std::string_view> required) {
  if (const auto header = table_.ReadHeader(); !header) {
    Note(header.error());
    return false;
  }
  for (std::size_t i = 0; i < table_.columns().size(); ++i) {
    if (!columns_.emplace(table_.columns()[i], i).second) {
      faults_.Add(file_, 1, "", "two columns have the same name");
      return false;
    }
  }
  bool complete = true;
  for (const std::string_view column : required) {
    if (Has(column)) continue;
    faults_.Add(file_, 1, column, "the column is missing");
    complete = false;
  }
  return complete;
}

bool Rows::Next() {
  while (!faults_.full()) {
    const auto read = table_.Next(row_);
    if (read) return *read;
    Note(read.error());
    if (read.error().fault != csv::Fault::kWrongNumberOfColumns) return false;
  }
  return false;
}

std::string_view Rows::Get(std::string_view column) const {
  const auto found = columns_.find(column);
  return found == columns_.end() ? std::string_view() : Trim(row_.fields[found->second]);
}

void Rows::Fault(std::string_view column, std::string_view problem) {
  faults_.Add(file_, row_.line, column, problem);
}

void Rows::Note(const Error& error) {
  const std::string text = Describe(error);  // "line 7, column 2: what"; the place has fields of its own
  const bool named = error.column >= 1 && error.column <= table_.columns().size();
  faults_.Add(file_, error.line, named ? table_.columns()[error.column - 1] : "",
              std::string_view(text).substr(text.find(": ") + 2));
}

}  // namespace watchbell::csv
