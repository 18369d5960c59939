// Alarm buttons: which are registered, what they sent, and whether a message counts. Pure functions.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/device.pb.h"

namespace watchbell::alerting {

inline constexpr std::chrono::seconds kDeviceClockSkewMax{300};
// A message is remembered as long as its signature could be good again.
inline constexpr std::chrono::seconds kDeviceMemory = 2 * kDeviceClockSkewMax;
// More within that time is a fault of the device or an attack.
inline constexpr int kDeviceMessagesMax = 16;
inline constexpr std::size_t kDevicePlaceBytesMax = 100;

inline constexpr char kPressLockdown[] = "lockdown";
inline constexpr char kPressAssist[] = "assist";
inline constexpr char kSelfTest[] = "self_test";

struct AlarmDevices {
  using State = v1::AlarmDevice;
  using Event = v1::AlarmDeviceEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "alarm-device";

  static void Evolve(State& device, const Event& event);
  // devices:<school>, the longest silent first.
  static Indexes IndexesOf(const State& device);
  static Deadlines DeadlinesOf(const State&) { return {}; }
};

Decision<v1::AlarmDeviceEvent> RegisterDevice(const v1::AlarmDevice& device,
                                              const v1::RegisterDeviceRequest& request,
                                              const std::string& key, const Context& context);
Decision<v1::AlarmDeviceEvent> RetireDevice(const v1::AlarmDevice& device,
                                            const v1::RetireDeviceRequest& request, const Context& context);

// Why the message does not count, apart from its signature: an unknown or retired device, a clock that is
// off, a word that is none, too many of them.
std::optional<Error> PressProblem(const v1::AlarmDevice& device, const v1::PressRequest& request,
                                  TimePoint now);
// The message as it was heard before, if it was.
const v1::DeviceMessage* Heard(const v1::AlarmDevice& device, const std::string& id);
Decision<v1::AlarmDeviceEvent> Hear(const v1::AlarmDevice& device, const v1::PressRequest& request,
                                    const std::string& led_to, const Context& context);

}  // namespace watchbell::alerting
