#include "tests/load/alarms.hpp"

#include <sys/prctl.h>

#include <thread>
#include <unordered_map>

#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/ledger/event.hpp"
#include "common/testing/await.hpp"
#include "services/notification/domain/notice.hpp"
#include "tests/load/raw_grpc.hpp"
#include "tests/load/raw_nats.hpp"

namespace watchbell::load {
namespace {

using notification::sinks::Message;

constexpr int kFloorTrips = 2'000;
constexpr int kFloorBytes = 600;  // about an alarm's event
constexpr char kRaise[] = "/watchbell.alerting.v1.AlarmService/Raise";

}  // namespace

std::int64_t WallMicros(std::chrono::system_clock::time_point at) {
  return std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch()).count();
}

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

std::string Raise(Person& person, const std::string& school, nlohmann::json request) {
  const auto request_id = id::New(SystemClock()());
  request["requestId"] = request_id;
  request["school"] = school;
  const auto answer = person.client.PostJson(kRaise, request.dump(), person.cookie);
  Require(answer.status == 200, "an alarm was refused: " + answer.body);
  const std::string incident_id = nlohmann::json::parse(answer.body).at("id");
  return notification::NoticeIdOf(ledger::EventId({"alerting", "incident", school, incident_id}, request_id));
}

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

}  // namespace watchbell::load
