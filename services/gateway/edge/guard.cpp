#include "services/gateway/edge/guard.hpp"

#include "common/id/id.hpp"
#include "watchbell/policy/v1/http.pb.h"

namespace watchbell::gateway {
namespace {

constexpr std::string_view kSignInMethod = "watchbell.gateway.v1.SessionService.SignIn";
constexpr std::string_view kTipsBackend = "threat_intake";

limits::Instant Now() { return std::chrono::steady_clock::now(); }

Status TooMany() {
  return Fail(Code::kResourceExhausted, "TOO_MANY_REQUESTS", "Wait a second, then ask again.");
}

// "https://example.org:8443" -> "example.org:8443"
std::string_view HostOf(std::string_view origin) {
  const auto scheme = origin.find("://");
  return scheme == std::string_view::npos ? std::string_view{} : origin.substr(scheme + 3);
}

// A hash under a key that ends with the process: no dump of its memory holds a list of addresses.
std::string Blurred(const std::string& address) {
  static const std::string key = id::New(TimePoint{});
  return id::Derive(key, address);
}

}  // namespace

Status SameOrigin(const http::Request& request) {
  const auto origin = request.Header("origin");
  const auto site = request.Header("sec-fetch-site");
  const bool own_origin =
      origin.empty() || (HostOf(origin) == request.Header("host") && !HostOf(origin).empty());
  const bool own_site = site.empty() || site == "same-origin" || site == "none";
  if (own_origin && own_site) return {};
  return Fail(Code::kPermissionDenied, "CROSS_ORIGIN", "Call from the page that this address serves.");
}

Status Limits::TakeSession(const std::string& session) {
  return sessions_.Take(session, Now()) ? Status{} : TooMany();
}

Status Limits::TakeAnyone(const connect::Route& route, http::Peer& peer) {
  const auto& method = route.method->full_name();
  if (route.method->options().GetExtension(policy::v1::http).post()) {
    return providers_.Take(method, Now()) ? Status{} : TooMany();
  }
  if (!peer.anonymous.Take(Now())) return TooMany();
  // One bucket for all would let a flood keep the honest out: this service asks senders for proof of work.
  if (route.backend == kTipsBackend) return {};
  if (method == kSignInMethod && !sign_ins_.Take(Blurred(peer.address), Now())) return TooMany();
  return anyone_.Take(method, Now()) ? Status{} : TooMany();
}

}  // namespace watchbell::gateway
