#include "common/retention/erasure.hpp"

namespace watchbell::retention {

using common::v1::Erasure;
using common::v1::ErasureEvent;

void Erasures::Evolve(Erasure& erasure, const ErasureEvent& event) {
  const auto& meta = event.meta();
  switch (event.fact_case()) {
    case ErasureEvent::kRequested:
      erasure.set_state(Erasure::STATE_REQUESTED);
      erasure.set_id(event.requested().id());
      erasure.set_school(event.requested().school());
      erasure.set_aggregate(event.requested().aggregate());
      erasure.set_aggregate_id(event.requested().aggregate_id());
      erasure.set_reason(event.requested().reason());
      erasure.set_requested_by(meta.actor_id());
      *erasure.mutable_requested_at() = meta.at();
      return;
    case ErasureEvent::kConfirmed:
      erasure.set_state(Erasure::STATE_CONFIRMED);
      erasure.set_confirmed_by(meta.actor_id());
      *erasure.mutable_confirmed_at() = meta.at();
      return;
    case ErasureEvent::kDone:
      erasure.set_state(Erasure::STATE_DONE);
      *erasure.mutable_done_at() = meta.at();
      return;
    case ErasureEvent::FACT_NOT_SET: return;
  }
}

Indexes Erasures::IndexesOf(const Erasure& erasure) {
  return {{"erasures:" + erasure.school(),
           static_cast<double>(FromProto(erasure.requested_at()).time_since_epoch().count())}};
}

Deadlines Erasures::DeadlinesOf(const Erasure& erasure) {
  if (erasure.state() != Erasure::STATE_CONFIRMED) return {};
  return {{kEraseTimer, FromProto(erasure.confirmed_at())}};
}

Decision<ErasureEvent> RequestErasure(const Erasure& erasure,
                                      const common::v1::RequestErasureRequest& request,
                                      const Context& context) {
  if (!erasure.id().empty()) return AlreadySo{};
  if (request.reason().empty())
    return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Write down why it must go before its time.",
                  "reason");
  if (request.reason().size() > kReasonBytesMax)
    return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Shorten it to 500 characters.", "reason");
  ErasureEvent event;
  event.mutable_requested()->set_id(context.id);
  event.mutable_requested()->set_school(request.school());
  event.mutable_requested()->set_aggregate(request.aggregate());
  event.mutable_requested()->set_aggregate_id(request.aggregate_id());
  event.mutable_requested()->set_reason(request.reason());
  return event;
}

Decision<ErasureEvent> ConfirmErasure(const Erasure& erasure, const common::v1::ConfirmErasureRequest&,
                                      const Context& context) {
  if (erasure.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the erasure's id and its school.", "erasure_id");
  if (erasure.state() != Erasure::STATE_REQUESTED) return AlreadySo{};
  if (erasure.requested_by() == context.actor_id)
    return Refuse(Code::kPermissionDenied, "SECOND_PERSON_NEEDED", "Another person must confirm it.");
  if (context.now > FromProto(erasure.requested_at()) + kConfirmWithin)
    return Refuse(Code::kFailedPrecondition, "REQUEST_TOO_OLD", "Ask for the erasure again.", "erasure_id");
  ErasureEvent event;
  event.mutable_confirmed();
  return event;
}

Decision<ErasureEvent> FinishErasure(const Erasure& erasure, const Context&) {
  if (erasure.state() != Erasure::STATE_CONFIRMED) return AlreadySo{};
  ErasureEvent event;
  event.mutable_done();
  return event;
}

}  // namespace watchbell::retention
