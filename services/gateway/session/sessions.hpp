// Who is signed in: a signed cookie says who, Redis says which sessions were ended early, and the service
// token that goes with every call is signed ahead of time.
//
// Decision (fails open, design.md rule 7): Redis holds the sessions that have ended, not those that live. So
// a Redis that is away, slow or emptied never signs anybody out: otherwise it would keep staff from raising
// an alarm. The price is that a session ended on another replica lives on here while Redis is away, and until
// its twelve hours are over when Redis has lost its memory. A sign-out on this replica holds at once in any
// case.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/identity/caller.hpp"
#include "common/identity/token.hpp"
#include "common/redis/redis.hpp"
#include "common/time/clock.hpp"

namespace watchbell::gateway {

inline constexpr char kSessionAudience[] = "watchbell-session";
// The session's id, in the metadata of calls to the gateway's own services.
inline constexpr char kSessionMetadata[] = "wb-session";
inline constexpr std::chrono::hours kSessionLife{12};
// How long an answer of Redis holds, and after which time it is asked again before it is needed.
inline constexpr std::chrono::seconds kCheckLife{5};
inline constexpr std::chrono::seconds kCheckAhead{2};
// After a failed question to Redis every session is accepted for this long without asking.
inline constexpr std::chrono::seconds kRedisRetry{1};
// A service token is replaced when it has less than this left; ahead of time, when less than twice this.
inline constexpr std::chrono::seconds kTokenMargin{60};

// What a call needs to know of its session.
struct Session {
  std::string id;  // a digest of the cookie: names the session without being able to open it
  std::string service_token;
  TimePoint expires_at;
};

// Thread-safe.
class Sessions {
 public:
  static constexpr std::size_t kSessionsMax = 20000;  // in memory; past that the longest unused are forgotten

  Sessions(std::shared_ptr<const identity::TokenSigner> signer,
           std::shared_ptr<identity::TokenVerifier> verifier, redis::Pool& redis, Clock clock);
  ~Sessions();

  // The token of a new session, for the cookie.
  struct Started {
    std::string token;
    TimePoint expires_at;
  };
  Started Start(const identity::Caller& caller) const;
  // For every replica; here at once. Waits for Redis.
  void End(const std::string& id);

  // `done` is called exactly once: at once where the answer is in memory, else from another thread.
  // UNAUTHENTICATED (SESSION_OVER) for a session that has ended or a token that is none.
  using Done = std::function<void(Result<Session>)>;
  void Check(std::string_view token, Done done);

  // Not ended as far as this process knows.
  bool Alive(const std::string& id) const;
  // The epoch for a session that is not in memory.
  TimePoint ExpiresAt(const std::string& id) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::gateway
