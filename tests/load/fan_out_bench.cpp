// One alarm to everybody at a large school, until what became of each send is on the record; and the same
// while one provider fails and another stalls.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/id/id.hpp"
#include "common/testing/await.hpp"
#include "tests/load/benches.hpp"
#include "tests/load/http_client.hpp"
#include "tests/load/progress.hpp"
#include "tests/load/raw_smtp.hpp"

namespace watchbell::load {
namespace {

using notification::v1::Attempt;

constexpr char kSchool[] = "lincoln-es";
constexpr int kRounds = 6;  // the first one opens connections and does not count
constexpr int kConnections = 8;
constexpr std::chrono::seconds kFloorSpan{2};
constexpr int kFloorBytes = 300;  // about a webhook's body
constexpr std::chrono::seconds kPatience{30};
constexpr int kFailPercent = 30;
constexpr int kStallMs = 3'000;

class Principal {
 public:
  explicit Principal(const System& system) : client_(system.gateway), cookie_(client_.SignIn("principal")) {}

  // A lockdown whose place changes each time is news for everybody; returns the incident's id.
  std::string Press(int number) {
    const nlohmann::json request{{"requestId", id::New(SystemClock()())},
                                 {"school", kSchool},
                                 {"action", "ACTION_LOCKDOWN"},
                                 {"detail", {{"place", "room " + std::to_string(number)}}}};
    const auto answer =
        client_.PostJson("/watchbell.alerting.v1.AlarmService/Raise", request.dump(), cookie_);
    Require(answer.status == 200, "the alarm was refused: " + answer.body);
    return nlohmann::json::parse(answer.body).at("id");
  }

 private:
  HttpClient client_;
  const std::string cookie_;
};

// Mails a second of one alarm, until the last one has come.
double MailsOfOneAlarm(const System& system, Principal& principal, int number) {
  auto& mails = system.sinks->store();
  mails.Clear();
  const auto begun = SteadyClock::now();
  principal.Press(number);
  // Calls to the police end there as well.
  const auto all = [&] {
    if (mails.count() < system.recipients) return false;
    const auto came = mails.After(0);
    const auto count = std::count_if(came.begin(), came.end(),
                                     [](const auto& message) { return message.channel == "email"; });
    return static_cast<std::size_t>(count) >= system.recipients;
  };
  Require(testing::Await(all, kPatience), "only " + std::to_string(mails.count()) + " mails came");
  return static_cast<double>(system.recipients) / (MicrosSince(begun) / 1e6);
}

Samples MailRates(const System& system, Principal& principal) {
  Samples rates;
  for (int round = 0; round < kRounds; ++round) {
    const double rate = MailsOfOneAlarm(system, principal, round);
    if (round > 0) rates.Add(rate);
  }
  return rates;
}

}  // namespace

double SendFloor(const System& system) {
  double seconds = 0;
  for (const auto& channel : system.channels) {
    const std::string text(kFloorBytes, 'x');
    seconds += 1 / (channel == "email" ? MailRate(system.sinks->smtp_port(), kConnections, kFloorSpan, text)
                                       : PostRate(system.sink_url(), kConnections, kFloorSpan, text));
  }
  return static_cast<double>(system.channels.size()) / seconds;
}

void BenchFanOut(const System& system) {
  Progress progress(system.nats);
  Principal principal(system);
  Samples rates;
  for (int round = 0; round < kRounds; ++round) {
    progress.Forget();
    const auto begun = SteadyClock::now();
    const auto incident = principal.Press(round);
    const auto recipients = static_cast<int>(system.recipients);
    Require(testing::Await([&] { return progress.Settled(incident, recipients); }, kPatience),
            "not every batch was recorded");
    const int sent = progress.Count(incident, Attempt::STATE_SENT);
    Require(sent >= recipients * static_cast<int>(system.channels.size()),
            "only " + std::to_string(sent) + " sends were recorded as sent");
    if (round > 0) rates.Add(sent / std::chrono::duration<double>(progress.newest() - begun).count());
  }
  Print("fanout_rate", rates.Quantile(0.5), "1/s", SendFloor(system));
}

void BenchTrouble(const System& system) {
  Principal principal(system);
  const double calm = MailRates(system, principal).Quantile(0.5);
  system.texts->faults().fail_percent = kFailPercent;
  system.webhooks->faults().stall_ms = kStallMs;
  auto troubled = MailRates(system, principal);
  Print("trouble_mail_rate", troubled.Quantile(0.5), "1/s", calm);
  Print("trouble_mail_rate_slowest", troubled.Quantile(0), "1/s", calm);
}

}  // namespace watchbell::load
