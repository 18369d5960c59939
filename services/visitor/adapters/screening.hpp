// The screening of every replica: the watch list in memory, kept up with the stream.
#pragma once

#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <vector>

#include "common/ledger/mirror.hpp"
#include "services/visitor/domain/watchlist.hpp"

namespace watchbell::visitor {

// Thread-safe.
class WatchlistScreening {
 public:
  WatchlistScreening(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer);

  // What the visitor must be compared with: entries of the school and of the district that have not expired.
  // kUnavailable until the list is loaded: an admission fails closed.
  Result<std::vector<v1::Match>> Screen(const Query& query, const std::string& school,
                                        const std::string& today);

  // Until an entry that was just recorded is searched.
  bool Await(std::uint64_t sequence) { return mirror_.Await(sequence); }

 private:
  struct Scope {
    std::string school;
    std::string expires_on;
  };
  void Apply(const v1::WatchlistEntry& entry);

  mutable std::shared_mutex mutex_;
  WatchIndex index_;
  std::map<std::string, Scope, std::less<>> scopes_;
  ledger::Mirror<Watchlist> mirror_;
};

}  // namespace watchbell::visitor
