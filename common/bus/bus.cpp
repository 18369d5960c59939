#include "common/bus/bus.hpp"

#include <nats/nats.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "common/bus/append_window.hpp"
#include "common/bus/nats_ptr.hpp"

namespace watchbell::bus {
namespace {

constexpr std::int64_t kReconnectWaitMs = 100;
constexpr std::int64_t kConnectTimeoutMs = 1000;
constexpr std::int64_t kPingIntervalMs = 5000;
constexpr int kPingsOutMax = 2;
constexpr std::int64_t kDrainTimeoutMs = 2000;
constexpr std::chrono::milliseconds kConnectPoll{10};

}  // namespace

struct Bus::Parts {
  natsConnection* connection = nullptr;
  jsCtx* jetstream = nullptr;
  std::atomic<std::uint64_t> epoch{1};
  std::unique_ptr<detail::AppendWindow> window;

  ~Parts() {
    window.reset();
    if (jetstream) jsCtx_Destroy(jetstream);
    if (!connection) return;
    if (natsConnection_Status(connection) == NATS_CONN_STATUS_CONNECTED) {
      natsConnection_FlushTimeout(connection, kDrainTimeoutMs);
    }
    natsConnection_Close(connection);
    natsConnection_Destroy(connection);
  }
};

Result<std::shared_ptr<Bus>> Bus::Connect(const BusConfig& config, std::chrono::milliseconds patience) {
  natsOptions* raw = nullptr;
  if (natsOptions_Create(&raw) != NATS_OK) return detail::Away("out of memory");
  const detail::OptionsPtr options{raw};
  auto parts = std::make_unique<Parts>();
  const auto bump = [](natsConnection*, void* closure) {
    ++*static_cast<std::atomic<std::uint64_t>*>(closure);
  };
  natsOptions_SetName(raw, config.name.c_str());
  natsOptions_SetTimeout(raw, kConnectTimeoutMs);
  natsOptions_SetMaxReconnect(raw, -1);
  natsOptions_SetReconnectWait(raw, kReconnectWaitMs);
  natsOptions_SetPingInterval(raw, kPingIntervalMs);
  natsOptions_SetMaxPingsOut(raw, kPingsOutMax);
  natsOptions_SetFailRequestsOnDisconnect(raw, true);
  natsOptions_SetRetryOnFailedConnect(raw, true, bump, &parts->epoch);
  natsOptions_SetReconnectedCB(raw, bump, &parts->epoch);
  natsOptions_SetErrorHandler(
      raw, [](natsConnection*, natsSubscription*, natsStatus, void*) {}, nullptr);
  if (!config.credentials_file.empty()) {
    natsOptions_SetUserCredentialsFromFiles(raw, config.credentials_file.c_str(), nullptr);
  }
  std::vector<std::string> urls;
  for (std::size_t from = 0; from <= config.url.size();) {
    const auto comma = std::min(config.url.find(',', from), config.url.size());
    urls.push_back(config.url.substr(from, comma - from));
    from = comma + 1;
  }
  std::vector<const char*> servers;
  for (const auto& url : urls) servers.push_back(url.c_str());
  natsStatus status = natsOptions_SetServers(raw, servers.data(), static_cast<int>(servers.size()));
  if (status == NATS_OK) status = natsConnection_Connect(&parts->connection, raw);
  if (status != NATS_OK && status != NATS_NOT_YET_CONNECTED) {
    return Fail(Code::kUnavailable, kBusAway,
                "Cannot connect to NATS at the configured address (" +
                    std::string{natsStatus_GetText(status)} + "); check --nats and that the server runs.",
                "nats");
  }
  if (natsConnection_JetStream(&parts->jetstream, parts->connection, nullptr) != NATS_OK) {
    return detail::Away("no JetStream context");
  }
  parts->window = std::make_unique<detail::AppendWindow>(parts->connection, kAppendWindow, kAppendTimeout);
  std::shared_ptr<Bus> bus{new Bus(std::move(parts))};
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!bus->Connected() && patience.count() > 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      return Fail(Code::kUnavailable, kBusAway,
                  "NATS does not answer at the configured address; check --nats and that the server runs.",
                  "nats");
    }
    std::this_thread::sleep_for(kConnectPoll);
  }
  return bus;
}

Bus::Bus(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Bus::~Bus() = default;

Result<Ack> Bus::Append(const Outgoing& message, std::chrono::milliseconds timeout) {
  if (!Connected()) return detail::Away("not connected");
  const auto out = detail::ToNats(message, nullptr);
  natsMsg* raw = nullptr;
  const natsStatus status =
      out ? natsConnection_RequestMsg(&raw, parts_->connection, out.get(), timeout.count()) : NATS_NO_MEMORY;
  const detail::MsgPtr answer{raw};
  if (status != NATS_OK) return detail::Away(natsStatus_GetText(status));
  return detail::ParseAck(raw);
}

void Bus::AppendAsync(const Outgoing& message, std::function<void(Result<Ack>)> done) {
  parts_->window->Send(message, std::move(done));
}

Result<std::optional<Stored>> Bus::Last(const std::string& stream, const std::string& subject,
                                        Freshness freshness, std::chrono::milliseconds timeout) {
  if (!Connected()) return detail::Away("not connected");
  natsMsg* raw = nullptr;
  jsErrCode error{};
  natsStatus status = NATS_OK;
  jsOptions wait;
  jsOptions_Init(&wait);
  wait.Wait = timeout.count();
  if (freshness == Freshness::kAnyReplica) {
    jsDirectGetMsgOptions options;
    jsDirectGetMsgOptions_Init(&options);
    options.LastBySubject = subject.c_str();
    status = js_DirectGetMsg(&raw, parts_->jetstream, stream.c_str(), &wait, &options);
  } else {
    status = js_GetLastMsg(&raw, parts_->jetstream, stream.c_str(), subject.c_str(), &wait, &error);
  }
  const detail::MsgPtr message{raw};
  if (status == NATS_NOT_FOUND) return std::nullopt;
  if (status != NATS_OK) return detail::Away(natsStatus_GetText(status));
  return detail::FromNats(raw, natsMsg_GetSequence(raw));
}

bool Bus::Connected() const {
  return natsConnection_Status(parts_->connection) == NATS_CONN_STATUS_CONNECTED;
}
std::uint64_t Bus::Epoch() const { return parts_->epoch; }
__natsConnection* Bus::connection() const { return parts_->connection; }
__jsCtx* Bus::jetstream() const { return parts_->jetstream; }

}  // namespace watchbell::bus
