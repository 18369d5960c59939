// The board: every school's newest incident in memory, and those who watch it.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "common/identity/caller.hpp"
#include "common/rpc/server.hpp"
#include "common/time/clock.hpp"
#include "watchbell/alerting/v1/board.pb.h"

namespace watchbell::alerting {

inline constexpr std::chrono::minutes kWatchMax{30};  // then the page asks again, with its session as it is
inline constexpr std::chrono::minutes kFamilyClock{10};  // domain.md section 4: the first word to families
inline constexpr std::size_t kWatchersMax = 500;

// A call to the police that nobody confirmed leaves the board after a day.
inline constexpr std::chrono::hours kDispatchShown{24};

v1::BoardRow RowOf(const v1::Incident& incident);

// Thread-safe.
class Board {
 public:
  Board(const identity::Roles& roles, Clock clock);

  // Whether this is newer than what was known; then it is told to those who watch.
  void Show(const v1::Incident& incident);
  // Likewise; a call that is settled is shown with its incident.
  void Show(const v1::Dispatch& dispatch);
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
  // Nothing: not the caller's to know, or nothing to show.
  std::optional<v1::BoardRow> For(const identity::Caller& caller, const std::string& school,
                                  bool also_closed) const;
  void Tell(const std::string& school) const;  // mutex_ is held
  bool IsShown(const v1::Dispatch& dispatch) const;
  std::vector<v1::BoardRow> Rows(const identity::Caller& caller) const;  // mutex_ is held
  void Weed(const std::stop_token& stop);

  const identity::Roles& roles_;
  const Clock clock_;
  mutable std::mutex mutex_;
  std::map<std::string, v1::Incident> latest_;                             // by school
  std::map<std::string, std::map<std::string, v1::Dispatch>> dispatches_;  // by school, by id
  std::vector<Watcher> watchers_;
  std::jthread weeder_;
};

}  // namespace watchbell::alerting
