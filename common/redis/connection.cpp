#include "common/redis/connection.hpp"

#include <hiredis/hiredis.h>
#include <sys/time.h>

#include <algorithm>
#include <array>

namespace watchbell::redis {
namespace {

constexpr std::size_t kErrorTextMax = 160;  // of a server's error that is passed on

struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using OwnedReply = std::unique_ptr<redisReply, FreeReply>;

timeval ToTimeval(std::chrono::milliseconds span) {
  timeval value{};
  value.tv_sec = static_cast<time_t>(span.count() / 1000);
  value.tv_usec = static_cast<suseconds_t>(span.count() % 1000 * 1000);
  return value;
}

tl::unexpected<Error> Away(std::string remedy) {
  return Fail(Code::kUnavailable, kUnavailable, std::move(remedy));
}

tl::unexpected<Error> ServerError(std::string_view text) {
  // Passing conditions of the server; everything else is a mistake of ours.
  static constexpr std::array<std::string_view, 6> kPassing = {"LOADING",  "BUSY", "MASTERDOWN",
                                                               "READONLY", "OOM",  "TRYAGAIN"};
  const std::string_view word = text.substr(0, text.find(' '));
  if (word == "NOSCRIPT") return Fail(Code::kInternal, kNoScript, "Load the script.");
  const bool passing = std::find(kPassing.begin(), kPassing.end(), word) != kPassing.end();
  return Fail(passing ? Code::kUnavailable : Code::kInternal, kError,
              "Redis answered: " + std::string{text.substr(0, kErrorTextMax)});
}

std::string_view TextOf(const redisReply& raw) { return {raw.str, raw.len}; }

Result<Reply> ToReply(const redisReply& raw) {
  Reply reply;
  switch (raw.type) {
    case REDIS_REPLY_ERROR: return ServerError(TextOf(raw));
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS: reply.value = std::string{TextOf(raw)}; break;
    case REDIS_REPLY_INTEGER: reply.value = raw.integer; break;
    case REDIS_REPLY_ARRAY: {
      std::vector<Reply> items;
      items.reserve(raw.elements);
      for (std::size_t i = 0; i < raw.elements; ++i) {
        auto item = ToReply(*raw.element[i]);
        if (!item) return item;
        items.push_back(std::move(*item));
      }
      reply.value = std::move(items);
      break;
    }
    default: break;  // nil
  }
  return reply;
}

}  // namespace

void Connection::Free::operator()(redisContext* context) const { redisFree(context); }

Result<Connection> Connection::Open(const RedisConfig& config) {
  Connection opened{
      redisConnectWithTimeout(config.host.c_str(), config.port, ToTimeval(config.connect_timeout))};
  redisContext* context = opened.context_.get();
  if (context == nullptr || context->err != 0) return Away("Check that Redis runs and can be reached.");
  redisSetTimeout(context, ToTimeval(config.command_timeout));
  if (config.password.empty()) return opened;

  Command login{"AUTH"};
  if (!config.username.empty()) login.push_back(config.username);
  login.push_back(config.password);
  const auto replies = opened.Exchange({login});
  if (!replies) return tl::unexpected(replies.error());
  if (!replies->front()) return Away("Check the user name and the password for Redis.");
  return opened;
}

Result<std::vector<Result<Reply>>> Connection::Exchange(const std::vector<Command>& commands) {
  std::vector<const char*> words;
  std::vector<std::size_t> lengths;
  for (const Command& command : commands) {
    words.clear();
    lengths.clear();
    for (const std::string& word : command) {
      words.push_back(word.data());
      lengths.push_back(word.size());
    }
    redisAppendCommandArgv(context_.get(), static_cast<int>(words.size()), words.data(), lengths.data());
  }
  std::vector<Result<Reply>> replies;
  replies.reserve(commands.size());
  while (replies.size() < commands.size()) {
    void* raw = nullptr;
    if (redisGetReply(context_.get(), &raw) != REDIS_OK || raw == nullptr) {
      return Away("Redis closed the connection or did not answer in time; try again.");
    }
    const OwnedReply owned{static_cast<redisReply*>(raw)};
    replies.push_back(ToReply(*owned));
  }
  return replies;
}

}  // namespace watchbell::redis
