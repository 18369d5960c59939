#include "services/visitor/domain/entry_content.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <array>

#include "common/id/id.hpp"
#include "services/visitor/domain/arrival.hpp"

namespace watchbell::visitor {
namespace {

using v1::WatchlistEntry;

constexpr std::array<KindRule, 6> kRules{{
    {WatchlistEntry::KIND_BANNED, "banned", true, false},
    {WatchlistEntry::KIND_TRESPASS, "trespass", true, false},
    {WatchlistEntry::KIND_CUSTODY, "custody", true, true},
    {WatchlistEntry::KIND_PROTECTIVE_ORDER, "protective-order", true, true},
    {WatchlistEntry::KIND_STAFF_DISMISSED, "staff-dismissed", true, false},
    {WatchlistEntry::KIND_REGISTRY, "registry", false, false},
}};

tl::unexpected<Error> Bad(const char* reason, const char* field, const char* remedy) {
  return Fail(Code::kInvalidArgument, reason, remedy, std::string{"entry."} + field);
}

bool IsState(std::string_view text) {
  return text.size() == 2 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

void SetEnd(WatchlistEntry& entry, const TimeZone& zone) {
  const auto last = ParseIsoDate(entry.expires_on());
  if (!last) return;
  *entry.mutable_expires_at() = ToProto(zone.At(std::chrono::sys_days{*last} + std::chrono::days{1}, {}));
}

// Who is meant: the same for every kind.
Result<WatchlistEntry> PersonOf(const WatchlistEntry& asked) {
  if (auto named = CheckFamilyName(asked.family_name(), "entry.family_name"); !named)
    return tl::unexpected<Error>(named.error());
  for (const auto* name :
       {&asked.given_name(), &asked.family_name(), &asked.middle_name(), &asked.name_suffix()}) {
    if (name->size() > kNameBytesMax)
      return Bad("NAME_TOO_LONG", "family_name", "Shorten each name to 100 characters.");
  }
  if (!BirthDate::Parse(asked.date_of_birth())) {
    return Bad("BIRTH_DATE_MALFORMED", "date_of_birth", "Give YYYY-MM-DD, or only the year, or nothing.");
  }
  const auto& aliases = asked.aliases();
  if (asked.aliases_size() > kEntryAliasesMax ||
      std::ranges::any_of(aliases, [](const auto& alias) { return alias.size() > kAliasBytesMax; })) {
    return Bad("TOO_MANY_ALIASES", "aliases", "Give at most 16 aliases of 200 characters.");
  }
  if (asked.description().size() > kReasonBytesMax)
    return Bad("TEXT_TOO_LONG", "description", "Shorten it to 500 characters.");
  if (!asked.state().empty() && !IsState(asked.state()))
    return Bad("STATE_MALFORMED", "state", "Give the two capital letters of a state, or nothing.");
  WatchlistEntry content;
  content.set_kind(asked.kind());
  content.set_given_name(asked.given_name());
  content.set_family_name(asked.family_name());
  content.set_middle_name(asked.middle_name());
  content.set_name_suffix(asked.name_suffix());
  content.set_date_of_birth(asked.date_of_birth());
  *content.mutable_aliases() = aliases;
  content.set_description(asked.description());
  content.set_state(asked.state());
  return content;
}

// A slip in the year would let pass whoever is meant. A file's dates are its owner's and taken as they are.
bool MayBeAlive(const std::string& date_of_birth, std::chrono::year this_year) {
  constexpr int kYearPlace = 10'000;  // of the date's code
  const auto born = BirthDate::Parse(date_of_birth);
  if (!born || born->absent()) return true;
  const std::chrono::year year{static_cast<int>(born->code()) / kYearPlace};
  return year >= kFirstBirthYear && year <= this_year;
}

// Which order or decision it rests on, from when to when, and for whom.
Status CheckAlert(const WatchlistEntry& asked, const KindRule& rule) {
  if (asked.document_ref().empty())
    return Bad("DOCUMENT_MISSING", "document_ref", "Name the order or decision that this rests on.");
  if (asked.issuer().empty())
    return Bad("ISSUER_MISSING", "issuer", "Say which court, police or office issued the document.");
  if (asked.document_ref().size() > kDocumentBytesMax)
    return Bad("TEXT_TOO_LONG", "document_ref", "Shorten it to 200 characters.");
  if (asked.issuer().size() > kDocumentBytesMax)
    return Bad("TEXT_TOO_LONG", "issuer", "Shorten it to 200 characters.");
  if (!ParseIsoDate(asked.starts_on()))
    return Bad("START_MISSING", "starts_on", "Give the first day, as YYYY-MM-DD.");
  if (!ParseIsoDate(asked.expires_on()))
    return Bad("END_MISSING", "expires_on", "Give the last day, as YYYY-MM-DD; it can be renewed.");
  if (asked.expires_on() < asked.starts_on())
    return Bad("END_BEFORE_START", "expires_on", "Give a last day that is not before the first.");
  if (asked.student_ids_size() > kEntryStudentsMax ||
      !std::ranges::all_of(asked.student_ids(), [](const auto& one) { return id::IsUuid(one); })) {
    return Bad("STUDENTS_MALFORMED", "student_ids", "Give at most 32 directory ids.");
  }
  if (asked.student_ids().empty() && rule.names_its_students)
    return Bad("STUDENTS_MISSING", "student_ids", "Name the students whom the order protects.");
  if (asked.student_ids().empty() == !asked.whole_school())
    return Bad("STUDENTS_MISSING", "student_ids",
               "Name the affected students, or say that it is the whole school.");
  return {};
}

std::uint64_t HashOfMessage(const WatchlistEntry& entry) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    entry.SerializeWithCachedSizes(&coded);
  }
  return id::Fingerprint(bytes);
}

// Only what a person or a file states.
WatchlistEntry Stated(const WatchlistEntry& entry) {
  WatchlistEntry stated = entry;
  for (const auto& clear :
       {&WatchlistEntry::clear_id, &WatchlistEntry::clear_school, &WatchlistEntry::clear_retired,
        &WatchlistEntry::clear_registry_version, &WatchlistEntry::clear_expires_at,
        &WatchlistEntry::clear_expired, &WatchlistEntry::clear_proposal, &WatchlistEntry::clear_added_at,
        &WatchlistEntry::clear_added_by, &WatchlistEntry::clear_retired_by})
    (stated.*clear)();
  return stated;
}

}  // namespace

const KindRule* RuleOf(WatchlistEntry::Kind kind) {
  const auto* found = std::ranges::find(kRules, kind, &KindRule::kind);
  return found == kRules.end() ? nullptr : found;
}

std::string_view NameOf(WatchlistEntry::Kind kind) {
  const auto* rule = RuleOf(kind);
  return rule == nullptr ? "other" : rule->name;
}

Result<WatchlistEntry> ContentOf(const WatchlistEntry& asked, const TimeZone& zone, TimePoint now) {
  const auto* rule = RuleOf(asked.kind());
  if (rule == nullptr) return Bad("KIND_MISSING", "kind", "Say what kind of entry it is.");
  if (!rule->by_hand) return Bad("REGISTRY_OWNED", "kind", "Import the registry; its entries are not typed.");
  auto content = PersonOf(asked);
  if (!content) return content;
  if (!MayBeAlive(asked.date_of_birth(), zone.DateOf(now).year()))
    return Bad("BIRTH_DATE_MALFORMED", "date_of_birth",
               "Give a birth date from 1900 until today, or nothing.");
  if (auto checked = CheckAlert(asked, *rule); !checked) return tl::unexpected<Error>(checked.error());
  content->set_document_ref(asked.document_ref());
  content->set_issuer(asked.issuer());
  content->set_starts_on(asked.starts_on());
  content->set_expires_on(asked.expires_on());
  *content->mutable_student_ids() = asked.student_ids();
  content->set_whole_school(asked.whole_school());
  SetEnd(*content, zone);
  if (FromProto(content->expires_at()) <= now)
    return Bad("END_PASSED", "expires_on", "Give a last day that is not over yet.");
  return content;
}

Result<WatchlistEntry> ImportedContentOf(const WatchlistEntry& asked, const TimeZone& zone) {
  auto content = PersonOf(asked);
  if (!content) return content;
  content->set_kind(WatchlistEntry::KIND_REGISTRY);
  content->set_starts_on(asked.starts_on());
  content->set_expires_on(asked.expires_on());
  content->set_registry_id(asked.registry_id());
  content->set_registry_ref(asked.registry_ref());
  SetEnd(*content, zone);
  return content;
}

std::uint64_t IdentityHashOf(const WatchlistEntry& entry) {
  auto identity = Stated(entry);
  identity.clear_starts_on();
  identity.clear_expires_on();
  identity.clear_student_ids();
  identity.clear_whole_school();
  return HashOfMessage(identity);
}

std::uint64_t ContentHashOf(const WatchlistEntry& entry) { return HashOfMessage(Stated(entry)); }

}  // namespace watchbell::visitor
