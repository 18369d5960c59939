// A message to every family of the district, written by a person, until what became of each send is on the
// record; and alarms while it is on its way.
#include <nlohmann/json.hpp>

#include "common/id/id.hpp"
#include "common/testing/await.hpp"
#include "tests/load/alarms.hpp"
#include "tests/load/benches.hpp"
#include "tests/load/progress.hpp"

namespace watchbell::load {
namespace {

using notification::v1::Attempt;

constexpr std::chrono::seconds kPatience{300};
constexpr std::size_t kBegun = 200;  // sends, before the first alarm
// As many alarms as there is time for while it is on its way.
constexpr int kAlarmsPerSecond = 20;
constexpr int kAlarms = 100;
constexpr std::size_t kSenders = 8;
constexpr int kWarmUpAlarms = 40;

nlohmann::json Call(Person& person, const std::string& method, const nlohmann::json& request) {
  const auto answer =
      person.client.PostJson("/watchbell.notification.v1." + method, request.dump(), person.cookie);
  Require(answer.status == 200, method + ": " + answer.body);
  return nlohmann::json::parse(answer.body);
}

struct Told {
  std::string message_id;
  int recipients = 0;
};

// At level 1, to all families of the district, as its superintendent.
Told TellFamilies(const System& system) {
  Person superintendent{HttpClient(system.gateway), {}};
  superintendent.cookie = superintendent.client.SignIn("superintendent");
  const nlohmann::json audience{
      {"include", {{{"scope", "SCOPE_SCHOOL"}, {"people", "PEOPLE_FAMILIES"}, {"school", "district"}}}}};
  const auto preview = Call(superintendent, "AudienceService/PreviewAudience",
                            {{"school", "district"}, {"audience", audience}});
  const int recipients = preview.at("recipients");
  Require(recipients >= static_cast<int>(system.recipients),
          "only " + std::to_string(recipients) + " recipients");
  const auto sent =
      Call(superintendent, "MessageService/SendMessage",
           {{"requestId", id::New(SystemClock()())},
            {"school", "district"},
            {"content",
             {{"level", "LEVEL_INFO"},
              {"audience", audience},
              {"texts", {{{"language", "en"}, {"subject", "The fair"}, {"body", "It is on Saturday."}}}}}},
            {"seenRecipients", recipients},
            {"typedSchool", "district"}});
  Require(sent.at("state") == "STATE_SENT", "the message waits: " + sent.dump());
  return {sent.at("id"), recipients};
}

void AwaitSettled(const Progress& progress, const Told& told) {
  const bool settled =
      testing::Await([&] { return progress.Settled(told.message_id, told.recipients); }, kPatience);
  Require(settled, std::to_string(progress.Count(told.message_id, Attempt::STATE_SENT)) + " of " +
                       std::to_string(told.recipients) + " are recorded");
  Require(progress.Count(told.message_id, Attempt::STATE_FAILED) == 0, "sends failed");
}

std::string Name(const char* name, const System& system) {
  std::string full = name + std::string("_") + std::to_string(system.recipients);
  for (const auto& channel : system.channels) full.append("_").append(channel);
  return full;
}

}  // namespace

void BenchMessage(const System& system) {
  const double floor = SendFloor(system);
  Progress progress(system.nats);
  const auto begun = SteadyClock::now();
  const auto told = TellFamilies(system);
  AwaitSettled(progress, told);
  const double seconds = std::chrono::duration<double>(progress.newest() - begun).count();
  Print(Name("message_rate", system), progress.Count(told.message_id, Attempt::STATE_SENT) / seconds, "1/s",
        floor);
}

void BenchUrgent(const System& system) {
  auto people = SignIn(system, kSenders);
  const auto schools = Schools(people.front());
  for (int i = 0; i < kWarmUpAlarms; ++i)
    Press(people[static_cast<std::size_t>(i) % kSenders], schools[static_cast<std::size_t>(i) % kSchools],
          -i);
  const auto floors = MeasureFloors(system);
  Progress progress(system.nats);
  auto& store = system.sinks->store();
  store.Clear();
  const auto told = TellFamilies(system);
  Require(testing::Await([&] { return store.count() >= kBegun; }, kPatience), "nobody hears of the message");
  const auto alarms = PressAll(people, schools, kAlarmsPerSecond, kAlarms);
  Require(!progress.Settled(told.message_id, told.recipients), "the message was told before the last alarm");
  AwaitSettled(progress, told);
  const auto first_bytes = FirstBytes(alarms, store.After(0));
  Require(first_bytes.size() == alarms.size(), "an alarm reached nobody");
  Print(Name("urgent_first_byte_p50_ms", system), first_bytes.Quantile(0.5), "ms", floors.SumMs(0.5));
  Print(Name("urgent_first_byte_p99_ms", system), first_bytes.Quantile(0.99), "ms", floors.SumMs(0.99));
}

}  // namespace watchbell::load
