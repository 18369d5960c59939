#include "services/alerting/adapters/cap_pusher.hpp"

#include "common/webhook/secret.hpp"
#include "services/alerting/adapters/cap_writer.hpp"

namespace watchbell::alerting {
namespace {

// As many as may wait for a partner at once; more than the reaction's threads is of no use.
constexpr std::size_t kConnections = 16;
constexpr long kGone = 410;  // of the specification: the subscriber wants no more of it

std::string ReasonOf(const http::Answer& answer) {
  if (answer.forbidden) return "ADDRESS_FORBIDDEN";
  switch (answer.code) {
    case CURLE_OK: return answer.status == kGone ? "GONE" : "REFUSED";
    case CURLE_OPERATION_TIMEDOUT: return "TIMEOUT";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION: return "UNTRUSTED";
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT: return "URL_UNUSABLE";
    default: return "UNREACHABLE";
  }
}

}  // namespace

cap::PushOutcome PushOutcomeOf(const http::Answer& answer) {
  cap::PushOutcome outcome{.delivered = answer.Accepted(), .http_status = static_cast<int>(answer.status)};
  if (outcome.delivered) return outcome;
  outcome.reason = ReasonOf(answer);
  outcome.final = answer.status == kGone || outcome.reason == "URL_UNUSABLE";
  return outcome;
}

CapPusher::CapPusher(bool inside_allowed)
    : inside_allowed_(inside_allowed),
      sender_(
          {.connections = kConnections, .plain_allowed = inside_allowed, .inside_allowed = inside_allowed}) {}

cap::PushOutcome CapPusher::Push(const v1::CapPartner& partner, const std::string& push_id,
                                 std::string document, TimePoint now) {
  const auto secret = WebhookSecret::Parse(partner.key());
  if (!secret) return {.final = true, .reason = "SECRET_UNUSABLE"};
  http::Request request{.url = partner.url(), .body = std::move(document)};
  request.headers = secret->Headers(push_id, now, request.body);
  request.headers.emplace_back("Content-Type: ").append(kCapMediaType);
  return PushOutcomeOf(sender_.PostAndWait(std::move(request)));
}

}  // namespace watchbell::alerting
