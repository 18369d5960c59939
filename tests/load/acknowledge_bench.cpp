// Every school is in a lockdown, and its staff say that they have seen it: 10,000 of them a minute. Open
// loop, as with alarms: an acknowledgement that had to wait counts from its time.
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "common/id/id.hpp"
#include "common/testing/await.hpp"
#include "tests/load/alarms.hpp"
#include "tests/load/benches.hpp"

namespace watchbell::load {
namespace {

constexpr int kAMinute = 10'000;
constexpr int kConnections = 32;
constexpr std::size_t kSignInsEach = 20;  // of one address at once: what the gateway allows
constexpr std::size_t kSenders = 8;
constexpr std::size_t kChannels = 2;
constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kLead{100};  // until every thread waits for its first one
constexpr char kAcknowledge[] = "/watchbell.notification.v1.NoticeService/Acknowledge";

struct Member {
  std::size_t school = 0;  // its place among the schools
  std::string cookie;
};

struct Tally {
  Samples answered_ms;
  std::string refused;
};

// The staff of all schools, each school's spread over the whole run.
std::vector<Member> SignInStaff(const System& system, const std::vector<std::string>& schools) {
  std::vector<Member> staff(system.recipients / schools.size() * schools.size());
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < kConnections; ++thread) {
    threads.emplace_back([&] {
      for (std::size_t first = next.fetch_add(kSignInsEach); first < staff.size();
           first = next.fetch_add(kSignInsEach)) {
        const auto number = first / kSignInsEach;
        HttpClient client(system.gateway, "127.0." + std::to_string(1 + number / 200) + "." +
                                              std::to_string(1 + number % 200));
        for (auto i = first; i < std::min(first + kSignInsEach, staff.size()); ++i) {
          staff[i].school = i % schools.size();
          staff[i].cookie =
              client.SignIn(schools[staff[i].school] + "." + std::to_string(i / schools.size() + 1));
        }
      }
    });
  }
  threads.clear();
  return staff;
}

// One after the other, each at its time; the connections take turns.
Tally AcknowledgeAll(const System& system, const std::vector<Member>& staff,
                     const std::vector<std::string>& schools, const std::vector<Alarm>& alarms,
                     SteadyClock::time_point first) {
  std::vector<Tally> tallies(kConnections);
  std::vector<std::jthread> threads;
  for (std::size_t connection = 0; connection < kConnections; ++connection) {
    threads.emplace_back([&, connection] {
      HttpClient client(system.gateway);
      for (auto i = connection; i < staff.size(); i += kConnections) {
        const auto due = first + i * std::chrono::microseconds{std::chrono::minutes{1}} / kAMinute;
        const nlohmann::json request{{"requestId", id::New(SystemClock()())},
                                     {"school", schools[staff[i].school]},
                                     {"noticeId", alarms[staff[i].school].notice_id}};
        std::this_thread::sleep_until(due);
        const auto answer = client.PostJson(kAcknowledge, request.dump(), staff[i].cookie);
        if (answer.status != 200) tallies[connection].refused = answer.body;
        tallies[connection].answered_ms.Add(MicrosSince(due) / 1000);
      }
    });
  }
  threads.clear();
  Tally all;
  for (const auto& tally : tallies) {
    all.answered_ms.Add(tally.answered_ms);
    if (!tally.refused.empty()) all.refused = tally.refused;
  }
  return all;
}

// Processor time of a process since its start.
double CpuMs(int pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(in, line);
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  constexpr int kUserTime = 12, kSystemTime = 13;  // counted from behind the name
  double ticks = 0;
  std::string field;
  for (int i = 1; fields >> field && i <= kSystemTime; ++i)
    if (i >= kUserTime) ticks += std::stod(field);
  return ticks * 1000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

}  // namespace

void BenchAcknowledge(const System& system) {
  auto people = SignIn(system, kSenders);
  const auto schools = Schools(people.front());
  const auto staff = SignInStaff(system, schools);
  const auto floors = MeasureFloors(system);
  auto& store = system.sinks->store();
  store.Clear();
  const auto alarms = PressAll(people, schools, kSchools, static_cast<int>(schools.size()));
  const auto sends = kChannels * staff.size();
  Require(testing::Await([&] { return store.count() >= sends; }, kPatience), "not everybody hears of it");
  std::map<std::string, double> cpu;
  for (const auto& [name, pid] : system.processes) cpu[name] = CpuMs(pid);
  const auto begun = SteadyClock::now() + kLead;
  const auto tally = AcknowledgeAll(system, staff, schools, alarms, begun);
  const double minutes = MicrosSince(begun) / 1e6 / 60;
  Require(tally.refused.empty(), "an acknowledgement was refused: " + tally.refused);
  const auto count = static_cast<double>(staff.size());
  Print("acknowledge_rate", count / minutes, "1/min", kAMinute);
  const auto floor = [&](double share) {
    return (floors.append.Quantile(share) + floors.grpc.Quantile(share) + floors.http.Quantile(share)) / 1000;
  };
  Print("acknowledge_p50_ms", tally.answered_ms.Quantile(0.5), "ms", floor(0.5));
  Print("acknowledge_p99_ms", tally.answered_ms.Quantile(0.99), "ms", floor(0.99));
  for (const auto& [name, pid] : system.processes)
    Print("acknowledge_cpu_ms_" + name, (CpuMs(pid) - cpu[name]) / count, "ms");
}

}  // namespace watchbell::load
