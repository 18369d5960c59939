// Since when the records of CAP have been over, and of which kind they are in deploy/retention.json. Nothing:
// the time does not run yet.
#include "services/alerting/domain/cap/advice.hpp"
#include "services/alerting/domain/cap/partner.hpp"
#include "services/alerting/domain/cap/push.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {

using retention::Span;

std::optional<Span> CapMessages::RetentionOf(const v1::CapMessage& message) {
  const auto sent = FromCapTime(message.alert().sent());
  if (!sent) return std::nullopt;
  return Span{"sent", *sent};
}

std::optional<Span> CapAdvices::RetentionOf(const v1::CapAdvice& advice) {
  if (advice.state() == v1::CapAdvice::STATE_PENDING || !advice.has_received_at()) return std::nullopt;
  return Span{"received", FromProto(advice.received_at())};
}

std::optional<Span> CapPartners::RetentionOf(const v1::CapPartner& partner) {
  if (!partner.has_retired_at()) return std::nullopt;
  return Span{"retired", FromProto(partner.retired_at())};
}

std::optional<Span> CapPushes::RetentionOf(const v1::CapPush& push) {
  if (!push.has_ended_at()) return std::nullopt;
  return Span{"ended", FromProto(push.ended_at())};
}

}  // namespace watchbell::alerting::cap
