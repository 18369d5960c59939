#include "common/service/host.hpp"

#include <utility>

#include "common/bus/stream.hpp"
#include "common/service/metrics_page.hpp"
#include "common/service/record_watch.hpp"
#include "common/telemetry/log.hpp"
#include "common/telemetry/metrics.hpp"

namespace watchbell::service {
namespace {

constexpr std::chrono::seconds kFirstConnection{10};
constexpr std::string_view kDeadLetters = "dead_letters";
constexpr std::string_view kDirectoryRing = "directory";

template <class T>
tl::unexpected<Error> Forward(Result<T>& failed, std::string option) {
  if (failed.error().field.empty()) failed.error().field = std::move(option);
  return tl::unexpected<Error>(std::move(failed.error()));
}

}  // namespace

Host::Host(const Options& options, const Config& config)
    : config_(config),
      name_(options.name),
      own_record_(options.own_record),
      clock_(SystemClock()),
      registry_(std::make_shared<prometheus::Registry>()),
      log_metrics_(metrics::LogMetrics()) {
  metrics::AddBuildInfo(*registry_, name_);
}

Result<std::unique_ptr<Host>> Host::Open(const Options& options, const Config& config) {
  std::unique_ptr<Host> host{new Host(options, config)};
  auto roles = identity::Roles::Load(config.roles);
  if (!roles) return Forward(roles, "--roles");
  host->roles_ = std::move(*roles);
  if (!config.retention.empty()) {
    auto periods = retention::Periods::Load(config.retention);
    if (!periods) return Forward(periods, "--retention");
    host->periods_ = std::move(*periods);
  }
  auto verifier = identity::TokenVerifier::Load(config.token_public_key);
  if (!verifier) return Forward(verifier, "--token-public-key");
  host->verifier_ = std::move(*verifier);
  if (auto opened = host->OpenSealer(options); !opened) return Forward(opened, "--keys");
  auto redis = config.Redis();
  if (!redis) return Forward(redis, "--redis");
  host->redis_ = std::make_shared<redis::Pool>(*redis);
  if (auto opened = host->OpenServer(options); !opened) return Forward(opened, "--metrics-listen");
  if (auto opened = host->OpenRecord(options); !opened) return Forward(opened, "--nats");
  return host;
}

Status Host::OpenSealer(const Options& options) {
  if (!options.seals) return {};
  auto own = policy::KeyRing::Load(config_.keys, options.name);
  if (!own) return Forward(own, "--keys");
  policy::KeyRing directory;
  if (options.directory_ring) {
    auto loaded = policy::KeyRing::Load(config_.keys, kDirectoryRing);
    if (!loaded) return Forward(loaded, "--keys");
    directory = std::move(*loaded);
  }
  sealer_ = std::make_unique<policy::Sealer>(std::move(*own), std::move(directory));
  return {};
}

Status Host::OpenServer(const Options& options) {
  try {
    metrics_page_ = std::make_unique<MetricsPage>(config_.metrics_listen);
  } catch (const std::exception&) {
    return Fail(Code::kUnavailable, "METRICS_ADDRESS",
                "Cannot listen on " + config_.metrics_listen + "; free it or choose another.",
                "--metrics-listen");
  }
  metrics_page_->Show(registry_);
  metrics_page_->Show(log_metrics_);
  rpc::ServerConfig server;
  server.address = config_.listen;
  server.service = name_;
  server.routine_threads = config_.routine_threads;
  server.urgent_threads = config_.urgent_threads;
  server.queue_max = config_.queue_max;
  server.request_bytes_max_of = options.request_bytes_max_of;
  server.reflection = config_.reflection;
  server.tls = config_.tls;
  server_ = std::make_unique<rpc::Server>(std::move(server), roles_, verifier_, *registry_, clock_);
  return {};
}

Status Host::OpenRecord(const Options& options) {
  const auto patience = options.serve_without_record ? std::chrono::seconds{0} : kFirstConnection;
  auto bus = bus::Bus::Connect(config_.Bus(name_), patience);
  if (!bus) return Forward(bus, "--nats");
  bus_ = std::move(*bus);
  watch_ = std::make_unique<RecordWatch>(
      *bus_, options.serve_without_record,
      metrics::MakeGauge(*registry_, "watchbell_record_connected", "1 while NATS answers."),
      [this](bool serving) { server_->SetServing(serving); });
  watch_->Add("streams", [this] { return ReconcileStreams(); });
  // Wiring may read the record, so a service that needs it finds its streams there.
  return options.serve_without_record ? Status{} : watch_->RunAll();
}

Status Host::ReconcileStreams() {
  if (!own_record_) return {};
  if (auto own = bus::Reconcile(*bus_, bus::RecordStream(name_, config_.replicas)); !own) return own;
  return bus::Reconcile(*bus_, bus::RecordStream(kDeadLetters, config_.replicas));
}

std::shared_ptr<rpc::Client> Host::Dial(const std::string& address) const {
  return rpc::Client::Dial(address, config_.tls);
}

void Host::OnDrain(std::function<void()> stop) {
  const std::lock_guard lock{mutex_};
  stops_.push_back(std::move(stop));
}

void Host::WhenRecordReady(std::string what, std::function<Status()> start) {
  watch_->Add(std::move(what), std::move(start));
}

Status Host::Start() {
  if (auto ready = watch_->Begin(); !ready) return ready;
  server_->Start();
  for (const auto& start : when_serving_) {
    if (auto started = start(); !started) return started;
  }
  watch_->Watch();
  log::Info("started");
  return {};
}

void Host::Stop() {
  if (watch_) watch_->Stop();
  if (server_) server_->Drain(std::chrono::seconds{config_.drain_seconds});
  while (true) {
    std::function<void()> stop;
    {
      const std::lock_guard lock{mutex_};
      if (stops_.empty()) return;
      stop = std::move(stops_.back());
      stops_.pop_back();
    }
    stop();
  }
}

Host::~Host() { Stop(); }

}  // namespace watchbell::service
