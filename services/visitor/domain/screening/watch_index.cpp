#include "services/visitor/domain/screening/watch_index.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace watchbell::visitor {
namespace {

std::uint32_t Bit(std::string_view key) { return key.empty() ? 0 : 1u << (HashOf(key, 1) & 31); }

// A bit for each key. Without a common bit two names are neither exact nor strong. Blind to which part is the
// surname: given name and surname may be swapped. A surname alone may be misspelt and still be strong: no bit
// can tell.
std::uint32_t TagOf(const NameKeys& keys) {
  if (keys.given.empty()) return Chains::kAnyTag;
  return Bit(keys.surname) | Bit(keys.surname_stripped) | Bit(keys.given) | Bit(keys.given_first) |
         Bit(keys.given_and_middle);
}

std::uint32_t NameHash(std::string_view surname, const NameKeys& keys) {
  return HashOf(surname, keys.given.empty() ? 0 : static_cast<unsigned char>(keys.given[0]));
}

// Under both writings of the surname: O'Brien agrees with O Brien, and with Brien.
template <typename Visit>
void ForEachNameHash(const NameKeys& keys, Visit&& visit) {
  visit(NameHash(keys.surname, keys));
  const bool differs = !keys.surname_stripped.empty() && keys.surname_stripped != keys.surname;
  if (differs) visit(NameHash(keys.surname_stripped, keys));
}

bool WeighsMore(const Comparison& a, const Comparison& b) {
  if (a.outcome != b.outcome) return a.outcome < b.outcome;
  if (a.name_grade != b.name_grade) return a.name_grade < b.name_grade;
  return a.score > b.score;
}

// Where an entry is filed by its birth date; those without one stand together.
std::vector<std::uint32_t> CodesOf(BirthDate born) {
  if (born.absent()) return {born.code()};
  return born.FilingCodes();
}

bool IsAgreeing(DobGrade grade) { return grade <= DobGrade::kPartial; }

}  // namespace

std::string_view WatchIndex::Id(const Record& record) const {
  return std::string_view(text_).substr(record.text_at, record.id_size);
}

std::string_view WatchIndex::Name(const Record& record) const {
  return std::string_view(text_).substr(record.text_at + record.id_size, record.name_size);
}

void WatchIndex::Reserve(std::size_t entries) {
  records_.reserve(entries + 1);
  for (auto* chains : {&by_id_, &by_birth_date_, &by_name_}) chains->Reserve(entries);
}

void WatchIndex::Settle() { by_birth_date_.Settle(); }  // the other chains are short

std::uint32_t WatchIndex::FindRecord(std::string_view id) const {
  std::uint32_t found = 0;
  by_id_.ForEach(HashOf(id), Chains::kAnyTag, [&](std::uint32_t number) {
    if (Id(records_[number]) == id) found = number;
    return found == 0;
  });
  return found;
}

std::uint32_t WatchIndex::AddRecord(std::string_view id, const std::string& normal_form, BirthDate born,
                                    bool alias) {
  std::uint32_t number = 0;
  if (free_.empty()) {
    number = static_cast<std::uint32_t>(records_.size());
    records_.emplace_back();
  } else {
    number = free_.back();
    free_.pop_back();
  }
  const auto keys = KeysOf(NameView(normal_form));
  records_[number] = {.text_at = text_.size(),
                      .born = born.code(),
                      .id_size = static_cast<std::uint8_t>(id.size()),
                      .name_size = static_cast<std::uint8_t>(normal_form.size()),
                      .live = true};
  text_.append(id).append(normal_form);
  if (!alias) by_id_.Add(HashOf(id), number);
  for (const auto code : CodesOf(born)) by_birth_date_.Add(HashOf(code), number, TagOf(keys));
  ForEachNameHash(keys, [&](std::uint32_t hash) { by_name_.Add(hash, number); });
  surnames_.Increment(keys.surname);
  given_names_.Increment(keys.given);
  return number;
}

bool WatchIndex::Add(const WatchEntry& entry) {
  if (entry.id.empty() || entry.id.size() > kEntryIdBytesMax || FindRecord(entry.id) != 0) return false;
  const auto name = Normalize(entry.name);
  if (name.empty()) return false;
  auto last = AddRecord(entry.id, name, entry.born, false);
  for (std::size_t i = 0; i < std::min(entry.aliases.size(), kAliasesMax); ++i) {
    const auto alias = Normalize(entry.aliases[i]);
    if (alias.empty() || alias == name) continue;
    const auto number = AddRecord(entry.id, alias, entry.born, true);
    records_[last].next_alias = number;
    last = number;
  }
  ++entry_count_;
  return true;
}

bool WatchIndex::Replace(const WatchEntry& entry) {
  if (entry.id.empty() || entry.id.size() > kEntryIdBytesMax || Normalize(entry.name).empty()) return false;
  Remove(entry.id);
  return Add(entry);
}

void WatchIndex::RemoveRecord(std::uint32_t number) {
  auto& record = records_[number];
  const auto keys = KeysOf(NameView(Name(record)));
  by_id_.Remove(HashOf(Id(record)), number);
  for (const auto code : CodesOf(BirthDate::FromCode(record.born)))
    by_birth_date_.Remove(HashOf(code), number);
  ForEachNameHash(keys, [&](std::uint32_t hash) { by_name_.Remove(hash, number); });
  surnames_.Decrement(keys.surname);
  given_names_.Decrement(keys.given);
  dead_text_bytes_ += std::size_t{record.id_size} + record.name_size;
  record = {};
  free_.push_back(number);
}

bool WatchIndex::Remove(std::string_view id) {
  auto number = FindRecord(id);
  if (number == 0) return false;
  while (number != 0) RemoveRecord(std::exchange(number, records_[number].next_alias));
  --entry_count_;
  if (dead_text_bytes_ > text_.size() / 2) CompactText();
  return true;
}

void WatchIndex::CompactText() {
  std::string text;
  text.reserve(text_.size() - dead_text_bytes_);
  for (auto& record : records_) {
    if (!record.live) continue;
    const auto at = text.size();
    text.append(text_, record.text_at, std::size_t{record.id_size} + record.name_size);
    record.text_at = at;
  }
  text_ = std::move(text);
  dead_text_bytes_ = 0;
}

// One check-in: compares candidates and keeps, for every entry, the pair of names that weighs most.
struct WatchIndex::Search {
  const WatchIndex& index;
  BirthDate born;
  Sensitivity sensitivity;
  bool with_notes;
  Screening found;

  void CompareWith(const NameView& person, const Record& entry) {
    auto comparison = Compare(person, born, NameView(index.Name(entry)), BirthDate::FromCode(entry.born),
                              index, sensitivity);
    const bool held = comparison.outcome != Outcome::kClear;
    if (!held && !(with_notes && IsNoteworthy(comparison.name_grade, comparison.dob_grade))) return;
    auto& list = held ? found.hits : found.notes;
    const auto id = index.Id(entry);
    const auto known = std::ranges::find(list, id, &Hit::entry_id);
    if (known == list.end()) {
      list.push_back({std::string(id), std::move(comparison)});
    } else if (WeighsMore(comparison, known->comparison)) {
      known->comparison = std::move(comparison);
    }
  }

  void ByBirthDate(std::uint32_t code, const NameView& person, std::uint32_t tag) {
    index.by_birth_date_.ForEach(HashOf(code), tag, [&](std::uint32_t number) {
      CompareWith(person, index.records_[number]);
      return true;
    });
  }

  // Where a name alone holds: the entries without a birth date; for a visitor without one, all.
  void WithoutBirthDate(const NameView& person, std::uint32_t tag) {
    if (!born.absent()) return ByBirthDate(BirthDate{}.code(), person, tag);
    for (const auto& entry : index.records_)
      if (entry.live) CompareWith(person, entry);
  }

  // Whom the birth date did not find: it is absent, or, for the notes, another.
  void ByName(const NameKeys& keys, const NameView& person) {
    ForEachNameHash(keys, [&](std::uint32_t hash) {
      index.by_name_.ForEach(hash, Chains::kAnyTag, [&](std::uint32_t number) {
        const auto& entry = index.records_[number];
        const auto grade = GradeBirthDates(born, BirthDate::FromCode(entry.born));
        if (grade == DobGrade::kAbsent || (with_notes && !IsAgreeing(grade))) CompareWith(person, entry);
        return true;
      });
    });
  }

  void Run(const NameParts& name) {
    const auto normal_form = Normalize(name);
    if (normal_form.empty()) return;
    const NameView person(normal_form);
    const auto keys = KeysOf(person);
    const bool fuzzy_near = OutcomeOf(NameGrade::kFuzzy, DobGrade::kNear, sensitivity) != Outcome::kClear;
    const auto tag = fuzzy_near ? Chains::kAnyTag : TagOf(keys);
    if (born.whole()) ByBirthDate(born.code(), person, Chains::kAnyTag);
    for (const auto code : born.NearCodes()) ByBirthDate(code, person, tag);
    for (const auto code : born.AgreeingCodes()) ByBirthDate(code, person, tag);
    const bool strong_absent =
        OutcomeOf(NameGrade::kStrong, DobGrade::kAbsent, sensitivity) != Outcome::kClear;
    if (strong_absent) WithoutBirthDate(person, TagOf(keys));
    ByName(keys, person);
  }
};

Screening WatchIndex::Screen(const Query& query, Sensitivity sensitivity) const {
  Search search{*this, query.born, sensitivity, true, {}};
  search.Run(query.name);
  for (std::size_t i = 0; i < std::min(query.aliases.size(), kAliasesMax); ++i) search.Run(query.aliases[i]);
  std::ranges::sort(search.found.hits, WeighsMore, &Hit::comparison);
  const auto held = [&](const Hit& note) {
    return std::ranges::find(search.found.hits, note.entry_id, &Hit::entry_id) != search.found.hits.end();
  };
  std::erase_if(search.found.notes, held);
  return std::move(search.found);
}

std::vector<Hit> WatchIndex::Find(const Query& query, Sensitivity sensitivity) const {
  Search search{*this, query.born, sensitivity, false, {}};
  search.Run(query.name);
  for (std::size_t i = 0; i < std::min(query.aliases.size(), kAliasesMax); ++i) search.Run(query.aliases[i]);
  std::ranges::sort(search.found.hits, WeighsMore, &Hit::comparison);
  return std::move(search.found.hits);
}

std::size_t WatchIndex::MemoryBytes() const {
  return records_.capacity() * sizeof(Record) + free_.capacity() * sizeof(free_[0]) + text_.capacity() +
         by_id_.MemoryBytes() + by_birth_date_.MemoryBytes() + by_name_.MemoryBytes() +
         surnames_.MemoryBytes() + given_names_.MemoryBytes();
}

std::uint32_t WatchIndex::WithSurname(std::string_view surname) const { return surnames_.Count(surname); }
std::uint32_t WatchIndex::WithGiven(std::string_view given) const { return given_names_.Count(given); }

}  // namespace watchbell::visitor
