// The screening of every replica: the lists, the schools' settings and the remembered answers in memory, kept
// up with the stream.
#pragma once

#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/ledger/mirror.hpp"
#include "services/visitor/domain/match.hpp"
#include "services/visitor/domain/screening_memory.hpp"
#include "services/visitor/domain/screening_policy.hpp"
#include "services/visitor/domain/watchlist.hpp"

namespace watchbell::visitor {

// What a visitor must be compared with.
struct Screened {
  std::vector<v1::Match> matches;  // the likeliest first
  int silenced = 0;                // told apart before, and the entry is still the same
};

// What a change answers that is recorded, but does not count here yet: the same request again waits for it.
tl::unexpected<Error> NotSearchedYet();

// Thread-safe.
class WatchlistScreening {
 public:
  WatchlistScreening(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer,
                     prometheus::Registry& registry);

  // Entries of the school and of the district that are in force `today` (YYYY-MM-DD), by the school's
  // sensitivity. kUnavailable until all is loaded: an admission fails closed.
  Result<Screened> Screen(const Query& query, const std::string& school, const std::string& today,
                          TimePoint now);

  // Until what was just recorded counts here.
  bool AwaitEntry(std::uint64_t sequence, std::chrono::milliseconds patience = std::chrono::seconds{2}) {
    return entries_mirror_.Await(sequence, patience);
  }
  bool AwaitMemory(std::uint64_t sequence) { return memories_mirror_.Await(sequence); }
  bool AwaitPolicy(std::uint64_t sequence) { return policies_mirror_.Await(sequence); }
  bool AwaitReady(std::chrono::milliseconds patience) { return entries_mirror_.AwaitReady(patience); }

  // Under which a person is remembered.
  std::string PersonKey(const std::string& person_text) const;

  // Of the entries that a registry has on the list now, the hash of their content by id.
  std::unordered_map<std::string, std::uint64_t> ImportedEntries(const std::string& registry_id) const;
  std::size_t size() const;

 private:
  // What is needed of a listed entry besides its name.
  struct Listed {
    std::string school;
    std::string registry_id;
    std::vector<std::string> student_ids;
    std::uint64_t identity_hash = 0;
    std::uint64_t content_hash = 0;
    std::uint32_t first_day = 0;  // 20261122; 0: none
    std::uint32_t last_day = 0;
    v1::WatchlistEntry::Kind kind{};
    std::string state;
  };
  void Apply(const v1::WatchlistEntry& entry);
  void Drop(const std::string& entry_id);
  Sensitivity SensitivityAt(const std::string& school) const;
  bool IsSilenced(const std::vector<std::string>& person_keys, const std::string& school,
                  const v1::Match& match, TimePoint now) const;

  Screened Judge(const Query& query, const std::string& school, std::uint32_t day, TimePoint now) const;

  const policy::BlindIndex& blind_index_;
  prometheus::Histogram& seconds_;
  prometheus::Gauge& entries_;
  mutable std::shared_mutex lists_;
  WatchIndex index_;
  std::unordered_map<std::string, Listed> listed_;
  mutable std::shared_mutex rules_;
  std::unordered_map<std::string, Sensitivity> sensitivities_;     // by school
  std::unordered_map<std::string, v1::ScreeningMemory> memories_;  // by id; without who and why
  // Last: their threads use what stands above.
  ledger::Mirror<Watchlist> entries_mirror_;
  ledger::Mirror<ScreeningPolicies> policies_mirror_;
  ledger::Mirror<ScreeningMemories> memories_mirror_;
};

}  // namespace watchbell::visitor
