// One connection to Redis: hiredis' C handles, owned, and its replies turned into values.
#pragma once

#include <memory>
#include <vector>

#include "common/redis/redis.hpp"

struct redisContext;

namespace watchbell::redis {

// The reasons that callers may meet. kNoScript stays inside this folder.
inline constexpr char kUnavailable[] = "REDIS_UNAVAILABLE";
inline constexpr char kBusy[] = "REDIS_BUSY";
inline constexpr char kError[] = "REDIS_ERROR";
inline constexpr char kNoScript[] = "REDIS_NO_SCRIPT";

// Not thread-safe.
class Connection {
 public:
  // Connected and authenticated, or kUnavailable.
  static Result<Connection> Open(const RedisConfig& config);

  // All commands in one round trip. On an error the connection is broken: throw it away.
  Result<std::vector<Result<Reply>>> Exchange(const std::vector<Command>& commands);

 private:
  struct Free {
    void operator()(redisContext* context) const;
  };
  explicit Connection(redisContext* context) : context_(context) {}
  std::unique_ptr<redisContext, Free> context_;
};

}  // namespace watchbell::redis
