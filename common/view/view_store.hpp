// The view: the newest stored message of every aggregate in Redis, its index sets and its deadlines.
//
// Written by one Lua script that is idempotent by sequence; everything in it can be rebuilt from the stream.
// Thread-safe. Every call is bounded by the pool's command_timeout; while Redis is away calls fail with
// kUnavailable at once.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/names/names.hpp"
#include "common/redis/redis.hpp"
#include "common/result/result.hpp"
#include "common/view/projection.hpp"

namespace watchbell::view {

inline constexpr int kPageMax = 500;
inline constexpr int kPageDefault = 100;

// One write: the stored (sealed) bytes of an event and where it shall be found.
struct Entry {
  names::Key key;
  std::uint64_t sequence = 0;  // in the service's stream
  std::string body;
  Projection projection;
};

struct Body {
  names::Key key;
  std::uint64_t sequence = 0;
  std::string body;
};

struct Page {
  std::vector<Body> bodies;
  std::string next_page_token;  // empty: the last page
};

// The scores of interest, both included.
struct Scores {
  double lowest = -std::numeric_limits<double>::infinity();
  double highest = std::numeric_limits<double>::infinity();
};

struct DueTimer {
  names::Key key;
  std::string what;
  TimePoint due;
};

class Probe;

class ViewStore {
 public:
  ViewStore(std::shared_ptr<redis::Pool> pool, std::string service, Probe* probe = nullptr);

  // Stores the entries that are newer than what is there, in one round trip. After a failure this process
  // refuses lists until the follower has read the entries from the stream.
  Status Write(const std::vector<Entry>& entries);

  // In the order of score; `newest_first` turns it around. kUnavailable/VIEW_REBUILDING until a follower has
  // caught up with the stream: a list is whole or refused, never quietly short.
  Result<Page> List(const std::string& index, int page_size, const std::string& page_token,
                    bool newest_first = false, const Scores& scores = {});

  // The follower's part. Position: how far the stream was read into this Redis; nothing: an empty Redis.
  Result<std::optional<std::uint64_t>> Position();
  // Sets the position only if it still is `expected` (0: none); false: Redis was flushed or another follower
  // moved it.
  Result<bool> Advance(std::uint64_t expected, std::uint64_t position, bool caught_up);
  // Write and Advance as one step, so that a position never claims what a flush has taken away.
  Result<bool> WriteAndAdvance(const std::vector<Entry>& entries, std::uint64_t expected,
                               std::uint64_t position, bool caught_up);

  // Timers that are due, soonest first; and taking one away whose due time is still this one.
  Result<std::vector<DueTimer>> Due(TimePoint now, int max);
  Status Forget(const DueTimer& timer);

  // Takes an aggregate out, with its memberships and timers, unless something newer than `sequence` was
  // stored.
  Status Drop(const names::Key& key, std::uint64_t sequence);
  // The rules that deadlines follow from, besides the states (retention periods), by a name. When they are
  // others than those that this Redis was filled by, the follower fills it again.
  void SetRules(std::string name) { rules_ = std::move(name); }
  Status Adopt();

  const std::string& service() const { return service_; }

 private:
  Result<bool> Run(const std::vector<Entry>& entries, std::string expected, std::uint64_t position,
                   bool caught_up);

  std::shared_ptr<redis::Pool> pool_;
  std::string service_;
  std::string rules_;                      // empty: states alone
  Probe* probe_;                           // may be null
  std::atomic<std::uint64_t> missed_ = 0;  // newest sequence that this process failed to write
};

}  // namespace watchbell::view
