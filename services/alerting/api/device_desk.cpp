#include "services/alerting/api/device_desk.hpp"

#include "common/telemetry/log.hpp"
#include "common/webhook/secret.hpp"

namespace watchbell::alerting {
namespace {

// The button is answered when the alarm is out: it does not wait for a record that hesitates.
constexpr ledger::RunOptions kNote{.append_timeout = std::chrono::milliseconds{300}, .append_tries = 1};

}  // namespace

DeviceDesk::DeviceDesk(service::Host& host, ledger::Ledger<AlarmDevices>& devices,
                       ledger::Ledger<Assists>& assists, AlarmDesk& alarms)
    : devices_(devices),
      assists_(assists),
      alarms_(alarms),
      mirror_(host.bus(), host.sealer(), [this](const names::Key& key, const v1::AlarmDevice& device) {
        const std::scoped_lock lock(mutex_);
        known_[key.id] = device;
      }) {}

Result<v1::AlarmDevice> DeviceDesk::Find(const v1::PressRequest& request) {
  {
    const std::scoped_lock lock(mutex_);
    const auto known = known_.find(request.device_id());
    if (known != known_.end() && known->second.school() == request.school()) return known->second;
  }
  auto newest = devices_.Get(request.school(), request.device_id());
  if (newest) return std::move(newest->state);
  if (newest.error().code == Code::kNotFound) return v1::AlarmDevice{};
  return tl::unexpected<Error>(newest.error());
}

Result<std::string> DeviceDesk::Press(const rpc::Call& call, const v1::PressRequest& request) {
  const auto device = Find(request);
  if (!device) return tl::unexpected<Error>(device.error());
  if (const auto problem = PressProblem(*device, request, call.now)) return tl::unexpected<Error>(*problem);
  const auto secret = WebhookSecret::Parse(device->key());
  if (!secret || !secret->Matches(request.signature(), request.id(), request.timestamp(), request.body())) {
    return Fail(Code::kUnauthenticated, "SIGNATURE_INVALID",
                "Check the device's registration, its secret and its clock.", "signature");
  }
  if (const auto* heard = Heard(*device, request.id())) return heard->led_to();
  const Context context{.now = call.now,
                        .request_id = id::Derive("press-" + request.device_id(), request.id()),
                        .actor_id = device->id(),
                        .traceparent = call.traceparent};
  const auto led_to = Act(*device, request, context);
  if (!led_to) return led_to;
  const auto noted = devices_.Run(
      request.school(), request.device_id(), context,
      [&](const v1::AlarmDevice& state, const Context& known) {
        return Hear(state, request, *led_to, known);
      },
      kNote);
  // The alarm is out; that it came from here is missing until the device sends again.
  if (!noted) log::Warn("press_not_noted", {{"device", device->id()}, {"why", noted.error().reason}});
  return led_to;
}

Result<std::string> DeviceDesk::Act(const v1::AlarmDevice& device, const v1::PressRequest& request,
                                    const Context& context) {
  if (request.body() == kPressLockdown) {
    v1::RaiseRequest raise;
    raise.set_request_id(context.request_id);
    raise.set_school(device.school());
    raise.set_action(v1::ACTION_LOCKDOWN);
    raise.mutable_detail()->set_place(device.place());
    const auto incident = alarms_.RaiseAs(context, raise);
    if (!incident) return tl::unexpected<Error>(incident.error());
    return incident->id();
  }
  if (request.body() == kPressAssist) {
    v1::AskForHelpRequest ask;
    ask.set_school(device.school());
    ask.set_kind(v1::Assist::KIND_OTHER);
    ask.set_place(device.place());
    const auto assist = assists_.Run(
        device.school(), context.request_id, context,
        [&](const v1::Assist& state, const Context& known) { return AskForHelp(state, ask, known); });
    if (!assist) return tl::unexpected<Error>(assist.error());
    return assist->id;
  }
  return std::string{};
}

}  // namespace watchbell::alerting
