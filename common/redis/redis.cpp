#include "common/redis/redis.hpp"

#include <condition_variable>
#include <csignal>
#include <map>
#include <mutex>
#include <optional>

#include "common/redis/connection.hpp"

namespace watchbell::redis {

using Steady = std::chrono::steady_clock;

std::string Reply::Text() const {
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : std::string{};
}

long long Reply::Integer() const {
  const auto* integer = std::get_if<long long>(&value);
  return integer ? *integer : 0;
}

const std::vector<Reply>& Reply::Items() const {
  static const std::vector<Reply> kNone;
  const auto* items = std::get_if<std::vector<Reply>>(&value);
  return items ? *items : kNone;
}

struct Pool::Parts {
  explicit Parts(RedisConfig parts_config) : config(std::move(parts_config)) {}

  struct Taken {
    Connection connection;
    bool reused;
  };

  const RedisConfig config;
  std::mutex mutex;
  std::condition_variable returned;
  std::vector<Connection> idle;
  int open = 0;  // idle, or in a caller's hands
  bool away = false;
  Steady::time_point next_try;  // while away
  std::map<std::string, std::string, std::less<>>
      digests;  // of scripts; those are constants, so it is bounded

  // An idle connection or a new one. `fresh`: a new one in any case.
  Result<Taken> Take(bool fresh);
  void GiveBack(Connection connection);
  void Drop();
  void GoAway();
  Result<std::string> DigestOf(Pool& pool, std::string_view script);

 private:
  tl::unexpected<Error> Refused() const {
    return Fail(Code::kUnavailable, kUnavailable, "Redis cannot be reached just now; try again.");
  }
};

Result<Pool::Parts::Taken> Pool::Parts::Take(bool fresh) {
  {
    std::unique_lock lock{mutex};
    const auto ready = [&] { return away || !idle.empty() || open < config.connections_max; };
    if (!returned.wait_for(lock, config.command_timeout, ready)) {
      return Fail(Code::kUnavailable, kBusy, "Every connection to Redis is in use; try again.");
    }
    if (away) {
      const auto now = Steady::now();
      if (now < next_try || open >= config.connections_max) return Refused();
      next_try = now + kRetryAfter;  // this caller is the probe; the others go on being refused at once
    }
    if (!idle.empty()) {
      Connection connection = std::move(idle.back());
      idle.pop_back();
      if (!fresh) return Taken{std::move(connection), true};
    } else {
      ++open;
    }
  }
  auto connection = Connection::Open(config);
  if (!connection) {
    GoAway();
    return tl::unexpected(connection.error());
  }
  return Taken{std::move(*connection), false};
}

void Pool::Parts::GiveBack(Connection connection) {
  {
    const std::lock_guard lock{mutex};
    away = false;
    idle.push_back(std::move(connection));
  }
  returned.notify_one();
}

// The connection that was taken is broken. So, most likely, are the idle ones: the server went away.
void Pool::Parts::Drop() {
  {
    const std::lock_guard lock{mutex};
    open -= 1 + static_cast<int>(idle.size());
    idle.clear();
  }
  returned.notify_all();
}

void Pool::Parts::GoAway() {
  {
    const std::lock_guard lock{mutex};
    away = true;
    next_try = Steady::now() + kRetryAfter;
  }
  Drop();
}

Result<std::string> Pool::Parts::DigestOf(Pool& pool, std::string_view script) {
  {
    const std::lock_guard lock{mutex};
    if (const auto known = digests.find(script); known != digests.end()) return known->second;
  }
  const auto loaded = pool.Run({"SCRIPT", "LOAD", std::string{script}});
  if (!loaded) return tl::unexpected(loaded.error());
  const std::lock_guard lock{mutex};
  return digests.emplace(script, loaded->Text()).first->second;
}

Pool::Pool(RedisConfig config) : parts_(std::make_unique<Parts>(std::move(config))) {
  // hiredis writes with write(2): without this, a server that hung up would end the process.
  std::signal(SIGPIPE, SIG_IGN);
}
Pool::~Pool() = default;

Result<std::vector<Result<Reply>>> Pool::Pipeline(const std::vector<Command>& commands) {
  for (bool fresh = false;; fresh = true) {
    auto taken = parts_->Take(fresh);
    if (!taken) return tl::unexpected(taken.error());
    const auto started = Steady::now();
    auto replies = taken->connection.Exchange(commands);
    if (replies) {
      parts_->GiveBack(std::move(taken->connection));
      return replies;
    }
    // Whatever we send may be done twice (scripts are idempotent), so an idle connection that turns out to be
    // dead costs one more try; a silent server does not get a second helping of the caller's time.
    const bool silent = Steady::now() - started > parts_->config.command_timeout / 2;
    if (!taken->reused || silent) {
      parts_->GoAway();
      return replies;
    }
    parts_->Drop();
  }
}

Result<Reply> Pool::Run(const Command& command) {
  auto replies = Pipeline({command});
  if (!replies) return tl::unexpected(replies.error());
  return std::move(replies->front());
}

Result<Reply> Pool::Eval(std::string_view script, const std::vector<std::string>& keys,
                         const std::vector<std::string>& args) {
  auto digest = parts_->DigestOf(*this, script);
  if (!digest) return tl::unexpected(digest.error());
  Command command{"EVALSHA", std::move(*digest), std::to_string(keys.size())};
  command.insert(command.end(), keys.begin(), keys.end());
  command.insert(command.end(), args.begin(), args.end());
  auto reply = Run(command);
  if (reply || reply.error().reason != kNoScript) return reply;
  command[0] = "EVAL";  // the server was restarted; this loads the script as well
  command[1] = script;
  return Run(command);
}

bool Pool::Reachable() { return Run({"PING"}).has_value(); }

}  // namespace watchbell::redis
