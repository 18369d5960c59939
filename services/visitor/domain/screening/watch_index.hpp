// The entries of a watch list, filed so that a check-in meets only those which can matter to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "services/visitor/domain/screening/chains.hpp"
#include "services/visitor/domain/screening/comparison.hpp"
#include "services/visitor/domain/screening/name_table.hpp"

namespace watchbell::visitor {

struct WatchEntry {
  std::string id;  // unique on the list, at most kEntryIdBytesMax
  NameParts name;
  std::vector<NameParts> aliases{};
  BirthDate born{};
};
constexpr std::size_t kEntryIdBytesMax = 128;
constexpr std::size_t kAliasesMax = 32;  // further aliases are not filed

struct Query {
  NameParts name;
  std::vector<NameParts> aliases{};
  BirthDate born{};
  std::string state{};  // of the document; not searched, see WithState
};

struct Hit {
  std::string entry_id;
  Comparison comparison;  // of the pair of names (of a person and an entry with aliases) that weighs most
};

struct Screening {
  std::vector<Hit> hits;   // not clear, the worst outcome and then the highest score first
  std::vector<Hit> notes;  // clear, but see IsNoteworthy; to be counted or asked about, never stored
};

// Which entries are compared follows from the outcome matrix: without an equal, near or partial birth date
// only exact names can matter. So entries are filed under their birth date, and under surname with the given
// name's initial, and nothing that Compare would hold is missed. Where names alone matter, every entry
// without a birth date is met as well: they are filed under "none". About 150 bytes an entry. Entries that
// are noted rather than held are found by the second key alone, so nicknames with another initial get no
// note.
//
// Not thread safe for writers; any number of readers between writes.
class WatchIndex final : public NameCounts {
 public:
  WatchIndex() = default;
  void Reserve(std::size_t entries);

  // After a bulk load: makes searches faster. Nothing else changes.
  void Settle();

  // False, and no change, if the id is taken, empty or too long, or the name holds no letter.
  bool Add(const WatchEntry& entry);
  // Add, whether or not the id was there. False as Add; then the old entry is kept.
  bool Replace(const WatchEntry& entry);
  bool Remove(std::string_view id);

  Screening Screen(const Query& query, Sensitivity sensitivity = Sensitivity::kNameAndDob) const;
  std::vector<Hit> Find(const Query& query, Sensitivity sensitivity = Sensitivity::kNameAndDob) const;

  std::size_t size() const { return entry_count_; }
  std::size_t MemoryBytes() const;
  std::uint32_t WithSurname(std::string_view surname) const override;
  std::uint32_t WithGiven(std::string_view given) const override;

 private:
  // One name of one entry.
  struct Record {
    std::uint64_t text_at = 0;  // of the id, then the name's normal form
    std::uint32_t born = 0;
    std::uint32_t next_alias = 0;  // the entry's next record, or 0
    std::uint8_t id_size = 0;
    std::uint8_t name_size = 0;
    bool live = false;
  };
  struct Search;

  std::string_view Id(const Record& record) const;
  std::string_view Name(const Record& record) const;
  std::uint32_t FindRecord(std::string_view id) const;
  std::uint32_t AddRecord(std::string_view id, const std::string& normal_form, BirthDate born, bool alias);
  void RemoveRecord(std::uint32_t number);
  void CompactText();

  std::vector<Record> records_{1};  // record 0 is nobody
  std::vector<std::uint32_t> free_;
  std::string text_;
  std::size_t dead_text_bytes_ = 0;
  std::size_t entry_count_ = 0;
  Chains by_id_, by_birth_date_, by_name_;
  NameTable surnames_, given_names_;
};

}  // namespace watchbell::visitor
