#include "services/notification/oneroster/sheet.hpp"

#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {

Sheet::Sheet(std::string_view file, std::string_view text, csv::FaultList& faults, csv::FaultList& left_out)
    : file_(file),
      left_out_(left_out),
      repaired_(Repair(file, text, left_out)),
      rows_(file_, repaired_.text, faults) {}

void Sheet::Leave(std::size_t line, std::string_view column, std::string_view problem) {
  left_out_.Add(file_, line, column, problem);
}

bool Sheet::MissingStay() {
  if (repaired_.rows_lost == 0) return false;
  Leave(0, "", "has rows that name nobody; what is missing here stays until they are mended");
  return true;
}

std::string Sheet::Id(std::string_view column) {
  const auto id = Get(column);
  if (!id.empty() && IsText(id)) return std::string(id);
  ++repaired_.rows_lost;
  Leave(column,
        id.empty() ? "is empty; the row is left out" : "is no id of at most 200 bytes; the row is left out");
  return {};
}

std::string Sheet::Text(std::string_view column) {
  std::string text = OneLine(Get(column));
  if (text.size() <= kTextBytesMax) return text;
  Leave(column, "is longer than 200 bytes; it is cut");
  return Cut(text);
}

std::vector<std::string> Sheet::List(std::string_view column) {
  auto items = ParseList(Get(column));
  if (!items) Leave(column, "is no list of at most 64 ids; it is left out");
  return std::move(items).value_or(std::vector<std::string>{});
}

std::string Sheet::Date(std::string_view column) {
  return Optional(column, ParseDate, "is no date of the form YYYY-MM-DD; it is left out");
}

}  // namespace watchbell::notification::oneroster
