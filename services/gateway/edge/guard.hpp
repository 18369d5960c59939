// What a request must pass before it is anybody's call: it comes from our own pages or from no page, and not
// too often.
#pragma once

#include <map>
#include <string>

#include "common/result/result.hpp"
#include "services/gateway/connect/route.hpp"
#include "services/gateway/http/message.hpp"

namespace watchbell::gateway {

// PERMISSION_DENIED (CROSS_ORIGIN) when a page of another site sent it. Together with the content types that
// a form cannot send, and the cookie's SameSite, this is the guard against forged requests.
Status SameOrigin(const http::Request& request);

// Thread-safe. RESOURCE_EXHAUSTED (TOO_MANY_REQUESTS) past a limit.
class Limits {
 public:
  // Of a session, over all its connections.
  static constexpr limits::Rate kSession{.per_second = 50, .burst = 100};
  // Of signing in, from one address: slows guessing down.
  static constexpr limits::Rate kSignIn{.per_second = 5, .burst = 20};
  // Of a method that is open to anyone, over all callers. Tips are never limited by address, since nothing
  // may tie a tip to where it came from, and not together either: their service asks for proof of work.
  static constexpr limits::Rate kAnyone{.per_second = 200, .burst = 400};

  // Of a page that providers post to, over all callers: each message is signed, and many come at once.
  static constexpr limits::Rate kProviders{.per_second = 2'000, .burst = 4'000};

  Status TakeSession(const std::string& session);
  Status TakeAnyone(const connect::Route& route, http::Peer& peer);

 private:
  limits::BucketTable sessions_{kSession};
  limits::BucketTable sign_ins_{kSignIn};
  limits::BucketTable anyone_{kAnyone};        // by method
  limits::BucketTable providers_{kProviders};  // by method
};

}  // namespace watchbell::gateway
