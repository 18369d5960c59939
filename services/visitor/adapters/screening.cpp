#include "services/visitor/adapters/screening.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>

namespace watchbell::visitor {
namespace {

constexpr std::chrono::seconds kPatience{2};  // a replica that has just started is still reading
constexpr std::array kSecondsBuckets{0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0};
constexpr std::string_view kPersonPurpose = "screening-person";

// 2026-11-22 as 20261122; 0 for no date.
std::uint32_t DayOf(std::string_view date) {
  std::string digits{date};
  std::erase(digits, '-');
  std::uint32_t day = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), day);
  return day;
}

}  // namespace

tl::unexpected<Error> NotSearchedYet() {
  return Fail(Code::kUnavailable, "CHANGE_NOT_SEARCHED_YET",
              "It is recorded; screening is still taking it up: send the same request again.");
}

WatchlistScreening::WatchlistScreening(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer,
                                       prometheus::Registry& registry)
    : blind_index_(sealer.blind_index()),
      seconds_(
          prometheus::BuildHistogram()
              .Name("watchbell_screening_seconds")
              .Help("From a visitor's name to the entries that it matches, also while lists are changed.")
              .Register(registry)
              .Add({},
                   prometheus::Histogram::BucketBoundaries(kSecondsBuckets.begin(), kSecondsBuckets.end()))),
      entries_(prometheus::BuildGauge()
                   .Name("watchbell_watchlist_entries")
                   .Help("Entries that this replica compares visitors with.")
                   .Register(registry)
                   .Add({})),
      entries_mirror_(
          bus, sealer, [this](const names::Key&, const v1::WatchlistEntry& entry) { Apply(entry); },
          [this](const names::Key& key) { Drop(key.id); }),
      policies_mirror_(bus, sealer,
                       [this](const names::Key&, const v1::ScreeningPolicy& policy) {
                         const std::unique_lock lock(rules_);
                         sensitivities_[policy.school()] = TableOf(policy.sensitivity());
                       }),
      memories_mirror_(
          bus, sealer,
          [this](const names::Key&, const v1::ScreeningMemory& memory) {
            const std::unique_lock lock(rules_);
            if (memory.forgotten()) {
              memories_.erase(memory.id());
              return;
            }
            auto& kept = memories_[memory.id()];
            kept.set_id(memory.id());
            kept.set_entry_hash(memory.entry_hash());
            *kept.mutable_expires_at() = memory.expires_at();
          },
          [this](const names::Key& key) {
            const std::unique_lock lock(rules_);
            memories_.erase(key.id);
          }) {}

void WatchlistScreening::Drop(const std::string& entry_id) {
  const std::unique_lock lock(lists_);
  index_.Remove(entry_id);
  listed_.erase(entry_id);
  entries_.Set(static_cast<double>(listed_.size()));
}

void WatchlistScreening::Apply(const v1::WatchlistEntry& entry) {
  if (entry.retired()) return Drop(entry.id());
  const auto searched = ForScreening(entry);
  Listed listed{.school = entry.school(),
                .registry_id = entry.registry_id(),
                .student_ids = {entry.student_ids().begin(), entry.student_ids().end()},
                .identity_hash = IdentityHashOf(entry),
                .content_hash = ContentHashOf(entry),
                .first_day = DayOf(entry.starts_on()),
                .last_day = DayOf(entry.expires_on()),
                .kind = entry.kind(),
                .state = entry.state()};
  const std::unique_lock lock(lists_);
  index_.Replace(searched);
  listed_[entry.id()] = std::move(listed);
  entries_.Set(static_cast<double>(listed_.size()));
}

Sensitivity WatchlistScreening::SensitivityAt(const std::string& school) const {
  const std::shared_lock lock(rules_);
  for (const auto& whose : {school, std::string{names::kDistrict}}) {
    const auto found = sensitivities_.find(whose);
    if (found != sensitivities_.end()) return found->second;
  }
  return Sensitivity::kNameAndDob;
}

std::string WatchlistScreening::PersonKey(const std::string& person_text) const {
  return blind_index_.Newest(kPersonPurpose, person_text);
}

bool WatchlistScreening::IsSilenced(const std::vector<std::string>& person_keys, const std::string& school,
                                    const v1::Match& match, TimePoint now) const {
  return std::ranges::any_of(person_keys, [&](const std::string& person_key) {
    const auto memory = memories_.find(MemoryIdOf(school, person_key, match.entry_id()));
    return memory != memories_.end() && Silences(memory->second, match.entry_hash(), now);
  });
}

Result<Screened> WatchlistScreening::Screen(const Query& query, const std::string& school,
                                            const std::string& today, TimePoint now) {
  for (ledger::AnyMirror* mirror :
       {static_cast<ledger::AnyMirror*>(&entries_mirror_), static_cast<ledger::AnyMirror*>(&policies_mirror_),
        static_cast<ledger::AnyMirror*>(&memories_mirror_)}) {
    if (mirror->AwaitReady(kPatience)) continue;
    return Fail(Code::kUnavailable, "WATCHLIST_LOADING",
                "The watch list is still being read; try again in a moment.");
  }
  const auto begun = std::chrono::steady_clock::now();
  auto screened = Judge(query, school, DayOf(today), now);
  seconds_.Observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count());
  return screened;
}

Screened WatchlistScreening::Judge(const Query& query, const std::string& school, std::uint32_t day,
                                   TimePoint now) const {
  const auto sensitivity = SensitivityAt(school);
  Screened screened;
  {
    const std::shared_lock lock(lists_);
    for (const auto& hit : index_.Find(query, sensitivity)) {
      const auto found = listed_.find(hit.entry_id);
      if (found == listed_.end()) continue;
      const auto& listed = found->second;
      const bool here = listed.school == school || listed.school == names::kDistrict;
      const bool in_force = listed.first_day <= day && (listed.last_day == 0 || day <= listed.last_day);
      const auto states = GradeStates(query.state, listed.state);
      const auto outcome = WithState(hit.comparison.outcome, states, sensitivity);
      if (!here || !in_force || outcome == Outcome::kClear) continue;
      auto& match = screened.matches.emplace_back(Explain(hit));
      match.set_outcome(NameOf(outcome));
      match.set_state_grade(NameOf(states));
      match.set_entry_school(listed.school);
      match.set_kind(listed.kind);
      match.set_entry_hash(listed.identity_hash);
      *match.mutable_student_ids() = {listed.student_ids.begin(), listed.student_ids.end()};
    }
  }
  if (screened.matches.empty()) return screened;
  const auto person_keys = blind_index_.All(kPersonPurpose, PersonText(query.name, query.born));
  const std::shared_lock lock(rules_);
  screened.silenced = static_cast<int>(std::erase_if(
      screened.matches, [&](const v1::Match& match) { return IsSilenced(person_keys, school, match, now); }));
  return screened;
}

std::unordered_map<std::string, std::uint64_t> WatchlistScreening::ImportedEntries(
    const std::string& registry_id) const {
  std::unordered_map<std::string, std::uint64_t> entries;
  const std::shared_lock lock(lists_);
  for (const auto& [id, listed] : listed_)
    if (listed.registry_id == registry_id) entries.emplace(id, listed.content_hash);
  return entries;
}

std::size_t WatchlistScreening::size() const {
  const std::shared_lock lock(lists_);
  return listed_.size();
}

}  // namespace watchbell::visitor
