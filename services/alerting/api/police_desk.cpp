#include "services/alerting/api/police_desk.hpp"

#include "common/telemetry/log.hpp"

namespace watchbell::alerting {

PoliceDesk::PoliceDesk(service::Host& host, Record& record, Board& board, DispatchSettings settings,
                       std::unique_ptr<PoliceLines> lines)
    : clock_(host.clock()),
      dispatches_(record.environment()),
      settings_(std::move(settings)),
      lines_(std::move(lines)),
      mirror_(host.bus(), host.sealer(),
              [&board](const names::Key&, const v1::Dispatch& dispatch) { board.Show(dispatch); }) {}

Result<v1::Dispatch> PoliceDesk::Request(const RealCause& cause, const Context& context) {
  auto recorded = dispatches_.Run(
      cause.school(), cause.id(), context,
      [&](const v1::Dispatch& state, const Context& known) { return RequestDispatch(state, cause, known); },
      {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

Status PoliceDesk::Send(const v1::DispatchEvent& event, const Context& context) {
  const auto message = LineMessage::Of(event);
  if (!message) return {};
  const auto outcome = lines_->Send(*message, clock_());
  const auto& dispatch = event.dispatch();
  log::Info("dispatch_sent", {{"school", dispatch.school()},
                              {"line", v1::Dispatch::Line_Name(dispatch.line())},
                              {"outcome", v1::DispatchAttempt::Outcome_Name(outcome)}});
  if (AttemptOf(event) == 0) {
    if (outcome != v1::DispatchAttempt::OUTCOME_UNREACHABLE) return {};
    return Fail(Code::kUnavailable, "LINE_UNREACHABLE", "The line is told as soon as it answers.");
  }
  Context now = context;
  now.now = clock_();
  const auto recorded = dispatches_.Run(dispatch.school(), dispatch.id(), now,
                                        [&](const v1::Dispatch& state, const Context& known) {
                                          return RecordAttempt(state, AttemptOf(event), outcome, known);
                                        });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

bool PoliceDesk::SendDirectly(const v1::IncidentEvent& event, const Context& context) {
  const auto cause = RealCause::Of(event, settings_);
  if (!cause) return true;
  const auto call = dispatches_.Draft(
      cause->school(), cause->id(), context,
      [&](const v1::Dispatch& state, const Context& known) { return RequestDispatch(state, *cause, known); });
  if (!call) return true;
  const auto message = LineMessage::Of(**call);
  if (!message) return true;
  const auto outcome = lines_->Send(*message, clock_());
  log::Warn("dispatch_without_record",
            {{"school", cause->school()}, {"outcome", v1::DispatchAttempt::Outcome_Name(outcome)}});
  // Without a line a person is asked to telephone, as soon as the record is back.
  return outcome == v1::DispatchAttempt::OUTCOME_ACCEPTED || outcome == v1::DispatchAttempt::OUTCOME_NO_LINE;
}

Result<v1::Dispatch> PoliceDesk::Answer(const rpc::Call& call, const v1::AnswerDispatchRequest& request) {
  if (!lines_->IsTheirs(request, call.now)) {
    return Fail(Code::kUnauthenticated, "SIGNATURE_INVALID", "Check the line's secret and its clock.",
                "signature");
  }
  const Context context{.now = call.now,
                        .request_id = id::Derive("answer-" + request.dispatch_id(), request.id()),
                        .traceparent = call.traceparent};
  auto recorded = dispatches_.Run(
      request.school(), request.dispatch_id(), context,
      [&](const v1::Dispatch& state, const Context& known) { return AnswerDispatch(state, request, known); });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

}  // namespace watchbell::alerting
