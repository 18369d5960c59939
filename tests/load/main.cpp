// bench: our figures beside the raw client's, one JSON object a line. bench.py gives it systems to measure.
#include <CLI/CLI.hpp>
#include <iostream>
#include <map>

#include "tests/load/benches.hpp"

namespace {

constexpr std::size_t kMessagesKept = 100'000;

}  // namespace

int main(int argc, char** argv) {
  using namespace watchbell;
  const std::map<std::string, void (*)(const load::System&)> benches{
      {"ledger", [](const load::System&) { load::BenchLedger(); }},
      {"alarm", &load::BenchAlarm},
      {"storm", &load::BenchStorm},
      {"check-in", &load::BenchCheckIn},
      {"tips", &load::BenchTips},
      {"tip-flood", &load::BenchTipFlood},
      {"fan-out", &load::BenchFanOut}};
  load::System system;
  notification::sinks::Sinks::Options sink_options{.keep = kMessagesKept};
  std::vector<std::string> names;
  CLI::App app("Measures the ledger alone, or a running system whose mail and webhooks end here.");
  app.add_option("--gateway", system.gateway, "http://host:port of the system's gateway");
  app.add_option("--nats", system.nats, "The system's NATS server");
  app.add_option("--sink-http-port", sink_options.http_port, "Where the system posts its webhooks");
  app.add_option("--sink-smtp-port", sink_options.smtp_port, "Where the system sends its mail");
  app.add_option("--recipients", system.recipients, "How many a message to every school has");
  app.add_option("bench", names, "ledger, alarm, storm, check-in, tips, tip-flood, fan-out; in this order")
      ->required()
      ->check(CLI::IsMember(benches));
  CLI11_PARSE(app, argc, argv);
  try {
    notification::sinks::Sinks sinks(sink_options);
    system.sinks = &sinks;
    for (const auto& name : names) benches.at(name)(system);
  } catch (const std::exception& failure) {
    std::cerr << "bench: " << failure.what() << "\n";
    return 1;
  }
  return 0;
}
