#include "services/visitor/registry/registry_file.hpp"

#include <unordered_set>

#include "common/text/plain.hpp"
#include "services/visitor/domain/entry_content.hpp"
#include "services/visitor/domain/registry.hpp"
#include "services/visitor/domain/screening/name.hpp"
#include "services/visitor/registry/mapping.hpp"

namespace watchbell::visitor {
namespace {

using v1::WatchlistEntry;

constexpr std::size_t kReferenceBytesMax = 200;

// The texts of a row, each at its own column when it cannot stand.
class RowReader {
 public:
  RowReader(csv::Rows& rows, const Mapping& mapping) : rows_(rows), mapping_(mapping) {}

  std::string Text(std::string_view field, std::size_t bytes_max) {
    const auto value = mapping_.Value(rows_, field);
    if (!IsPlainText(value, bytes_max)) Fault(field, "is not text in UTF-8, or too long");
    return std::string{value};
  }
  std::string Date(std::string_view field, bool year_alone) {
    auto date = mapping_.Date(mapping_.Value(rows_, field));
    if (!date || (!year_alone && date->size() == 4)) {
      Fault(field, "is not a date as the mapping says");
      return {};
    }
    return std::move(*date);
  }
  void Fault(std::string_view field, std::string_view problem) {
    rows_.Fault(mapping_.ColumnOf(field), problem);
    faulty_ = true;
  }
  bool faulty() const { return faulty_; }

 private:
  csv::Rows& rows_;
  const Mapping& mapping_;
  bool faulty_ = false;
};

void SetAliases(std::string_view text, std::string_view separator, WatchlistEntry& entry) {
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    const auto alias = csv::Trim(text.substr(0, end));
    if (!alias.empty()) entry.add_aliases(std::string{alias});
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
}

// The parts of the name, from columns of their own or from one.
void SetName(RowReader& row, WatchlistEntry& entry) {
  entry.set_given_name(row.Text("given_name", kReasonBytesMax));
  entry.set_family_name(row.Text("family_name", kReasonBytesMax));
  entry.set_middle_name(row.Text("middle_name", kReasonBytesMax));
  entry.set_name_suffix(row.Text("name_suffix", kReasonBytesMax));
  const auto full_name = row.Text(kFullNameField, kReasonBytesMax);
  if (full_name.empty() || !entry.family_name().empty()) return;
  const auto parts = PartsOfFullName(full_name);
  entry.set_given_name(parts.given);
  entry.set_middle_name(parts.middle);
  entry.set_family_name(parts.surname);
  entry.set_name_suffix(parts.suffix);
}

// The entry's field to blame, as the rules name it, is the mapping's field.
std::string_view FieldOf(const Error& error) {
  std::string_view field = error.field;
  constexpr std::string_view kPrefix = "entry.";
  if (field.starts_with(kPrefix)) field.remove_prefix(kPrefix.size());
  return field;
}

}  // namespace

RegistryFile ReadRegistry(std::string_view csv, const v1::RegistryMapping& mapping,
                          const v1::Registry& registry, const TimeZone& zone) {
  RegistryFile file;
  csv::FaultList faults;
  csv::Rows rows("", csv, faults);
  const auto mapped = Mapping::Read(mapping, faults);
  if (mapped && rows.Open({})) {
    for (const auto& [field, column] : mapped->columns())
      if (!rows.Has(column)) faults.Add("", 1, column, "the column is missing");
  }
  std::unordered_set<std::string> references;
  const bool readable = faults.empty();
  while (readable && rows.Next()) {
    RowReader row(rows, *mapped);
    WatchlistEntry stated;
    const auto reference = row.Text(kReferenceField, kReferenceBytesMax);
    if (reference.empty()) row.Fault(kReferenceField, "is empty");
    if (!references.insert(reference).second) row.Fault(kReferenceField, "occurs twice");
    if (references.size() > kRegistryEntriesMax) {
      row.Fault(kReferenceField, "the file has too many rows");
      break;
    }
    SetName(row, stated);
    stated.set_date_of_birth(row.Date("date_of_birth", true));
    stated.set_starts_on(row.Date("starts_on", false));
    stated.set_expires_on(row.Date("expires_on", false));
    stated.set_description(row.Text("description", kReasonBytesMax));
    stated.set_state(row.Text("state", kReasonBytesMax));
    SetAliases(row.Text("aliases", kReasonBytesMax * kEntryAliasesMax), mapped->alias_separator(), stated);
    stated.set_registry_id(registry.id());
    stated.set_registry_ref(reference);
    if (row.faulty()) continue;
    auto entry = ImportedContentOf(stated, zone);
    if (!entry) {
      row.Fault(FieldOf(entry.error()), entry.error().remedy);
      continue;
    }
    entry->set_id(ImportedEntryId(registry.id(), reference));
    entry->set_school(registry.school());
    file.entries.push_back(std::move(*entry));
  }
  file.faults = faults.Take();
  if (!file.faults.empty()) file.entries.clear();
  return file;
}

}  // namespace watchbell::visitor
