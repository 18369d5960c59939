// From the press to the first byte at a webhook receiver, through every process of the system. Open loop: the
// times of the presses stand beforehand, and a press that had to wait counts from its time.
#include "common/testing/await.hpp"
#include "tests/load/alarms.hpp"
#include "tests/load/benches.hpp"

namespace watchbell::load {
namespace {

constexpr int kSenders = 8;  // each with a session of its own: far below what one session may ask
constexpr std::size_t kWarmUpRounds = 3;  // over all schools
struct Load {
  int per_second;
  int count;
};
constexpr Load kLoads[] = {{10, 150}, {100, 1'000}};
// Of the storm: a routine message to everybody of the district is on its way when one school after the other
// is locked down, so many a second.
constexpr std::size_t kRoutineBegun = 200;  // sends
constexpr int kStormPerSecond = 20;
constexpr std::size_t kChannels = 2;
constexpr std::chrono::seconds kStormPatience{120};

}  // namespace

void BenchAlarm(const System& system) {
  auto people = SignIn(system, kSenders);
  const auto schools = Schools(people.front());
  auto& store = system.sinks->store();
  for (std::size_t i = 0; i < kWarmUpRounds * schools.size(); ++i)
    Press(people[i % kSenders], schools[i % schools.size()], -static_cast<int>(i));
  const auto floors = MeasureFloors(system);
  for (const auto& [per_second, count] : kLoads) {
    store.Clear();
    const auto alarms = PressAll(people, schools, per_second, count);
    Samples first_bytes;
    testing::Await([&] {
      first_bytes = FirstBytes(alarms, store.After(0));
      return first_bytes.size() == alarms.size();
    });
    Require(first_bytes.size() == alarms.size(), "an alarm reached nobody");
    const std::string rate = "_" + std::to_string(per_second);
    Print("alarm_first_byte_p50_ms" + rate, first_bytes.Quantile(0.5), "ms", floors.SumMs(0.5));
    Print("alarm_first_byte_p99_ms" + rate, first_bytes.Quantile(0.99), "ms", floors.SumMs(0.99));
  }
}

void BenchStorm(const System& system) {
  auto people = SignIn(system, kSchools);
  const auto schools = Schools(people.front());
  auto& store = system.sinks->store();
  const auto floors = MeasureFloors(system);
  store.Clear();
  for (std::size_t i = 0; i < schools.size(); ++i)
    Raise(people[i], schools[i],
          {{"action", "ACTION_HOLD"}, {"detail", {{"place", "hall"}, {"reason", "medical"}}}});
  Require(testing::Await([&] { return store.count() >= kRoutineBegun; }), "nobody hears of the hold");
  const auto alarms = PressAll(people, schools, kStormPerSecond, static_cast<int>(schools.size()));
  // Both messages, to everybody, on every channel; reading what came would slow down what is measured.
  const std::size_t everything = 2 * kChannels * system.recipients;
  Require(testing::Await([&] { return store.count() >= everything; }, kStormPatience),
          "only " + std::to_string(store.count()) + " of " + std::to_string(everything) + " sends came");
  const auto first_bytes = FirstBytes(alarms, store.After(0));
  Require(first_bytes.size() == alarms.size(), "an alarm reached nobody");
  Samples durable;
  for (const auto& alarm : alarms)
    durable.Add(static_cast<double>(WallMicros(alarm.durable) - WallMicros(alarm.due)) / 1000);
  PrintAll("storm_durable", durable, "ms",
           (floors.append.Quantile(0.99) + floors.grpc.Quantile(0.99)) / 1000);
  PrintAll("storm_first_byte", first_bytes, "ms", floors.SumMs(0.99));
}

}  // namespace watchbell::load
