#include "common/service/config.hpp"

#include <charconv>
#include <fstream>

namespace watchbell::service {
namespace {

constexpr int kReplicasMax = 5;
constexpr int kThreadsMax = 256;
constexpr int kQueueMax = 65536;
constexpr int kDrainSecondsMax = 300;
constexpr int kPortMax = 65535;

std::optional<int> ParsePort(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && port > 0 && port <= kPortMax ? std::optional{port} : std::nullopt;
}

}  // namespace

void Config::AddTo(Flags& flags) {
  flags.Add("--listen", listen, "Address that gRPC is served on");
  flags.Add("--metrics-listen", metrics_listen, "Address of the page for Prometheus");
  flags.Add("--nats", nats, "NATS servers, separated by commas");
  flags.Add("--nats-credentials", nats_credentials, "NATS credentials file; empty: none");
  flags.Add("--redis", redis, "Redis as host:port");
  flags.Add("--redis-username", redis_username, "Redis user; empty: the default one");
  flags.Add("--redis-password-file", redis_password_file, "File that holds the Redis password; empty: none");
  flags.Add("--keys", keys, "File of the sealing keys (keys.txt)");
  flags.Add("--roles", roles, "File of the district's roles (roles.json)");
  flags.Add("--retention", retention,
            "File of the retention periods (retention.json); empty: nothing is erased by time");
  flags.Add("--token-public-key", token_public_key, "PEM file that verifies the gateway's tokens");
  flags.Add("--replicas", replicas, "Replicas of the streams", 1, kReplicasMax);
  flags.Add("--log-level", log_level, "debug, info, warn or error");
  flags.Add("--reflection", reflection, "Serve gRPC reflection");
  flags.Add("--drain-seconds", drain_seconds, "How long calls under way may take at the end", 0,
            kDrainSecondsMax);
  flags.Add("--routine-threads", routine_threads, "Workers for routine calls", 1, kThreadsMax);
  flags.Add("--urgent-threads", urgent_threads, "Workers for urgent calls", 1, kThreadsMax);
  flags.Add("--queue-max", queue_max, "Calls of a lane that may wait; past that they are refused", 1,
            kQueueMax);
  flags.Add("--tls-certificate", tls.certificate, "PEM file; empty: plain text");
  flags.Add("--tls-key", tls.key, "PEM file of the certificate's key");
  flags.Add("--tls-ca", tls.ca, "PEM file; whom the other side's certificate must descend from");
}

Result<redis::RedisConfig> Config::Redis() const {
  redis::RedisConfig out;
  const auto colon = redis.rfind(':');
  const auto port = colon == std::string::npos ? std::nullopt : ParsePort(redis.substr(colon + 1));
  if (!port || colon == 0) {
    return Fail(Code::kInvalidArgument, "REDIS_ADDRESS", "State Redis as host:port, not " + redis + ".",
                "--redis");
  }
  out.host = redis.substr(0, colon);
  out.port = *port;
  out.username = redis_username;
  if (!redis_password_file.empty()) {
    std::ifstream file{redis_password_file};
    if (!std::getline(file, out.password)) {
      return Fail(Code::kInvalidArgument, "REDIS_PASSWORD",
                  "Cannot read a password from " + redis_password_file + ".", "--redis-password-file");
    }
  }
  return out;
}

bus::BusConfig Config::Bus(const std::string& service) const {
  return {.url = nats, .name = service, .credentials_file = nats_credentials};
}

}  // namespace watchbell::service
