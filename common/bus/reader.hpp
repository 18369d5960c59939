// Reading a stream in order from a position: for views, mirrors and the live feed. Leaves nothing on the
// server.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "common/bus/bus.hpp"

namespace watchbell::bus {

struct ReadFrom {
  std::string stream;
  std::string filter;                // a subject with wildcards
  std::uint64_t start_sequence = 1;  // ignored with newest_only
  bool newest_only = false;  // start with the last message of each subject, then everything that follows
};

// Not thread-safe. Recreates its consumer after a gap or a reconnect, so that no message is skipped or
// repeated.
class Reader {
 public:
  static Result<std::unique_ptr<Reader>> Open(std::shared_ptr<Bus> bus, ReadFrom from);
  ~Reader();

  // Waits up to `wait` for the first message, then takes what is there, at most `max`. Empty: nothing new.
  // kUnavailable: try again, nothing is lost.
  Result<std::vector<Stored>> Next(std::size_t max, std::chrono::milliseconds wait);

  // How many messages of the filter were still to come after the newest one returned; 0: caught up. Set when
  // the reader opens and with every message.
  std::uint64_t Pending() const;

 private:
  struct Parts;
  explicit Reader(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::bus
