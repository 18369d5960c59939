// What a service is given to wire itself with.
#pragma once

#include <prometheus/registry.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/bus/bus.hpp"
#include "common/identity/caller.hpp"
#include "common/policy/sealer.hpp"
#include "common/redis/redis.hpp"
#include "common/retention/periods.hpp"
#include "common/rpc/client.hpp"
#include "common/rpc/server.hpp"
#include "common/service/config.hpp"
#include "common/time/clock.hpp"

namespace watchbell::service {

class MetricsPage;
class RecordWatch;

// How services differ.
struct Options {
  std::string name;  // "threat_intake": of its stream, its keys and the label of its metrics
  std::string description = "A service of Watchbell.";
  bool own_record = true;             // has a stream of its own, which is reconciled at start
  bool seals = true;                  // needs its key ring
  bool directory_ring = true;         // and the one that knows people
  bool serve_without_record = false;  // starts and serves while NATS is away (rule 7: an alarm fails open)
  std::map<std::string, std::size_t, std::less<>> request_bytes_max_of;  // by method, e.g. an import
  std::function<void(Flags&)> flags;                                     // adds options of its own
};

// Lives from start to exit. Its parts are made before `wire` and outlive everything that is owned.
class Host {
 public:
  static Result<std::unique_ptr<Host>> Open(const Options& options, const Config& config);
  // As Stop.
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  const Config& config() const { return config_; }
  const Clock& clock() const { return clock_; }
  prometheus::Registry& registry() { return *registry_; }
  const std::shared_ptr<bus::Bus>& bus() const { return bus_; }
  const std::shared_ptr<redis::Pool>& redis() const { return redis_; }
  // Only with Options::seals.
  const policy::Sealer& sealer() const { return *sealer_; }
  const identity::Roles& roles() const { return roles_; }
  const retention::Periods& periods() const { return periods_; }
  const std::shared_ptr<identity::TokenVerifier>& verifier() const { return verifier_; }
  rpc::Server& server() { return *server_; }
  // Of another service, with this one's TLS files.
  std::shared_ptr<rpc::Client> Dial(const std::string& address) const;

  // Keeps a part until the drain is over; the last one kept is the first to go. Thread-safe.
  template <class T>
  T& Own(std::shared_ptr<T> part) {
    T& kept = *part;
    OnDrain([part = std::move(part)]() mutable { part.reset(); });
    return kept;
  }
  template <class T>
  T& Own(std::unique_ptr<T> part) {
    return Own(std::shared_ptr<T>{std::move(part)});
  }
  // Runs after the server has drained, in its turn among what is owned. Thread-safe.
  void OnDrain(std::function<void()> stop);

  // Runs `start` when the service's streams are there: before serving begins, and a failure ends the process;
  // with serve_without_record it is tried in the background until it succeeds. In the order of the calls.
  // `what` names it in the log.
  void WhenRecordReady(std::string what, std::function<Status()> start);

  // Runs `start` once the gRPC server takes calls, for what must not be reachable before; a failure ends the
  // process.
  void WhenServing(std::function<Status()> start) { when_serving_.push_back(std::move(start)); }

  // For Run. Start: what waits for the record, then the gRPC server, serving. Stop: not serving, drain, the
  // parts.
  Status Start();
  void Stop();

 private:
  Host(const Options& options, const Config& config);
  Status OpenRecord(const Options& options);
  Status OpenSealer(const Options& options);
  Status OpenServer(const Options& options);
  Status ReconcileStreams();

  const Config config_;
  const std::string name_;
  const bool own_record_;
  const Clock clock_;
  const std::shared_ptr<prometheus::Registry> registry_;
  const std::shared_ptr<prometheus::Collectable> log_metrics_;
  std::unique_ptr<MetricsPage> metrics_page_;
  identity::Roles roles_;
  retention::Periods periods_;
  std::shared_ptr<identity::TokenVerifier> verifier_;
  std::shared_ptr<bus::Bus> bus_;
  std::shared_ptr<redis::Pool> redis_;
  std::unique_ptr<policy::Sealer> sealer_;
  std::unique_ptr<rpc::Server> server_;
  std::unique_ptr<RecordWatch> watch_;
  std::mutex mutex_;
  std::vector<std::function<Status()>> when_serving_;
  std::vector<std::function<void()>> stops_;
};

}  // namespace watchbell::service
