#include "services/alerting/reactions/on_dispatch.hpp"

namespace watchbell::alerting {
namespace {

// Each waits for a line's answer: as many schools at once.
constexpr int kCallsAtOnce = 8;

// A tip or a case is not ended by the police's word.
bool IsOfIncident(const v1::Dispatch& dispatch) {
  return !dispatch.about_id().empty() && dispatch.cause() != v1::Dispatch::CAUSE_TIP &&
         dispatch.cause() != v1::Dispatch::CAUSE_CASE;
}

// The police's word for a release comes from their own system.
Status TellIncident(const DispatchSending& here, const v1::Dispatch& dispatch, const Context& context) {
  v1::ConfirmPoliceRequest confirm;
  confirm.set_school(dispatch.school());
  confirm.set_reference(dispatch.confirmation().reference());
  const auto recorded = here.incidents.Run(dispatch.school(), dispatch.about_id(), context,
                                           [&](const v1::Incident& incident, const Context& known) {
                                             return ConfirmPolice(incident, confirm, known);
                                           });
  const bool over = !recorded && recorded.error().reason == kIncidentClosed;
  if (recorded || over || recorded.error().code == Code::kNotFound) return {};
  return tl::unexpected<Error>(recorded.error());
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnDispatch(const DispatchSending& here) {
  return reaction::Reaction::On<v1::DispatchEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting",
       .aggregate = "dispatch",
       .service = "alerting",
       .purpose = "dispatches",
       .delivery = bus::Delivery::kPush,
       .threads = kCallsAtOnce},
      [here](const v1::DispatchEvent& event, const reaction::Origin& origin) {
        const Context context{
            .now = here.clock(), .request_id = origin.RequestId("line"), .traceparent = origin.traceparent};
        const auto& dispatch = event.dispatch();
        const bool of_incident = event.has_danger_over() && IsOfIncident(dispatch);
        return of_incident ? TellIncident(here, dispatch, context) : here.send(event, context);
      });
}

}  // namespace watchbell::alerting
