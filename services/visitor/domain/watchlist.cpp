#include "services/visitor/domain/watchlist.hpp"

#include <array>

#include "services/visitor/domain/arrival.hpp"

namespace watchbell::visitor {
namespace {

using v1::WatchlistEntry;
using v1::WatchlistEntryEvent;

constexpr std::array<const char*, 4> kNameGrades{"EXACT", "STRONG", "FUZZY", "NONE"};
constexpr std::array<const char*, 5> kDobGrades{"SAME", "NEAR", "PARTIAL", "ABSENT", "CONFLICT"};
constexpr std::array<const char*, 3> kOutcomes{"PROBABLE", "POSSIBLE", "CLEAR"};

const char* Sentence(ScoreReason reason) {
  switch (reason) {
    case ScoreReason::kSpelling: return "is spelt differently from";
    case ScoreReason::kDifferentWord: return "stands where the list has";
    case ScoreReason::kNickname: return "is a short form of, or short for,";
    case ScoreReason::kExtraWord: return "has no counterpart in";
    case ScoreReason::kWordOrder: return "the words come in another order";
  }
  return "";
}

Error Bad(const char* reason, const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}

}  // namespace

void Watchlist::Evolve(WatchlistEntry& entry, const WatchlistEntryEvent& event) {
  switch (event.fact_case()) {
    case WatchlistEntryEvent::kAdded: entry = event.added().entry(); return;
    case WatchlistEntryEvent::kRetired: entry.set_retired(true); return;
    case WatchlistEntryEvent::FACT_NOT_SET: return;
  }
}

Decision<WatchlistEntryEvent> AddEntry(const WatchlistEntry& entry, const v1::AddEntryRequest& request,
                                       const Context& context) {
  if (!entry.id().empty()) return AlreadySo{};
  const auto& asked = request.entry();
  if (asked.family_name().empty())
    return Bad("NAME_MISSING", "entry.family_name", "Give at least the family name.");
  if (asked.given_name().size() > kNameBytesMax || asked.family_name().size() > kNameBytesMax) {
    return Bad("NAME_TOO_LONG", "entry", "Shorten each name to 100 characters.");
  }
  if (asked.kind() == WatchlistEntry::KIND_UNSPECIFIED)
    return Bad("KIND_MISSING", "entry.kind", "Say what kind of entry it is.");
  if (!BirthDate::Parse(asked.date_of_birth())) {
    return Bad("BIRTH_DATE_MALFORMED", "entry.date_of_birth",
               "Give YYYY-MM-DD, or only the year, or nothing.");
  }
  if (asked.aliases_size() > kEntryAliasesMax)
    return Bad("TOO_MANY_ALIASES", "entry.aliases", "Give at most 16 aliases.");
  if (asked.description().size() > kReasonBytesMax) {
    return Bad("TEXT_TOO_LONG", "entry.description", "Shorten it to 500 characters.");
  }
  WatchlistEntryEvent event;
  auto& added = *event.mutable_added()->mutable_entry();
  added = asked;
  added.set_id(context.id);
  added.set_school(request.school());
  added.set_retired(false);
  return event;
}

Decision<WatchlistEntryEvent> RetireEntry(const WatchlistEntry& entry, const v1::RetireEntryRequest& request,
                                          const Context& context) {
  if (entry.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the entry's id and its school.", "entry_id");
  if (request.reason().empty())
    return Bad("REASON_MISSING", "reason", "Write down why the entry is taken off the list.");
  if (request.reason().size() > kReasonBytesMax)
    return Bad("TEXT_TOO_LONG", "reason", "Shorten it to 500 characters.");
  if (entry.retired()) return AlreadySo{};
  WatchlistEntryEvent event;
  event.mutable_retired()->set_reason(request.reason());
  *event.mutable_retired()->mutable_at() = ToProto(context.now);
  return event;
}

WatchEntry ForScreening(const WatchlistEntry& entry) {
  WatchEntry listed;
  listed.id = entry.id();
  listed.name = {.given = entry.given_name(),
                 .middle = entry.middle_name(),
                 .surname = entry.family_name(),
                 .suffix = entry.name_suffix()};
  for (const auto& alias : entry.aliases()) listed.aliases.push_back(PartsOfFullName(alias));
  if (const auto born = BirthDate::Parse(entry.date_of_birth())) listed.born = *born;
  return listed;
}

v1::Match Explain(const Hit& hit) {
  const auto& comparison = hit.comparison;
  v1::Match match;
  match.set_entry_id(hit.entry_id);
  match.set_outcome(kOutcomes[static_cast<std::size_t>(comparison.outcome)]);
  match.set_name_grade(kNameGrades[static_cast<std::size_t>(comparison.name_grade)]);
  match.set_dob_grade(kDobGrades[static_cast<std::size_t>(comparison.dob_grade)]);
  match.set_score(comparison.score);
  for (const auto& term : comparison.terms) {
    std::string sentence{Sentence(term.reason)};
    if (!term.left.empty() || !term.right.empty()) {
      sentence = "\"" + (term.left.empty() ? term.right : term.left) + "\" " + sentence +
                 (term.left.empty()    ? " the visitor's name"
                  : term.right.empty() ? " the entry"
                                       : " \"" + term.right + "\"");
    }
    match.add_terms(sentence);
  }
  return match;
}

}  // namespace watchbell::visitor
