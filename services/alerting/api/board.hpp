// The board: every school's newest incident in memory, and those who watch it.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "common/identity/caller.hpp"
#include "common/rpc/server.hpp"
#include "watchbell/alerting/v1/board.pb.h"

namespace watchbell::alerting {

inline constexpr std::chrono::minutes kWatchMax{30};  // then the page asks again, with its session as it is
inline constexpr std::chrono::minutes kFamilyClock{10};  // domain.md section 4: the first word to families
inline constexpr std::size_t kWatchersMax = 500;

v1::BoardRow RowOf(const v1::Incident& incident);

// Thread-safe.
class Board {
 public:
  explicit Board(const identity::Roles& roles);

  // Whether this is newer than what was known; then it is told to those who watch.
  void Show(const v1::Incident& incident);
  // Open ones that the caller may read, the most severe first.
  std::vector<v1::BoardRow> RowsFor(const identity::Caller& caller) const;
  // Begins with the rows as they are. RESOURCE_EXHAUSTED ends the stream when too many watch.
  void Watch(const identity::Caller& caller, std::shared_ptr<rpc::Stream> stream);

 private:
  struct Watcher {
    identity::Caller caller;
    std::shared_ptr<rpc::Stream> stream;
    std::chrono::steady_clock::time_point until;
  };
  std::optional<v1::BoardRow> For(const identity::Caller& caller, const v1::Incident& incident) const;
  std::vector<v1::BoardRow> Rows(const identity::Caller& caller) const;  // mutex_ is held
  void Weed(const std::stop_token& stop);

  const identity::Roles& roles_;
  mutable std::mutex mutex_;
  std::map<std::string, v1::Incident> latest_;  // by school
  std::vector<Watcher> watchers_;
  std::jthread weeder_;
};

}  // namespace watchbell::alerting
