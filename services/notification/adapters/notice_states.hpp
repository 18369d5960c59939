// Which notices are paused or stopped, in the memory of every replica.
#pragma once

#include <map>
#include <shared_mutex>

#include "common/ledger/mirror.hpp"
#include "services/notification/domain/notice.hpp"

namespace watchbell::notification {

// Thread-safe.
class NoticeStates {
 public:
  NoticeStates(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
      : mirror_(
            std::move(bus), sealer,
            [this](const names::Key& key, const v1::Notice& notice) {
              const std::unique_lock lock(mutex_);
              if (notice.state() == v1::Notice::STATE_UNSPECIFIED)
                held_.erase(key.id);
              else
                held_[key.id] = notice.state();
            },
            [this](const names::Key& key) {
              const std::unique_lock lock(mutex_);
              held_.erase(key.id);
            }) {}

  // A moment late: whoever acts on it looks at the record again.
  v1::Notice::State Of(const std::string& notice_id) const {
    const std::shared_lock lock(mutex_);
    const auto held = held_.find(notice_id);
    return held == held_.end() ? v1::Notice::STATE_UNSPECIFIED : held->second;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, v1::Notice::State> held_;
  ledger::Mirror<Notices> mirror_;
};

}  // namespace watchbell::notification
