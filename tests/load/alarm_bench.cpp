// From the press to the first byte at a webhook receiver, through every process of the system. Open loop: the
// times of the presses stand beforehand, and a press that had to wait counts from its time.
#include <sys/prctl.h>

#include <nlohmann/json.hpp>
#include <thread>
#include <unordered_map>

#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/ledger/event.hpp"
#include "common/testing/await.hpp"
#include "services/notification/domain/notice.hpp"
#include "tests/load/benches.hpp"
#include "tests/load/http_client.hpp"
#include "tests/load/raw_grpc.hpp"
#include "tests/load/raw_nats.hpp"

namespace watchbell::load {
namespace {

using notification::sinks::Message;

constexpr int kSenders = 8;  // each with a session of its own: far below what one session may ask
constexpr int kFloorTrips = 2'000;
constexpr int kFloorBytes = 600;  // about an alarm's event
constexpr std::size_t kSchools = 20;
constexpr std::size_t kWarmUpRounds = 3;  // over all schools
struct Load {
  int per_second;
  int count;
};
constexpr Load kLoads[] = {{10, 150}, {100, 1'000}};
constexpr char kRaise[] = "/watchbell.alerting.v1.AlarmService/Raise";
// Of the storm: a routine message to everybody of the district is on its way when every school is locked
// down.
constexpr std::size_t kRoutineBegun = 200;  // sends
constexpr std::size_t kChannels = 2;
constexpr std::chrono::seconds kStormPatience{120};
constexpr int kAllAtOnce = 1'000'000;  // a second

std::int64_t WallMicros(std::chrono::system_clock::time_point at) {
  return std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
}

struct Alarm {
  std::chrono::system_clock::time_point due;
  std::chrono::system_clock::time_point durable;  // when the press was answered
  std::string notice_id;
};

struct Person {
  HttpClient client;
  std::string cookie;
};

// Of the district that has just been imported: once they all are known.
std::vector<std::string> Schools(Person& person) {
  std::vector<std::string> codes;
  const bool known = testing::Await([&] {
    const auto answer = person.client.PostJson("/watchbell.notification.v1.DirectoryService/ListSchools",
                                               "{}", person.cookie);
    codes.clear();
    for (const auto& school : nlohmann::json::parse(answer.body).value("schools", nlohmann::json::array()))
      codes.push_back(school.at("code"));
    return codes.size() == kSchools;
  });
  Require(known, "the district has not " + std::to_string(kSchools) + " schools");
  return codes;
}

std::vector<Person> SignIn(const System& system, std::size_t count) {
  std::vector<Person> people;
  for (std::size_t i = 0; i < count; ++i) {
    people.push_back({HttpClient(system.gateway), {}});
    people.back().cookie = people.back().client.SignIn("coordinator");
  }
  return people;
}

// Returns the notice's id.
std::string Raise(Person& person, const std::string& school, nlohmann::json request) {
  const auto request_id = id::New(SystemClock()());
  request["requestId"] = request_id;
  request["school"] = school;
  const auto answer = person.client.PostJson(kRaise, request.dump(), person.cookie);
  Require(answer.status == 200, "an alarm was refused: " + answer.body);
  const std::string incident_id = nlohmann::json::parse(answer.body).at("id");
  return notification::NoticeIdOf(ledger::EventId({"alerting", "incident", school, incident_id}, request_id));
}

// A lockdown whose place changes each time: each is news for everybody at the school.
std::string Press(Person& person, const std::string& school, int number) {
  return Raise(person, school,
               {{"action", "ACTION_LOCKDOWN"}, {"detail", {{"place", "room " + std::to_string(number)}}}});
}

std::vector<Alarm> PressAll(std::vector<Person>& people, const std::vector<std::string>& schools,
                            int per_second, int count) {
  std::vector<Alarm> alarms(static_cast<std::size_t>(count));
  const auto first = std::chrono::system_clock::now() + std::chrono::milliseconds{50};
  std::vector<std::jthread> threads;
  const auto senders = static_cast<int>(people.size());
  for (int sender = 0; sender < senders; ++sender) {
    threads.emplace_back([&, sender] {
      prctl(PR_SET_TIMERSLACK, 1);
      for (int i = sender; i < count; i += senders) {
        auto& alarm = alarms[static_cast<std::size_t>(i)];
        alarm.due = first + i * std::chrono::microseconds{1'000'000 / per_second};
        std::this_thread::sleep_until(alarm.due);
        alarm.notice_id = Press(people[static_cast<std::size_t>(sender)],
                                schools[static_cast<std::size_t>(i) % schools.size()], i);
        alarm.durable = std::chrono::system_clock::now();
      }
    });
  }
  threads.clear();
  return alarms;
}

// The first byte of each alarm's first webhook, in milliseconds after the alarm was due.
Samples FirstBytes(const std::vector<Alarm>& alarms, const std::vector<Message>& messages) {
  std::unordered_map<std::string, std::int64_t> first;  // by notice
  std::unordered_map<std::string, std::vector<std::pair<std::string, std::int64_t>>> by_recipient;
  for (const auto& message : messages) {
    if (message.channel != "webhook") continue;
    const std::string to = nlohmann::json::parse(message.body).at("data").value("to", "");
    if (to.empty()) continue;  // a call to the police
    by_recipient[to].emplace_back(message.headers.at("webhook-id"), message.received_at_us);
  }
  for (const auto& [recipient, received] : by_recipient) {
    std::unordered_map<std::string, const std::string*> notice_of;
    const std::string channel = notification::v1::Channel_Name(notification::v1::CHANNEL_WEBHOOK);
    for (const auto& alarm : alarms)
      notice_of[id::Derive(alarm.notice_id + channel, recipient)] = &alarm.notice_id;
    for (const auto& [webhook_id, at] : received) {
      const auto notice = notice_of.find(webhook_id);
      if (notice == notice_of.end()) continue;
      const auto known = first.emplace(*notice->second, at).first;
      known->second = std::min(known->second, at);
    }
  }
  Samples samples;
  for (const auto& alarm : alarms) {
    if (const auto at = first.find(alarm.notice_id); at != first.end())
      samples.Add(static_cast<double>(at->second - WallMicros(alarm.due)) / 1000);
  }
  return samples;
}

// What an alarm must pass: HTTP, gRPC, an append, a push and HTTP again, of which each kind counts once.
struct Floors {
  Samples append, push, grpc, http;
  double SumMs(double share) const {
    return (append.Quantile(share) + push.Quantile(share) + grpc.Quantile(share) + http.Quantile(share)) /
           1000;
  }
};

Floors MeasureFloors(const System& system) {
  const auto bus = bus::Bus::Connect({.url = system.nats});
  Require(bus && bus::Reconcile(**bus, {.name = "LOAD", .subjects = "load.append.>"}), "no stream");
  const std::string payload(kFloorBytes, 'x');
  RawNats nats(system.nats);
  Floors floors;
  for (int i = 0; i < kFloorTrips; ++i)
    floors.append.Add(nats.Publish({.subject = "load.append." + std::to_string(i), .payload = payload}));
  floors.push = nats.RoundTrips(kFloorTrips, payload);
  floors.grpc = RawGrpc{}.RoundTrips(kFloorTrips, payload);
  floors.http = PostRoundTrips(system.sink_url(), kFloorTrips, payload);
  return floors;
}

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
  const auto alarms = PressAll(people, schools, kAllAtOnce, static_cast<int>(schools.size()));
  // Both messages, to everybody, on every channel; reading what came would slow down what is measured.
  const std::size_t everything = 2 * kChannels * system.recipients;
  Require(testing::Await([&] { return store.count() >= everything; }, kStormPatience),
          "only " + std::to_string(store.count()) + " of " + std::to_string(everything) + " sends came");
  const auto first_bytes = FirstBytes(alarms, store.After(0));
  Require(first_bytes.size() == alarms.size(), "an alarm reached nobody");
  Samples durable;
  for (const auto& alarm : alarms)
    durable.Add(static_cast<double>(WallMicros(alarm.durable) - WallMicros(alarm.due)) / 1000);
  Print("storm_durable_p99_ms", durable.Quantile(0.99), "ms",
        (floors.append.Quantile(0.99) + floors.grpc.Quantile(0.99)) / 1000);
  Print("storm_first_byte_p99_ms", first_bytes.Quantile(0.99), "ms", floors.SumMs(0.99));
}

}  // namespace watchbell::load
