// One alarm to everybody at a large school, by mail and by webhook, until what became of each is on the
// record.
#include <atomic>
#include <nlohmann/json.hpp>

#include "common/id/id.hpp"
#include "common/names/names.hpp"
#include "common/testing/await.hpp"
#include "tests/load/benches.hpp"
#include "tests/load/http_client.hpp"
#include "tests/load/raw_nats.hpp"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::load {
namespace {

constexpr int kRounds = 6;  // the first one opens connections and does not count
constexpr int kConnections = 8;
constexpr std::chrono::seconds kFloorSpan{2};
constexpr int kFloorBytes = 300;  // about a webhook's body
constexpr std::chrono::seconds kPatience{30};
constexpr int kChannels = 2;

// What the record says of the newest notice.
struct Progress {
  std::atomic<int> recipients{0};
  std::atomic<int> batches{0};  // 0: not issued yet
  std::atomic<int> recorded{0};
  std::atomic<SteadyClock::time_point> newest{};

  bool Complete() const { return batches > 0 && recorded == batches; }
};

void Follow(Progress& progress, const std::string& subject, const std::string& payload) {
  const auto key = names::ParseSubject(subject);
  if (!key) return;
  notification::v1::NoticeEvent notice;
  notification::v1::DeliveryBatchEvent batch;
  if (key->aggregate == "notice" && notice.ParseFromString(payload)) {
    progress.recipients = notice.notice().recipients();
    progress.batches = notice.notice().batches();
  } else if (key->aggregate == "delivery-batch" && batch.ParseFromString(payload) && batch.has_delivered()) {
    ++progress.recorded;
    progress.newest = SteadyClock::now();
  }
}

}  // namespace

void BenchFanOut(const System& system) {
  Progress progress;
  RawNats nats(system.nats);
  nats.Listen("watchbell.notification.v1.>", [&](const std::string& subject, const std::string& payload) {
    Follow(progress, subject, payload);
  });
  HttpClient principal(system.gateway);
  const auto cookie = principal.SignIn("principal");
  Samples rates;
  for (int round = 0; round < kRounds; ++round) {
    progress.batches = progress.recorded = 0;
    system.sinks->store().Clear();
    const nlohmann::json request{{"requestId", id::New(SystemClock()())},
                                 {"school", "lincoln-es"},
                                 {"action", "ACTION_LOCKDOWN"},
                                 {"detail", {{"place", "room " + std::to_string(round)}}}};
    const auto begun = SteadyClock::now();
    const auto answer =
        principal.PostJson("/watchbell.alerting.v1.AlarmService/Raise", request.dump(), cookie);
    Require(answer.status == 200, "the alarm was refused: " + answer.body);
    Require(testing::Await([&] { return progress.Complete(); }, kPatience), "not every batch was recorded");
    // A batch is on the record after a second even if a provider is slower: its word follows.
    const auto sends = kChannels * progress.recipients;
    Require(
        testing::Await([&] { return static_cast<int>(system.sinks->store().count()) >= sends; }, kPatience),
        "not everybody was told on every channel");
    if (round == 0) continue;
    rates.Add(sends / std::chrono::duration<double>(progress.newest.load() - begun).count());
  }
  const double floor = PostRate(system.sink_url(), kConnections, kFloorSpan, std::string(kFloorBytes, 'x'));
  Print("fanout_rate", rates.Quantile(0.5), "1/s", floor);
}

}  // namespace watchbell::load
