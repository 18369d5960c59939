#include "common/service/service.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>

#include <cstdio>

#include "common/service/library_logs.hpp"
#include "common/telemetry/log.hpp"

namespace watchbell::service {
namespace {

// SIGTERM and SIGINT wait until somebody asks for them. Made before any thread, so that every thread inherits
// it.
class EndSignals {
 public:
  EndSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGTERM);
    sigaddset(&set_, SIGINT);
    pthread_sigmask(SIG_BLOCK, &set_, &before_);
    signal(SIGPIPE, SIG_IGN);  // a peer that hangs up is an error of that call, not the end of the process
  }
  ~EndSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

  // From here on another one ends the process at once.
  void Wait() {
    int number = 0;
    sigwait(&set_, &number);
    pthread_sigmask(SIG_UNBLOCK, &set_, nullptr);
    log::Info("stopping", {{"signal", std::to_string(number)}});
  }

 private:
  sigset_t set_{};
  sigset_t before_{};
};

// visitor: cannot start: NATS does not answer ...; check --nats (RECORD_UNAVAILABLE, --nats)
int CannotStart(const std::string& name, const Error& error) {
  const std::string line = fmt::format("{}: cannot start: {} ({}{}{})\n", name, error.remedy, error.reason,
                                       error.field.empty() ? "" : ", ", error.field);
  std::fputs(line.c_str(), stderr);
  return 1;
}

Status Serve(const Options& options, const Config& config, const std::function<Status(Host&)>& wire,
             EndSignals& signals) {
  auto host = Host::Open(options, config);
  if (!host) return tl::unexpected<Error>(std::move(host.error()));
  if (auto wired = wire(**host); !wired) return wired;
  if (auto started = (*host)->Start(); !started) return started;
  signals.Wait();
  (*host)->Stop();
  return {};
}

}  // namespace

int Run(int argc, char** argv, const Options& options, const std::function<Status(Host&)>& wire) {
  EndSignals signals;
  Config config;
  Flags flags{options.name, options.description};
  config.AddTo(flags);
  if (options.flags) options.flags(flags);
  if (const auto code = flags.Parse(argc, argv)) return *code;
  log::Start(options.name, config.log_level);
  TakeLibraryLogs();
  Status served;
  try {
    served = Serve(options, config, wire, signals);
  } catch (const std::exception& thrown) {
    served = Fail(Code::kInternal, "START_FAILED", thrown.what());
  }
  if (served) log::Info("stopped");
  log::Stop();
  return served ? 0 : CannotStart(options.name, served.error());
}

}  // namespace watchbell::service
