// The classes of the directory, in the memory of every replica.
#pragma once

#include <map>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "common/ledger/mirror.hpp"
#include "services/notification/domain/group.hpp"

namespace watchbell::notification {

// Thread-safe.
class GroupDirectory {
 public:
  GroupDirectory(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer);

  bool AwaitReady(std::chrono::milliseconds patience) { return groups_.AwaitReady(patience); }
  // Until this place in the record has been read, or for a moment.
  void Await(std::uint64_t sequence) { groups_.Await(sequence); }
  // By id, also those removed.
  std::vector<v1::Group> All() const;
  // Also one that was removed.
  std::optional<v1::Group> Find(const std::string& group_id) const;
  // Of a school now, by title.
  std::vector<v1::Group> At(const std::string& school) const;

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, v1::Group> group_by_id_;
  ledger::Mirror<notification::Groups> groups_;
};

}  // namespace watchbell::notification
