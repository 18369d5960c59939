#include "services/notification/adapters/group_directory.hpp"

#include <algorithm>
#include <mutex>

namespace watchbell::notification {

GroupDirectory::GroupDirectory(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
    : groups_(
          std::move(bus), sealer,
          [this](const names::Key& key, const v1::Group& group) {
            const std::unique_lock lock(mutex_);
            group_by_id_[key.id] = group;
          },
          [this](const names::Key& key) {
            const std::unique_lock lock(mutex_);
            group_by_id_.erase(key.id);
          }) {}

std::vector<v1::Group> GroupDirectory::All() const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Group> groups;
  groups.reserve(group_by_id_.size());
  for (const auto& [id, group] : group_by_id_) groups.push_back(group);
  return groups;
}

std::optional<v1::Group> GroupDirectory::Find(const std::string& group_id) const {
  const std::shared_lock lock(mutex_);
  const auto found = group_by_id_.find(group_id);
  return found == group_by_id_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<v1::Group> GroupDirectory::At(const std::string& school) const {
  std::vector<v1::Group> groups;
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [id, group] : group_by_id_)
      if (group.school() == school && !group.removed()) groups.push_back(group);
  }
  std::stable_sort(groups.begin(), groups.end(),
                   [](const auto& a, const auto& b) { return a.title() < b.title(); });
  return groups;
}

}  // namespace watchbell::notification
