#include "services/alerting/domain/device.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "common/id/id.hpp"

namespace watchbell::alerting {
namespace {

constexpr std::int64_t kStart = 1'800'000'000;

Context At(std::int64_t second) {
  return {.now = TimePoint{std::chrono::seconds{kStart + second}}, .id = "device-1", .actor_id = "admin"};
}
v1::AlarmDevice After(v1::AlarmDevice device, const Decision<v1::AlarmDeviceEvent>& decision,
                      const Context& at) {
  if (const auto* event = std::get_if<v1::AlarmDeviceEvent>(&decision)) {
    auto stamped = *event;
    *stamped.mutable_meta()->mutable_at() = ToProto(at.now);
    AlarmDevices::Evolve(device, stamped);
  }
  return device;
}
v1::AlarmDevice Registered() {
  v1::RegisterDeviceRequest request;
  request.set_school("lincoln-es");
  request.set_place("office");
  return After({}, RegisterDevice({}, request, "whsec_key", At(0)), At(0));
}
v1::PressRequest Pressing(int number, std::int64_t second = 0, const std::string& body = kPressLockdown) {
  v1::PressRequest request;
  request.set_id(id::Derive("press", std::to_string(number)));
  request.set_timestamp(kStart + second);
  request.set_body(body);
  return request;
}
std::string Problem(const v1::AlarmDevice& device, const v1::PressRequest& request, std::int64_t second) {
  const auto problem = PressProblem(device, request, At(second).now);
  return problem ? problem->reason : "";
}

TEST(AlarmDevice, AMessageCountsWithinFiveMinutesOfItsTimeOnly) {
  const auto device = Registered();
  EXPECT_EQ(Problem(device, Pressing(1), 300), "");
  EXPECT_EQ(Problem(device, Pressing(1), 301), "SIGNATURE_INVALID");
  EXPECT_EQ(Problem(device, Pressing(1, 301), 0), "SIGNATURE_INVALID");
  EXPECT_EQ(Problem({}, Pressing(1), 0), "SIGNATURE_INVALID");
}

TEST(AlarmDevice, NoCountOfPressesIsAWord) {
  EXPECT_EQ(Problem(Registered(), Pressing(1, 0, "8"), 0), "BODY_UNKNOWN");
}

TEST(AlarmDevice, ARetiredOneIsAsIfItWereNotThereAndHasNoKey) {
  const auto retired = After(Registered(), RetireDevice(Registered(), {}, At(1)), At(1));
  EXPECT_EQ(Problem(retired, Pressing(1), 1), "SIGNATURE_INVALID");
  EXPECT_EQ(retired.key(), "");
  EXPECT_TRUE(AlarmDevices::IndexesOf(retired).empty());
}

TEST(AlarmDevice, ASelfTestShowsWhenItWasSeen) {
  const auto device = After(Registered(), Hear(Registered(), Pressing(1, 0, kSelfTest), "", At(7)), At(7));
  EXPECT_EQ(FromProto(device.last_self_test()), At(7).now);
  EXPECT_EQ(AlarmDevices::IndexesOf(device).front().score,
            static_cast<double>(At(7).now.time_since_epoch().count()));
}

TEST(AlarmDevice, MoreThanSixteenMessagesInTenMinutesAreTooMany) {
  auto device = Registered();
  for (int i = 0; i < kDeviceMessagesMax; ++i)
    device = After(device, Hear(device, Pressing(i), "x", At(i)), At(i));
  EXPECT_EQ(Problem(device, Pressing(99), 20), "DEVICE_TOO_LOUD");
  EXPECT_EQ(Problem(device, Pressing(3), 20), "");  // heard before: it has its answer
  EXPECT_EQ(Problem(device, Pressing(99, 700), 700), "");
}

RC_GTEST_PROP(AlarmDeviceProperty, NoMessageThatCouldStillCountIsForgotten, ()) {
  auto device = Registered();
  std::int64_t second = 0;
  std::vector<v1::PressRequest> sent;
  const int count = *rc::gen::inRange(1, 60);
  for (int i = 0; i < count; ++i) {
    second += *rc::gen::inRange(0, 200);
    const auto press = Pressing(i, second + *rc::gen::inRange(-300, 301));
    if (Problem(device, press, second).empty()) {
      device = After(device, Hear(device, press, "incident", At(second)), At(second));
      sent.push_back(press);
    }
    for (const auto& old : sent) {
      if (Problem(device, old, second).empty()) RC_ASSERT(Heard(device, old.id()) != nullptr);
    }
    RC_ASSERT(device.heard_size() <= kDeviceMessagesMax);
  }
}

}  // namespace
}  // namespace watchbell::alerting
