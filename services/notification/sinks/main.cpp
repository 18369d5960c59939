// watchbell-sinks: what `make run` starts in place of the district's mail server and push provider.
#include <CLI/CLI.hpp>
#include <csignal>
#include <exception>
#include <iostream>

#include "services/notification/sinks/sinks.hpp"

int main(int argc, char** argv) {
  using watchbell::notification::sinks::Sinks;
  Sinks::Options options{.host = "127.0.0.1", .http_port = 8025, .smtp_port = 2525};
  int fail_percent = 0, stall_ms = 0;
  CLI::App app(
      "Receives mail and webhooks on loopback, keeps them in memory and shows them: GET /messages?after=0");
  app.add_option("--host", options.host, "IPv4 address to listen on; beyond loopback only inside a container")
      ->capture_default_str();
  app.add_option("--http-port", options.http_port, "Webhooks and control; 0 takes a free one")
      ->capture_default_str();
  app.add_option("--smtp-port", options.smtp_port, "Mail; 0 takes a free one")->capture_default_str();
  app.add_option("--keep", options.keep, "How many messages to keep")->capture_default_str();
  app.add_option("--fail-percent", fail_percent, "Refuse so many")
      ->check(CLI::Range(0, 100))
      ->capture_default_str();
  app.add_option("--stall-ms", stall_ms, "Answer so late")
      ->check(CLI::Range(0, 600'000))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);  // before the thread starts, so that only sigwait sees them
  try {
    Sinks sinks(options);
    sinks.faults().fail_percent = fail_percent;
    sinks.faults().stall_ms = stall_ms;
    std::cout << "{\"http_port\": " << sinks.http_port() << ", \"smtp_port\": " << sinks.smtp_port() << "}"
              << std::endl;
    int signal = 0;
    sigwait(&ends, &signal);
  } catch (const std::exception& error) {
    std::cerr << "sinks: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
