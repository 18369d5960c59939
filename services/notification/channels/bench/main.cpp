// How fast the channels send to sinks that answer at once, against a raw client on a socket: one JSON object
// a line.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <iostream>
#include <vector>

#include "services/notification/channels/smtp_channel.hpp"
#include "services/notification/channels/webhook_channel.hpp"
#include "services/notification/sinks/sinks.hpp"

namespace {

using namespace watchbell::notification;
using SteadyClock = std::chrono::steady_clock;

constexpr int kWarmUp = 200;
constexpr int kSingles = 2'000;
constexpr int kRateSends = 20'000;
constexpr int kMailSends = 10'000;

channels::OutgoingMessage MessageOf(int number) {
  return {.dedupe_id = "bench-" + std::to_string(number),
          .recipient_address = "ana@families.example",
          .subject = "Lockdown at Lincoln Elementary School",
          .text = "Lockdown at Lincoln Elementary School. Locks, lights, out of sight. Next update by 10:40.",
          .level = v1::LEVEL_EMERGENCY};
}

double Micro(SteadyClock::duration span) { return std::chrono::duration<double, std::micro>(span).count(); }

// From each start to the first byte at the sink, which runs on the same clock.
struct Latencies {
  std::vector<double> values;
  double Quantile(double q) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
  }
};

std::int64_t WallMicro() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// The same POST, written and read on a plain blocking socket.
Latencies RawFirstByte(sinks::Sinks& sinks) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(sinks.http_port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::exit(1);
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  const std::string body(300, 'x');
  const std::string request = "POST /hook HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 300\r\n\r\n" + body;
  Latencies latencies;
  char answer[512];
  for (int i = 0; i < kWarmUp + kSingles; ++i) {
    const auto begun = WallMicro();
    if (send(fd, request.data(), request.size(), 0) < 0 || recv(fd, answer, sizeof answer, 0) <= 0)
      std::exit(1);
    const auto kept = sinks.store().After(0);
    if (i >= kWarmUp) latencies.values.push_back(static_cast<double>(kept.back().received_at_us - begun));
    sinks.store().Clear();
  }
  close(fd);
  return latencies;
}

Latencies ChannelFirstByte(sinks::Sinks& sinks, channels::Channel& channel) {
  Latencies latencies;
  std::atomic<bool> answered{false};
  for (int i = 0; i < kWarmUp + kSingles; ++i) {
    answered = false;
    const auto begun = WallMicro();
    channel.Send(MessageOf(i), [&](const channels::SendResult&) {
      answered = true;
      answered.notify_one();
    });
    answered.wait(false);
    const auto kept = sinks.store().After(0);
    if (i >= kWarmUp) latencies.values.push_back(static_cast<double>(kept.back().received_at_us - begun));
    sinks.store().Clear();
  }
  return latencies;
}

double Rate(channels::Channel& channel, int sends) {
  std::atomic<int> left{sends}, failed{0};
  const auto begun = SteadyClock::now();
  for (int i = 0; i < sends; ++i)
    channel.Send(MessageOf(i), [&](const channels::SendResult& result) {
      if (result.state != v1::Attempt::STATE_SENT) ++failed;
      if (--left == 0) left.notify_one();
    });
  for (int now = left; now != 0; now = left) left.wait(now);
  if (failed > 0) std::cerr << failed << " failed\n";
  return sends / (Micro(SteadyClock::now() - begun) / 1e6);
}

void Print(const char* name, double value, const char* unit, double floor) {
  std::cout << "{\"name\": \"" << name << "\", \"value\": " << value << ", \"unit\": \"" << unit
            << "\", \"floor\": " << floor << ", \"ratio\": " << value / floor << "}" << std::endl;
}

}  // namespace

int main() {
  sinks::Sinks sinks;
  const auto webhook =
      channels::OpenWebhookChannel({.url = "http://127.0.0.1:" + std::to_string(sinks.http_port()) + "/hook",
                                    .secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
                                   watchbell::SystemClock());
  const auto mail = channels::OpenSmtpChannel({.url = "smtp://127.0.0.1:" + std::to_string(sinks.smtp_port()),
                                               .sender = {"Alerts", "alerts@schools.example"}},
                                              watchbell::SystemClock());
  if (!webhook || !mail) return 1;
  Latencies raw = RawFirstByte(sinks), sent = ChannelFirstByte(sinks, **webhook);
  Print("webhook_first_byte_p50_us", sent.Quantile(0.5), "us", raw.Quantile(0.5));
  Print("webhook_first_byte_p99_us", sent.Quantile(0.99), "us", raw.Quantile(0.99));
  constexpr double kWebhookAim = 5'000, kMailAim = 2'000;  // no raw client of its own: the aim is the floor
  Print("webhook_rate", Rate(**webhook, kRateSends), "1/s", kWebhookAim);
  Print("mail_rate", Rate(**mail, kMailSends), "1/s", kMailAim);
  return 0;
}
