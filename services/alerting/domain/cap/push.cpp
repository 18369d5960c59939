#include "services/alerting/domain/cap/push.hpp"

#include "common/id/id.hpp"

namespace watchbell::alerting::cap {

using v1::CapPush;
using v1::CapPushEvent;

namespace {

constexpr char kRetry[] = "retry";

double Score(const google::protobuf::Timestamp& at) {
  return static_cast<double>(FromProto(at).time_since_epoch().count());
}

template <class Fact>
void SetFailure(CapPush& push, const Fact& fact) {
  push.set_attempts(push.attempts() + 1);
  push.set_http_status(fact.http_status());
  push.set_reason(fact.reason());
}

void End(CapPush& push, CapPush::State state, const CapPushEvent& event) {
  push.set_state(state);
  push.clear_next_at();
  *push.mutable_ended_at() = event.meta().at();
}

}  // namespace

void CapPushes::Evolve(CapPush& push, const CapPushEvent& event) {
  switch (event.fact_case()) {
    case CapPushEvent::kQueued:
      push = event.queued().push();
      push.set_state(CapPush::STATE_WAITING);
      *push.mutable_queued_at() = event.meta().at();
      return;
    case CapPushEvent::kDue: push.clear_next_at(); return;
    case CapPushEvent::kDelivered:
      push.set_attempts(push.attempts() + 1);
      push.set_http_status(event.delivered().http_status());
      push.clear_reason();
      End(push, CapPush::STATE_DELIVERED, event);
      return;
    case CapPushEvent::kFailed: {
      const auto pause = kPushPauses.at(static_cast<std::size_t>(push.attempts()));
      SetFailure(push, event.failed());
      *push.mutable_next_at() = ToProto(FromProto(event.meta().at()) + pause);
      return;
    }
    case CapPushEvent::kDied:
      SetFailure(push, event.died());
      End(push, CapPush::STATE_DEAD, event);
      return;
    case CapPushEvent::kAskedAgain:
      push.set_state(CapPush::STATE_WAITING);
      push.set_attempts(0);
      push.clear_ended_at();
      return;
    case CapPushEvent::FACT_NOT_SET: return;
  }
}

Indexes CapPushes::IndexesOf(const CapPush& push) {
  const double queued = Score(push.queued_at());
  Indexes indexes{{"cap-pushes:partner:" + push.partner_id(), queued},
                  {"cap-pushes:message:" + push.message_id(), queued}};
  if (push.state() == CapPush::STATE_DEAD) indexes.push_back({"cap-pushes:dead", Score(push.ended_at())});
  return indexes;
}

Deadlines CapPushes::DeadlinesOf(const CapPush& push) {
  if (push.state() != CapPush::STATE_WAITING || !push.has_next_at()) return {};
  return {{kRetry, FromProto(push.next_at())}};
}

Decision<CapPushEvent> CapPushes::Tick(const CapPush& push, const std::string& what, const Context& context) {
  const bool due = push.state() == CapPush::STATE_WAITING && push.has_next_at() &&
                   FromProto(push.next_at()) <= context.now;
  if (what != kRetry || !due) return AlreadySo{};
  CapPushEvent event;
  event.mutable_due();
  return event;
}

std::string PushIdOf(const std::string& partner_id, const std::string& message_id) {
  return id::Derive("cap push " + partner_id, message_id);
}

Decision<CapPushEvent> QueuePush(const CapPush& state, const v1::CapPartner& partner,
                                 const v1::CapMessage& message) {
  if (!state.id().empty()) return AlreadySo{};
  CapPushEvent event;
  auto& push = *event.mutable_queued()->mutable_push();
  push.set_id(PushIdOf(partner.id(), message.id()));
  push.set_school(message.school());
  push.set_partner_id(partner.id());
  push.set_message_id(message.id());
  push.set_kind(message.kind());
  return event;
}

bool IsToBeTried(const CapPushEvent& event, const CapPush& state) {
  const bool starts = event.has_queued() || event.has_due() || event.has_asked_again();
  return starts && state.state() == CapPush::STATE_WAITING && !state.has_next_at() &&
         state.attempts() == event.cap_push().attempts();
}

Decision<CapPushEvent> RecordPush(const CapPush& state, int attempt, const PushOutcome& outcome) {
  if (state.state() != CapPush::STATE_WAITING || state.attempts() != attempt - 1) return AlreadySo{};
  CapPushEvent event;
  if (outcome.delivered) {
    event.mutable_delivered()->set_http_status(outcome.http_status);
  } else if (outcome.final || attempt >= kPushAttemptsMax) {
    event.mutable_died()->set_http_status(outcome.http_status);
    event.mutable_died()->set_reason(outcome.reason);
  } else {
    event.mutable_failed()->set_http_status(outcome.http_status);
    event.mutable_failed()->set_reason(outcome.reason);
  }
  return event;
}

Decision<CapPushEvent> AskAgain(const CapPush& state, const v1::RetryCapPushRequest&, const Context&) {
  if (state.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the push's id and the document's school.", "push_id");
  if (state.state() == CapPush::STATE_WAITING) return AlreadySo{};
  if (state.state() == CapPush::STATE_DELIVERED)
    return Refuse(Code::kFailedPrecondition, "DELIVERED_ALREADY", "The partner has it.", "push_id");
  CapPushEvent event;
  event.mutable_asked_again();
  return event;
}

}  // namespace watchbell::alerting::cap
