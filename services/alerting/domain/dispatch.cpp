#include "services/alerting/domain/dispatch.hpp"

#include "common/id/id.hpp"

namespace watchbell::alerting {
namespace {

using v1::Dispatch;
using v1::DispatchAttempt;
using v1::DispatchEvent;

constexpr char kNext[] = "next";

Error NoSuchDispatch() {
  return Refuse(Code::kNotFound, "NOT_FOUND", "Check the call's id and its school.", "dispatch_id");
}
std::optional<Error> BadReference(const std::string& reference, const char* field) {
  if (!reference.empty() && reference.size() <= kDispatchReferenceBytesMax) return std::nullopt;
  return Refuse(Code::kInvalidArgument, "REFERENCE_MISSING", "Give the line's number of the call.", field);
}

TimePoint After(const google::protobuf::Timestamp& at, int seconds) {
  return FromProto(at) + std::chrono::seconds{seconds};
}

// How long the attempt's outcome waits for what comes next.
int PatienceAfter(const Dispatch& dispatch, const DispatchAttempt& attempt) {
  if (attempt.outcome() == DispatchAttempt::OUTCOME_ACCEPTED) return dispatch.confirm_seconds();
  // Without a line no attempt is better than the first: a person telephones now.
  if (attempt.outcome() == DispatchAttempt::OUTCOME_NO_LINE) return 0;
  const int retry = attempt.number() - 1;
  return retry < dispatch.retry_seconds_size() ? dispatch.retry_seconds(retry) : 0;
}

void Attempt(Dispatch& dispatch, const DispatchAttempt& attempt) {
  *dispatch.add_attempts() = attempt;
  if (!IsWaiting(dispatch)) return;
  if (attempt.outcome() == DispatchAttempt::OUTCOME_ACCEPTED) dispatch.set_state(Dispatch::STATE_SENT);
  *dispatch.mutable_next_at() = ToProto(After(attempt.at(), PatienceAfter(dispatch, attempt)));
}

void Settle(Dispatch& dispatch, Dispatch::State state) {
  dispatch.set_state(state);
  dispatch.clear_next_at();
}

void Confirm(Dispatch& dispatch, const std::string& reference, const std::string& by,
             const google::protobuf::Timestamp& at) {
  Settle(dispatch, Dispatch::STATE_CONFIRMED);
  auto& confirmation = *dispatch.mutable_confirmation();
  confirmation.set_reference(reference);
  confirmation.set_recorded_by(by);
  *confirmation.mutable_at() = at;
}

// One attempt came to nothing and no other will be better.
bool IsSpent(const Dispatch& dispatch) {
  if (dispatch.attempts().empty()) return false;
  const auto& last = dispatch.attempts(dispatch.attempts_size() - 1);
  return last.number() >= AttemptsMax(dispatch) || last.outcome() == DispatchAttempt::OUTCOME_NO_LINE;
}

}  // namespace

bool IsWaiting(const Dispatch& dispatch) {
  return dispatch.state() == Dispatch::STATE_REQUESTED || dispatch.state() == Dispatch::STATE_SENT;
}
int AttemptsMax(const Dispatch& dispatch) { return dispatch.retry_seconds_size() + 1; }

int AttemptOf(const DispatchEvent& event) {
  if (event.has_requested()) return 1;
  return event.has_attempt_due() ? event.attempt_due().number() : 0;
}

void Dispatches::Evolve(Dispatch& dispatch, const DispatchEvent& event) {
  const auto& at = event.meta().at();
  switch (event.fact_case()) {
    case DispatchEvent::kRequested:
      dispatch = event.requested().dispatch();
      dispatch.set_state(Dispatch::STATE_REQUESTED);
      dispatch.set_requested_by(event.meta().actor_id());
      *dispatch.mutable_requested_at() = at;
      // Should the first attempt be lost with its process, the next one is due all the same.
      *dispatch.mutable_next_at() = ToProto(After(at, dispatch.confirm_seconds()));
      return;
    case DispatchEvent::kAttempted: Attempt(dispatch, event.attempted().attempt()); return;
    case DispatchEvent::kAttemptDue:
      *dispatch.mutable_next_at() = ToProto(After(at, dispatch.confirm_seconds()));
      return;
    case DispatchEvent::kConfirmed:
      Confirm(dispatch, event.confirmed().reference(), event.meta().actor_id(), at);
      return;
    case DispatchEvent::kUnconfirmed: Settle(dispatch, Dispatch::STATE_UNCONFIRMED); return;
    case DispatchEvent::kWithdrawn: Settle(dispatch, Dispatch::STATE_WITHDRAWN); return;
    case DispatchEvent::kDangerOver:
      Confirm(dispatch, event.danger_over().reference(), event.meta().actor_id(), at);
      *dispatch.mutable_danger_over_at() = at;
      return;
    case DispatchEvent::kPlaceLearned:
      dispatch.mutable_report()->set_place(event.place_learned().place());
      return;
    case DispatchEvent::FACT_NOT_SET: return;
  }
}

Indexes Dispatches::IndexesOf(const Dispatch& dispatch) {
  const auto at = static_cast<double>(FromProto(dispatch.requested_at()).time_since_epoch().count());
  Indexes indexes{{"dispatches:" + dispatch.school(), at}};
  if (!dispatch.about_id().empty()) indexes.push_back({"dispatches_of:" + dispatch.about_id(), at});
  return indexes;
}

Deadlines Dispatches::DeadlinesOf(const Dispatch& dispatch) {
  if (!dispatch.has_next_at()) return {};
  return {{kNext, FromProto(dispatch.next_at())}};
}

Decision<DispatchEvent> Dispatches::Tick(const Dispatch& dispatch, const std::string& what,
                                         const Context& context) {
  if (what != kNext || !dispatch.has_next_at()) return AlreadySo{};
  if (context.now < FromProto(dispatch.next_at())) return AlreadySo{};
  DispatchEvent event;
  if (IsSpent(dispatch)) {
    event.mutable_unconfirmed();
    return event;
  }
  const int tried =
      dispatch.attempts().empty() ? 0 : dispatch.attempts(dispatch.attempts_size() - 1).number();
  event.mutable_attempt_due()->set_number(tried + 1);
  return event;
}

Decision<DispatchEvent> RequestDispatch(const Dispatch& state, const RealCause& cause, const Context&) {
  DispatchEvent event;
  if (state.state() == Dispatch::STATE_UNSPECIFIED) {
    *event.mutable_requested()->mutable_dispatch() = cause.call_;
    return event;
  }
  const auto& place = cause.call_.report().place();
  const bool over = state.state() == Dispatch::STATE_WITHDRAWN || state.has_danger_over_at();
  if (over || place.empty() || place == state.report().place()) return AlreadySo{};
  event.mutable_place_learned()->set_place(place);
  return event;
}

Decision<DispatchEvent> RecordAttempt(const Dispatch& state, int number, DispatchAttempt::Outcome outcome,
                                      const Context& context) {
  if (state.state() == Dispatch::STATE_UNSPECIFIED) return NoSuchDispatch();
  for (const auto& attempt : state.attempts()) {
    if (attempt.number() >= number) return AlreadySo{};
  }
  DispatchEvent event;
  auto& attempt = *event.mutable_attempted()->mutable_attempt();
  attempt.set_number(number);
  attempt.set_outcome(outcome);
  *attempt.mutable_at() = ToProto(context.now);
  return event;
}

Decision<DispatchEvent> ConfirmDispatch(const Dispatch& state, const v1::ConfirmDispatchRequest& request,
                                        const Context&) {
  if (state.state() == Dispatch::STATE_UNSPECIFIED) return NoSuchDispatch();
  if (auto bad = BadReference(request.reference(), "reference")) return *bad;
  if (state.confirmation().reference() == request.reference()) return AlreadySo{};
  if (state.state() == Dispatch::STATE_WITHDRAWN) {
    return Refuse(Code::kFailedPrecondition, "DISPATCH_WITHDRAWN", "It was withdrawn; make a new report.",
                  "dispatch_id");
  }
  DispatchEvent event;
  event.mutable_confirmed()->set_reference(request.reference());
  event.mutable_confirmed()->set_by_telephone(true);
  return event;
}

Decision<DispatchEvent> ConfirmBy(const Dispatch& state, const std::string& reference) {
  if (!IsWaiting(state) && state.state() != Dispatch::STATE_UNCONFIRMED) return AlreadySo{};
  DispatchEvent event;
  event.mutable_confirmed()->set_reference(reference);
  event.mutable_confirmed()->set_by_telephone(true);
  return event;
}

Decision<DispatchEvent> AnswerDispatch(const Dispatch& state, const v1::AnswerDispatchRequest& request,
                                       const Context&) {
  if (state.state() == Dispatch::STATE_UNSPECIFIED) return NoSuchDispatch();
  const auto refuse = [] {
    return Refuse(Code::kInvalidArgument, "BODY_UNKNOWN",
                  "Send three words: the call's id, received or danger_over, and your reference.", "body");
  };
  const std::string& body = request.body();
  const auto first = body.find(' ');
  const auto second = first == std::string::npos ? first : body.find(' ', first + 1);
  if (second == std::string::npos || body.substr(0, first) != state.id()) return refuse();
  const std::string word = body.substr(first + 1, second - first - 1);
  const std::string reference = body.substr(second + 1);
  if (auto bad = BadReference(reference, "body")) return *bad;
  DispatchEvent event;
  if (word == kDangerOver) {
    if (state.has_danger_over_at()) return AlreadySo{};
    event.mutable_danger_over()->set_reference(reference);
    return event;
  }
  if (word != kReceived) return refuse();
  // What was withdrawn stays so: that the line had heard of it changes nothing.
  if (state.has_confirmation() || state.state() == Dispatch::STATE_WITHDRAWN) return AlreadySo{};
  event.mutable_confirmed()->set_reference(reference);
  return event;
}

Decision<DispatchEvent> WithdrawDispatch(const Dispatch& state, const Context&) {
  if (state.state() == Dispatch::STATE_UNSPECIFIED || state.state() == Dispatch::STATE_WITHDRAWN)
    return AlreadySo{};
  DispatchEvent event;
  event.mutable_withdrawn();
  return event;
}

}  // namespace watchbell::alerting
