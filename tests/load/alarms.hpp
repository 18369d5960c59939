// Alarms that are pressed by many hands, and the first byte of each at a webhook receiver.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/load/benches.hpp"
#include "tests/load/figures.hpp"
#include "tests/load/http_client.hpp"

namespace watchbell::load {

inline constexpr std::size_t kSchools = 20;  // of every district in which alarms are pressed

std::int64_t WallMicros(std::chrono::system_clock::time_point at);

struct Alarm {
  std::chrono::system_clock::time_point due;
  std::chrono::system_clock::time_point durable;  // when the press was answered
  std::string notice_id;
};

struct Person {
  HttpClient client;
  std::string cookie;
};

std::vector<Person> SignIn(const System& system, std::size_t count);

// Of the district that has just been imported: once they all are known.
std::vector<std::string> Schools(Person& person);

// Returns the notice's id.
std::string Raise(Person& person, const std::string& school, nlohmann::json request);

// A lockdown whose place changes each time: each is news for everybody at the school.
std::string Press(Person& person, const std::string& school, int number);

// Open loop, at so many a second, by all of the people in turn.
std::vector<Alarm> PressAll(std::vector<Person>& people, const std::vector<std::string>& schools,
                            int per_second, int count);

// The first byte of each alarm's first webhook, in milliseconds after the alarm was due.
Samples FirstBytes(const std::vector<Alarm>& alarms,
                   const std::vector<notification::sinks::Message>& messages);

// What an alarm must pass: HTTP, gRPC, an append, a push and HTTP again, of which each kind counts once.
struct Floors {
  Samples append, push, grpc, http;
  double SumMs(double share) const {
    return (append.Quantile(share) + push.Quantile(share) + grpc.Quantile(share) + http.Quantile(share)) /
           1000;
  }
};

Floors MeasureFloors(const System& system);

}  // namespace watchbell::load
