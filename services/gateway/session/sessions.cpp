#include "services/gateway/session/sessions.hpp"

#include <sodium.h>

#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>

#include "common/names/names.hpp"
#include "common/telemetry/log.hpp"
#include "services/gateway/session/worker.hpp"

namespace watchbell::gateway {
namespace {

constexpr std::size_t kDigestBytes = 16;
constexpr std::chrono::minutes kForgetUnused{10};

std::string DigestOf(std::string_view token) {
  unsigned char digest[kDigestBytes];
  crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(token.data()),
                     token.size(), nullptr, 0);
  std::string text(2 * kDigestBytes + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), digest, sizeof digest);
  text.pop_back();
  return text;
}

// Of a token whose signature is verified already.
TimePoint ExpiryOf(std::string_view token) {
  const auto from = token.find('.') + 1;
  const auto payload = token.substr(from, token.find('.', from) - from);
  std::string json(payload.size(), '\0');
  std::size_t bytes = 0;
  sodium_base642bin(reinterpret_cast<unsigned char*>(json.data()), json.size(), payload.data(),
                    payload.size(), nullptr, &bytes, nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  json.resize(bytes);
  const auto claims = nlohmann::json::parse(json, nullptr, false);
  if (!claims.is_object() || !claims.contains("exp") || !claims["exp"].is_number_integer()) return {};
  return TimePoint{std::chrono::seconds{claims["exp"].get<std::int64_t>()}};
}

tl::unexpected<Error> Over() { return Fail(Code::kUnauthenticated, "SESSION_OVER", "Sign in."); }

struct Entry {
  identity::Caller caller;
  TimePoint expires_at;
  std::string service_token;
  TimePoint token_until;
  TimePoint checked_at;
  TimePoint used_at;
  bool ended = false;
  bool renewing = false;

  bool LivesAt(TimePoint now) const { return !ended && expires_at > now; }
  bool FreshAt(TimePoint now) const {
    return now - checked_at < kCheckLife && token_until - now > kTokenMargin;
  }
  bool GoodForLongerAt(TimePoint now) const {
    return now - checked_at < kCheckAhead && token_until - now > 2 * kTokenMargin;
  }
};

}  // namespace

struct Sessions::Parts {
  enum class Verdict { kHolds, kEnded, kUnknown };

  Verdict AskRedis(const std::string& id, TimePoint now);
  Result<Session> Renew(const std::string& id, const std::string& token, bool ask_redis);
  void MakeRoom(TimePoint now);

  const std::shared_ptr<const identity::TokenSigner> signer;
  const std::shared_ptr<identity::TokenVerifier> verifier;
  redis::Pool& redis;
  const Clock clock;
  mutable std::mutex mutex;
  std::unordered_map<std::string, Entry> entries;  // by id
  TimePoint redis_away_until{};
  Worker worker{};  // last: stops before what it uses
};

Sessions::Sessions(std::shared_ptr<const identity::TokenSigner> signer,
                   std::shared_ptr<identity::TokenVerifier> verifier, redis::Pool& redis, Clock clock)
    : parts_(new Parts{.signer = std::move(signer),
                       .verifier = std::move(verifier),
                       .redis = redis,
                       .clock = std::move(clock)}) {}
Sessions::~Sessions() = default;

Sessions::Started Sessions::Start(const identity::Caller& caller) const {
  const TimePoint now = parts_->clock();
  return {parts_->signer->Sign(caller, now, kSessionLife, kSessionAudience), now + kSessionLife};
}

void Sessions::End(const std::string& id) {
  {
    const std::lock_guard lock(parts_->mutex);
    if (const auto entry = parts_->entries.find(id); entry != parts_->entries.end())
      entry->second.ended = true;
  }
  const auto life = std::chrono::duration_cast<std::chrono::seconds>(kSessionLife);
  const auto stored =
      parts_->redis.Run({"SET", names::SessionKey(id), "ended", "EX", std::to_string(life.count())});
  if (!stored) log::Warn("sign_out_not_shared", {{"why", stored.error().reason}});
}

Sessions::Parts::Verdict Sessions::Parts::AskRedis(const std::string& id, TimePoint now) {
  {
    const std::lock_guard lock(mutex);
    if (now < redis_away_until) return Verdict::kUnknown;
  }
  const auto found = redis.Run({"EXISTS", names::SessionKey(id)});
  if (found) return found->Integer() == 0 ? Verdict::kHolds : Verdict::kEnded;
  const std::lock_guard lock(mutex);
  redis_away_until = now + kRedisRetry;
  return Verdict::kUnknown;
}

void Sessions::Parts::MakeRoom(TimePoint now) {
  if (entries.size() < kSessionsMax) return;
  std::erase_if(entries, [now](const auto& entry) {
    return entry.second.expires_at <= now || now - entry.second.used_at > kForgetUnused;
  });
  if (entries.size() >= kSessionsMax) entries.erase(entries.begin());
}

// Everything that takes time: the signature of a token seen for the first time, Redis, a new service token.
Result<Session> Sessions::Parts::Renew(const std::string& id, const std::string& token, bool ask_redis) {
  const TimePoint now = clock();
  auto caller = verifier->Verify(token, now, kSessionAudience);
  if (!caller) return Over();
  const Verdict verdict = ask_redis ? AskRedis(id, now) : Verdict::kUnknown;
  std::string service_token = signer->Sign(*caller, now);

  const std::lock_guard lock(mutex);
  MakeRoom(now);
  Entry& entry = entries[id];
  entry.caller = std::move(*caller);
  entry.expires_at = ExpiryOf(token);
  entry.service_token = std::move(service_token);
  entry.token_until = now + identity::kTokenLife;
  // An unknown verdict holds only until Redis may be asked again.
  entry.checked_at = verdict == Verdict::kUnknown ? now - kCheckLife + kRedisRetry : now;
  entry.used_at = now;
  entry.ended = entry.ended || verdict == Verdict::kEnded;
  entry.renewing = false;
  if (!entry.LivesAt(now)) return Over();
  return Session{id, entry.service_token, entry.expires_at};
}

void Sessions::Check(std::string_view token, Done done) {
  if (token.empty()) return done(Fail(Code::kUnauthenticated, "SIGN_IN_REQUIRED", "Sign in."));
  const std::string id = DigestOf(token);
  const TimePoint now = parts_->clock();
  std::optional<Result<Session>> known;
  bool renew = true;
  {
    const std::lock_guard lock(parts_->mutex);
    const auto found = parts_->entries.find(id);
    if (found != parts_->entries.end() && (!found->second.LivesAt(now) || found->second.FreshAt(now))) {
      Entry& entry = found->second;
      entry.used_at = now;
      known =
          entry.LivesAt(now) ? Result<Session>{Session{id, entry.service_token, entry.expires_at}} : Over();
      renew = entry.LivesAt(now) && !entry.renewing && !entry.GoodForLongerAt(now);
      if (renew) entry.renewing = true;
    }
  }
  if (known) {
    done(std::move(*known));
    done = nullptr;
  }
  if (!renew) return;
  const auto work = [parts = parts_.get(), id, token = std::string{token}, done] {
    auto session = parts->Renew(id, token, true);
    if (done) done(std::move(session));
  };
  // Too many wait for Redis: the signature alone must do.
  if (!parts_->worker.Submit(work)) {
    auto session = parts_->Renew(id, std::string{token}, false);
    if (done) done(std::move(session));
  }
}

bool Sessions::Alive(const std::string& id) const {
  const std::lock_guard lock(parts_->mutex);
  const auto found = parts_->entries.find(id);
  return found == parts_->entries.end() || found->second.LivesAt(parts_->clock());
}

TimePoint Sessions::ExpiresAt(const std::string& id) const {
  const std::lock_guard lock(parts_->mutex);
  const auto found = parts_->entries.find(id);
  return found == parts_->entries.end() ? TimePoint{} : found->second.expires_at;
}

}  // namespace watchbell::gateway
