// A lease in Redis: of the replicas of a service, one does what only one needs to do.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "common/redis/redis.hpp"

namespace watchbell::view {

// A lease saves work; it is no lock. A holder that was asleep may believe in it for a moment after another
// took it over, and so may both after a flush: whatever is done under it must be harmless when done twice.
// Not thread-safe.
class Lease {
 public:
  static constexpr std::chrono::milliseconds kHeldFor{3000};
  static constexpr std::chrono::milliseconds kRenewEvery{1000};
  static constexpr std::chrono::milliseconds kTryEvery{250};

  // key: names::LeaseKey.
  Lease(std::shared_ptr<redis::Pool> pool, std::string key);

  // Whether this process is the holder now; takes or renews the lease when it is time. Cheap: call it before
  // every step. While Redis is away a lease runs out by itself.
  bool Hold();
  // Gives it back, so that another need not wait until it runs out.
  void Release();

 private:
  using Steady = std::chrono::steady_clock;

  std::shared_ptr<redis::Pool> pool_;
  std::string key_;
  std::string holder_;  // random
  Steady::time_point held_until_;
  Steady::time_point next_call_;
};

}  // namespace watchbell::view
