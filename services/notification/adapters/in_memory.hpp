// Every aggregate of one kind in the memory of every replica, for lists that are short and must not wait for
// a store.
#pragma once

#include <map>
#include <shared_mutex>
#include <string>
#include <vector>

#include "common/ledger/mirror.hpp"

namespace watchbell::notification {

// Thread-safe.
template <class Aggregate>
class InMemory {
 public:
  using State = typename Aggregate::State;

  InMemory(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
      : mirror_(
            std::move(bus), sealer,
            [this](const names::Key& key, const State& state) {
              const std::unique_lock lock(mutex_);
              by_id_[key.id] = state;
            },
            [this](const names::Key& key) {
              const std::unique_lock lock(mutex_);
              by_id_.erase(key.id);
            }) {}

  bool AwaitReady(std::chrono::milliseconds patience) { return mirror_.AwaitReady(patience); }
  // By id.
  std::vector<State> All() const {
    const std::shared_lock lock(mutex_);
    std::vector<State> all;
    all.reserve(by_id_.size());
    for (const auto& [id, state] : by_id_) all.push_back(state);
    return all;
  }

 private:
  mutable std::shared_mutex mutex_;
  std::map<std::string, State> by_id_;
  ledger::Mirror<Aggregate> mirror_;
};

}  // namespace watchbell::notification
