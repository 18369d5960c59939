#include "services/alerting/domain/device.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::alerting {

using v1::AlarmDevice;
using v1::AlarmDeviceEvent;

namespace {

bool Remembered(const v1::DeviceMessage& message, TimePoint now) {
  return FromProto(message.at()) + kDeviceMemory >= now;
}

}  // namespace

void AlarmDevices::Evolve(AlarmDevice& device, const AlarmDeviceEvent& event) {
  switch (event.fact_case()) {
    case AlarmDeviceEvent::kRegistered:
      device.set_id(event.registered().id());
      device.set_school(event.registered().school());
      device.set_place(event.registered().place());
      device.set_key(event.registered().key());
      return;
    case AlarmDeviceEvent::kRetired:
      device.set_retired(true);
      device.clear_key();
      return;
    case AlarmDeviceEvent::kHeard: {
      const auto now = FromProto(event.meta().at());
      auto& heard = *device.mutable_heard();
      heard.erase(std::remove_if(heard.begin(), heard.end(),
                                 [&](const auto& message) { return !Remembered(message, now); }),
                  heard.end());
      *heard.Add() = event.heard().message();
      *device.mutable_last_seen() = event.meta().at();
      if (event.heard().self_test()) *device.mutable_last_self_test() = event.meta().at();
      return;
    }
    case AlarmDeviceEvent::FACT_NOT_SET: return;
  }
}

Indexes AlarmDevices::IndexesOf(const AlarmDevice& device) {
  if (device.retired()) return {};
  const auto seen = device.has_last_seen() ? FromProto(device.last_seen()) : TimePoint{};
  return {{"devices:" + device.school(), static_cast<double>(seen.time_since_epoch().count())}};
}

Decision<AlarmDeviceEvent> RegisterDevice(const AlarmDevice& device, const v1::RegisterDeviceRequest& request,
                                          const std::string& key, const Context& context) {
  if (!device.id().empty()) return AlreadySo{};
  if (request.place().empty() || request.place().size() > kDevicePlaceBytesMax) {
    return Refuse(Code::kInvalidArgument, "PLACE_MISSING", "Say where it hangs, in 100 characters.", "place");
  }
  AlarmDeviceEvent event;
  auto& registered = *event.mutable_registered();
  registered.set_id(context.id);
  registered.set_school(request.school());
  registered.set_place(request.place());
  registered.set_key(key);
  return event;
}

Decision<AlarmDeviceEvent> RetireDevice(const AlarmDevice& device, const v1::RetireDeviceRequest&,
                                        const Context&) {
  if (device.id().empty()) {
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the device's id and its school.", "device_id");
  }
  if (device.retired()) return AlreadySo{};
  AlarmDeviceEvent event;
  event.mutable_retired();
  return event;
}

std::optional<Error> PressProblem(const AlarmDevice& device, const v1::PressRequest& request, TimePoint now) {
  const auto unknown = [] {
    return Refuse(Code::kUnauthenticated, "SIGNATURE_INVALID",
                  "Check the device's registration, its secret and its clock.", "signature");
  };
  if (device.id().empty() || device.retired()) return unknown();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
  const auto skew = kDeviceClockSkewMax.count();
  if (request.timestamp() < seconds - skew || request.timestamp() > seconds + skew) return unknown();
  if (!id::IsUuid(request.id())) {
    return Refuse(Code::kInvalidArgument, "ID_MALFORMED", "Make a UUID for each press.", "id");
  }
  const bool word =
      request.body() == kPressLockdown || request.body() == kPressAssist || request.body() == kSelfTest;
  if (!word) {
    return Refuse(Code::kInvalidArgument, "BODY_UNKNOWN", "Send assist, lockdown or self_test.", "body");
  }
  const auto recent = std::count_if(device.heard().begin(), device.heard().end(),
                                    [&](const auto& message) { return Remembered(message, now); });
  if (recent >= kDeviceMessagesMax && !Heard(device, request.id())) {
    return Refuse(Code::kResourceExhausted, "DEVICE_TOO_LOUD", "Check the device: it sends too often.", "id");
  }
  return std::nullopt;
}

const v1::DeviceMessage* Heard(const AlarmDevice& device, const std::string& id) {
  const auto known = std::find_if(device.heard().begin(), device.heard().end(),
                                  [&](const auto& message) { return message.id() == id; });
  return known == device.heard().end() ? nullptr : &*known;
}

Decision<AlarmDeviceEvent> Hear(const AlarmDevice& device, const v1::PressRequest& request,
                                const std::string& led_to, const Context& context) {
  if (Heard(device, request.id())) return AlreadySo{};
  if (auto problem = PressProblem(device, request, context.now)) return *problem;
  AlarmDeviceEvent event;
  auto& heard = *event.mutable_heard();
  heard.mutable_message()->set_id(request.id());
  *heard.mutable_message()->mutable_at() = ToProto(context.now);
  heard.mutable_message()->set_led_to(led_to);
  heard.set_self_test(request.body() == kSelfTest);
  return event;
}

}  // namespace watchbell::alerting
