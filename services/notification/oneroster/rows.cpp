#include "services/notification/oneroster/rows.hpp"

#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {

void ErrorList::Add(std::string_view file, std::size_t line, std::string_view column,
                    std::string_view problem) {
  if (full()) return;
  v1::ImportError& error = errors_.emplace_back();
  error.set_file(std::string(file));
  error.set_line(static_cast<int>(line));
  error.set_column(std::string(column));
  error.set_problem(std::string(problem));
}

Rows::Rows(std::string_view file, std::string_view text, ErrorList& errors)
    : file_(file), table_(csv::Reader(text)), errors_(errors) {}

bool Rows::Open(std::initializer_list<std::string_view> required) {
  if (const auto header = table_.ReadHeader(); !header) {
    Note(header.error());
    return false;
  }
  for (std::size_t i = 0; i < table_.columns().size(); ++i) {
    if (!columns_.emplace(table_.columns()[i], i).second) {
      errors_.Add(file_, 1, "", "two columns have the same name");
      return false;
    }
  }
  bool complete = true;
  for (const std::string_view column : required) {
    if (columns_.contains(column)) continue;
    errors_.Add(file_, 1, column, "the column is missing");
    complete = false;
  }
  return complete;
}

bool Rows::Next() {
  while (!errors_.full()) {
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
  errors_.Add(file_, row_.line, column, problem);
}

std::string_view Rows::Require(std::string_view column) {
  const std::string_view value = Get(column);
  if (value.empty())
    Fault(column, "is empty");
  else if (!IsText(value))
    Fault(column, "is not text of at most 200 bytes in UTF-8");
  return value;
}

void Rows::Note(const csv::Error& error) {
  const std::string text = csv::Describe(error);  // "line 7, column 2: what"; the place has fields of its own
  const bool named = error.column >= 1 && error.column <= table_.columns().size();
  errors_.Add(file_, error.line, named ? table_.columns()[error.column - 1] : "",
              std::string_view(text).substr(text.find(": ") + 2));
}

}  // namespace watchbell::notification::oneroster
