// The registry of alarm buttons, and their presses.
#include "common/record/routes.hpp"
#include "common/webhook/secret.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

v1::AlarmDevice WithoutKey(v1::AlarmDevice device) {
  device.clear_key();
  return device;
}

Result<v1::RegisterDeviceResponse> Register(Parts& parts, const rpc::Call& call,
                                            const v1::RegisterDeviceRequest& request) {
  const auto device = Answer(parts.devices, call, request, request.request_id(),
                             [&](const v1::AlarmDevice& state, const Context& context) {
                               return RegisterDevice(state, request, WebhookSecret::New().Text(), context);
                             },
                             {.likely_new = true});
  if (!device) return tl::unexpected<Error>(device.error());
  v1::RegisterDeviceResponse response;
  *response.mutable_device() = WithoutKey(*device);
  response.set_secret(device->key());
  return response;
}

Result<v1::AlarmDevice> Retire(Parts& parts, const rpc::Call& call, const v1::RetireDeviceRequest& request) {
  return Answer(parts.devices, call, request, request.device_id(),
                [&](const v1::AlarmDevice& state, const Context& context) {
                  return RetireDevice(state, request, context);
                });
}

Result<v1::ListDevicesResponse> List(Parts& parts, const v1::ListDevicesRequest& request) {
  auto page =
      PageOf(parts.devices, &v1::ListDevicesResponse::add_devices, "devices:" + request.school(), request);
  if (page) {
    for (auto& device : *page->mutable_devices()) device.clear_key();
  }
  return page;
}

}  // namespace

void ServeDevices(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.DeviceService";
  server.Unary(service + ".RegisterDevice",
               [&parts](const rpc::Call& call, const v1::RegisterDeviceRequest& request) {
                 return Register(parts, call, request);
               });
  server.Unary(service + ".RetireDevice",
               [&parts](const rpc::Call& call, const v1::RetireDeviceRequest& request) {
                 return Retire(parts, call, request);
               });
  server.Unary(service + ".ListDevices", [&parts](const rpc::Call&, const v1::ListDevicesRequest& request) {
    return List(parts, request);
  });
  server.Unary(service + ".Press",
               [&parts](const rpc::Call& call, const v1::PressRequest& request) -> Result<v1::PressResponse> {
                 auto led_to = parts.device_desk.Press(call, request);
                 if (!led_to) return tl::unexpected<Error>(led_to.error());
                 v1::PressResponse response;
                 response.set_led_to(std::move(*led_to));
                 return response;
               });
}

}  // namespace watchbell::alerting
