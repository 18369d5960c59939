#include "services/alerting/reactions/on_alarm.hpp"

namespace watchbell::alerting {
namespace {

// How often a drill that has not begun is looked for again: it begins within the same request.
constexpr std::uint64_t kBeginningAttemptsMax = 20;

Context ContextFor(const FollowUps& here, const reaction::Origin& origin, std::string_view purpose) {
  return {.now = here.clock(), .request_id = origin.RequestId(purpose), .traceparent = origin.traceparent};
}

// What was never made needs no ending.
template <class Recorded>
Status Done(const Recorded& recorded) {
  if (recorded || recorded.error().code == Code::kNotFound) return {};
  return tl::unexpected<Error>(recorded.error());
}

Status CallPolice(const FollowUps& here, const v1::IncidentEvent& event, const reaction::Origin& origin) {
  const auto cause = RealCause::Of(event, here.settings);
  if (!cause) return {};
  // A consumer that is made anew reads the record from its beginning: what is over calls nobody.
  const auto newest = here.incidents.Get(event.incident().school(), event.incident().id());
  if (!newest) return Done(newest);
  if (!IsOpen(newest->state)) return {};
  return Done(here.dispatches.Run(cause->school(), cause->id(), ContextFor(here, origin, "dispatch"),
                                  [&](const v1::Dispatch& state, const Context& context) {
                                    return RequestDispatch(state, *cause, context);
                                  },
                                  {.likely_new = true}));
}

Status Withdraw(const FollowUps& here, const v1::IncidentEvent& event, const reaction::Origin& origin) {
  for (const auto& id : DispatchesToWithdraw(event, here.settings)) {
    const auto withdrawn = Done(here.dispatches.Run(
        event.incident().school(), id, ContextFor(here, origin, "withdraw" + id),
        [](const v1::Dispatch& state, const Context& context) { return WithdrawDispatch(state, context); }));
    if (!withdrawn) return withdrawn;
  }
  return {};
}

Status Confirm(const FollowUps& here, const v1::IncidentEvent& event, const reaction::Origin& origin) {
  if (!event.has_police_confirmed()) return {};
  for (const auto& id : CallsOf(event.incident(), here.settings)) {
    auto context = ContextFor(here, origin, "confirm" + id);
    context.actor_id = event.meta().actor_id();
    const auto confirmed = Done(here.dispatches.Run(
        event.incident().school(), id, context, [&](const v1::Dispatch& state, const Context&) {
          return ConfirmBy(state, event.police_confirmed().reference());
        }));
    if (!confirmed) return confirmed;
  }
  return {};
}

Status EndDrill(const FollowUps& here, const v1::Incident& exercise, const reaction::Origin& origin) {
  const auto ended = here.drills.Run(
      exercise.school(), exercise.drill_id(), ContextFor(here, origin, "drill"),
      [&](const v1::Drill& drill, const Context&) { return FollowExercise(drill, exercise); });
  const bool beginning = !ended && ended.error().code == Code::kAborted;
  if (beginning && origin.attempt >= kBeginningAttemptsMax) return {};
  return Done(ended);
}

Status ReopenCall(const FollowUps& here, const v1::Incident& incident, const reaction::Origin& origin) {
  return Done(here.assists.Run(
      incident.school(), incident.assist_id(), ContextFor(here, origin, "assist"),
      [&](const v1::Assist& assist, const Context&) { return ReopenAssist(assist, incident.id()); }));
}

Status Follow(const FollowUps& here, const v1::IncidentEvent& event, const reaction::Origin& origin) {
  const auto& incident = event.incident();
  if (incident.drill()) {
    const bool over = incident.state() != v1::Incident::STATE_OPEN && !incident.drill_id().empty();
    return over ? EndDrill(here, incident, origin) : Status{};
  }
  if (auto called = CallPolice(here, event, origin); !called) return called;
  if (auto withdrawn = Withdraw(here, event, origin); !withdrawn) return withdrawn;
  if (auto confirmed = Confirm(here, event, origin); !confirmed) return confirmed;
  const bool undone = event.has_escalation_undone() || event.cancelled().undone();
  return undone && !incident.assist_id().empty() ? ReopenCall(here, incident, origin) : Status{};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnAlarm(const FollowUps& here) {
  return reaction::Reaction::On<v1::IncidentEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting",
       .aggregate = "incident",
       .service = "alerting",
       .purpose = "follow_ups",
       .delivery = bus::Delivery::kPush,
       .threads = 4},
      [here](const v1::IncidentEvent& event, const reaction::Origin& origin) {
        return Follow(here, event, origin);
      });
}

}  // namespace watchbell::alerting
