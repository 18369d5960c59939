// Redis through hiredis: a bounded pool of connections and a reply that is a value.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/result/result.hpp"

namespace watchbell::redis {

struct RedisConfig {
  std::string host = "127.0.0.1";
  int port = 6379;
  std::string username;
  std::string password;
  int connections_max = 16;
  std::chrono::milliseconds connect_timeout{250};
  std::chrono::milliseconds command_timeout{250};
};

// nil, status and bulk strings, integers, arrays. An error reply becomes an Error (REDIS_ERROR), never a
// Reply.
struct Reply {
  std::variant<std::monostate, std::string, long long, std::vector<Reply>> value;
  bool IsNil() const { return std::holds_alternative<std::monostate>(value); }
  std::string Text() const;                 // "" for anything but a string
  long long Integer() const;                // 0 for anything but an integer
  const std::vector<Reply>& Items() const;  // empty for anything but an array
};

using Command = std::vector<std::string>;

// Thread-safe. After a failed connect it answers kUnavailable (REDIS_UNAVAILABLE) at once until kRetryAfter
// has passed, so that a Redis that is away costs an alarm nothing.
class Pool {
 public:
  static constexpr std::chrono::milliseconds kRetryAfter{500};
  explicit Pool(RedisConfig config);
  ~Pool();
  Result<Reply> Run(const Command& command);
  // All in one round trip; one reply a command.
  Result<std::vector<Result<Reply>>> Pipeline(const std::vector<Command>& commands);
  // A Lua script by its digest, loaded when the server does not know it.
  Result<Reply> Eval(std::string_view script, const std::vector<std::string>& keys,
                     const std::vector<std::string>& args);
  bool Reachable();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::redis
