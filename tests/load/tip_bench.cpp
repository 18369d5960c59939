// How many tips the system takes a second, each durable before its receipt; and how long an honest sender
// waits while one source sends a hundred times as much as usual.
#include <sodium.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <thread>

#include "common/id/id.hpp"
#include "tests/load/benches.hpp"
#include "tests/load/http_client.hpp"
#include "tests/load/raw_grpc.hpp"

namespace watchbell::load {
namespace {

// The gateway lets one connection ask 20 times a second without a session.
constexpr int kConnectionsInAll = 128;
constexpr std::chrono::seconds kSpan{5};
constexpr std::chrono::seconds kFloorSpan{2};
constexpr int kFloorBytes = 400;  // about a tip
constexpr int kHonestTips = 60;
constexpr std::chrono::milliseconds kHonestEvery{500};  // the usual: two tips a second
constexpr std::chrono::milliseconds kFloodEvery{5};     // a hundred times as many
constexpr char kSubmit[] = "/watchbell.threat_intake.v1.TipService/SubmitTip";
constexpr char kChallenge[] = "/watchbell.threat_intake.v1.TipService/GetChallenge";

nlohmann::json Tip() {
  return {{"requestId", id::New(SystemClock()())},
          {"school", "lincoln-es"},
          {"category", "CATEGORY_BULLYING"},
          {"text",
           "Two boys of the seventh grade take a smaller one's lunch behind the gym every day at noon, "
           "and film it; the film goes round in the class group."}};
}

int ZeroBits(const std::string& text) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  int bits = 0;
  while (bits < 256 && (hash[bits / 8] >> (7 - bits % 8) & 1) == 0) ++bits;
  return bits;
}

double RateOf(const std::string& gateway, int senders) {
  const auto each = static_cast<std::size_t>(std::max(kConnectionsInAll / senders, 4));
  std::atomic<int> taken{0}, refused{0};
  std::vector<std::vector<HttpClient>> connections(static_cast<std::size_t>(senders));
  for (auto& own : connections)
    while (own.size() < each) own.emplace_back(gateway);
  const auto begun = SteadyClock::now();
  {
    std::vector<std::jthread> threads;
    for (auto& own : connections) {
      threads.emplace_back([&] {
        for (std::size_t i = 0; SteadyClock::now() < begun + kSpan; ++i) {
          const auto answer = own[i % own.size()].PostJson(kSubmit, Tip().dump());
          ++(answer.status == 200 ? taken : refused);
        }
      });
    }
  }
  const double rate = taken / (MicrosSince(begun) / 1e6);
  Require(refused == 0, std::to_string(refused) + " tips were refused");
  return rate;
}

// As a browser does: a challenge, the work for it, the tip. Milliseconds without the work itself.
double SendHonestly(HttpClient& client, int& bits_max) {
  const auto tip = Tip();
  for (int attempt = 0; attempt < 5; ++attempt) {
    auto begun = SteadyClock::now();
    const auto challenge =
        nlohmann::json::parse(client.PostJson(kChallenge, R"({"purpose":"PURPOSE_SUBMIT"})").body);
    double waited = MicrosSince(begun);
    const int bits = challenge.value("bits", 0);
    bits_max = std::max(bits_max, bits);
    auto proven = tip;
    const std::string begin =
        challenge.at("challenge").get<std::string>() + ":" + tip.at("requestId").get<std::string>() + ":";
    for (int answer = 0; bits > 0; ++answer) {
      if (ZeroBits(begin + std::to_string(answer)) < bits) continue;
      proven["proof"] = {{"challenge", challenge.at("challenge")}, {"answer", std::to_string(answer)}};
      break;
    }
    begun = SteadyClock::now();
    const auto answer = client.PostJson(kSubmit, proven.dump());
    waited += MicrosSince(begun);
    if (answer.status == 200) return waited / 1e3;
  }
  throw std::runtime_error("an honest tip was refused five times");
}

Samples HonestTips(const std::string& gateway, int& bits_max) {
  HttpClient client(gateway);
  Samples samples;
  const auto begun = SteadyClock::now();
  for (int i = 0; i < kHonestTips; ++i) {
    std::this_thread::sleep_until(begun + i * kHonestEvery);
    samples.Add(SendHonestly(client, bits_max));
  }
  return samples;
}

void Flood(const std::string& gateway, const std::stop_token& stop, std::atomic<int>& sent) {
  std::vector<HttpClient> connections;
  while (connections.size() < 32) connections.emplace_back(gateway);
  const auto begun = SteadyClock::now();
  for (std::size_t i = 0; !stop.stop_requested(); ++i) {
    std::this_thread::sleep_until(begun + i * kFloodEvery);
    (void)connections[i % connections.size()].PostJson(kSubmit, Tip().dump());
    ++sent;
  }
}

}  // namespace

void BenchTips(const System& system) {
  for (const int senders : {1, 8, 64}) {
    const double rate = RateOf(system.gateway, senders);
    Print("tip_rate_" + std::to_string(senders), rate, "1/s",
          RawGrpc{}.Rate(senders, kFloorSpan, std::string(kFloorBytes, 'x')));
  }
}

void BenchTipFlood(const System& system) {
  int bits_quiet = 0, bits_flood = 0;
  const auto quiet = HonestTips(system.gateway, bits_quiet);
  std::atomic<int> sent{0};
  std::jthread flood([&](const std::stop_token& stop) { Flood(system.gateway, stop, sent); });
  const auto flooded = HonestTips(system.gateway, bits_flood);
  flood.request_stop();
  flood.join();
  Require(sent > kHonestTips * 50, "the flood was too thin");
  Print("tip_honest_p50_ms", flooded.Quantile(0.5), "ms", quiet.Quantile(0.5));
  Print("tip_honest_p99_ms", flooded.Quantile(0.99), "ms", quiet.Quantile(0.99));
  Print("tip_honest_work_bits", bits_flood, "bits", std::max(bits_quiet, 1));
}

}  // namespace watchbell::load
