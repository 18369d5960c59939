// Posts CAP documents to partners, signed as in the Standard Webhooks specification.
#pragma once

#include "common/http_out/sender.hpp"
#include "services/alerting/domain/cap/push.hpp"

namespace watchbell::alerting {

// Thread-safe.
class CapPusher {
 public:
  // `inside_allowed`: http:// and addresses of our own networks, too; for tests on one machine.
  explicit CapPusher(bool inside_allowed);

  // One attempt; waits for the partner's answer, at most as long as a request may take. `push_id` is the
  // webhook-id.
  cap::PushOutcome Push(const v1::CapPartner& partner, const std::string& push_id, std::string document,
                        TimePoint now);
  bool inside_allowed() const { return inside_allowed_; }

 private:
  const bool inside_allowed_;
  http::Sender sender_;
};

// What an answer means for the push.
cap::PushOutcome PushOutcomeOf(const http::Answer& answer);

}  // namespace watchbell::alerting
