// bench: our figures beside the raw client's, one JSON object a line. bench.py gives it systems to measure.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <map>

#include "tests/load/benches.hpp"

namespace {

constexpr std::size_t kMessagesKept = 120'000;

}  // namespace

int main(int argc, char** argv) {
  using namespace watchbell;
  const std::map<std::string, void (*)(const load::System&)> benches{
      {"ledger", [](const load::System&) { load::BenchLedger(); }},
      {"alarm", &load::BenchAlarm},
      {"storm", &load::BenchStorm},
      {"acknowledge", &load::BenchAcknowledge},
      {"check-in", &load::BenchCheckIn},
      {"tips", &load::BenchTips},
      {"tip-flood", &load::BenchTipFlood},
      {"fan-out", &load::BenchFanOut},
      {"trouble", &load::BenchTrouble},
      {"message", &load::BenchMessage},
      {"urgent", &load::BenchUrgent}};
  load::System system;
  notification::sinks::Sinks::Options sink_options{.keep = kMessagesKept};
  notification::sinks::Sinks::Options text_options;
  notification::sinks::Sinks::Options webhook_options;
  std::vector<std::string> names;
  std::vector<std::pair<std::string, std::string>> processes;
  CLI::App app("Measures the ledger alone, or a running system whose mail and webhooks end here.");
  app.add_option("--gateway", system.gateway, "http://host:port of the system's gateway");
  app.add_option("--nats", system.nats, "The system's NATS server");
  app.add_option("--sink-http-port", sink_options.http_port, "Where the system posts its webhooks");
  app.add_option("--sink-smtp-port", sink_options.smtp_port, "Where the system sends its mail");
  app.add_option("--text-http-port", text_options.http_port, "Where it posts its texts, if not there");
  app.add_option("--webhook-http-port", webhook_options.http_port,
                 "Where it posts its webhooks, if not there");
  app.add_option("--recipients", system.recipients, "How many a message to everybody has at least");
  app.add_option("--channels", system.channels, "Which it has: email, webhook, sms");
  app.add_option("--process", processes, "Name and id of one whose processor time is a figure");
  app.add_option("bench", names, "Which, in this order")->required()->check(CLI::IsMember(benches));
  CLI11_PARSE(app, argc, argv);
  for (const auto& [name, id] : processes) system.processes[name] = std::atoi(id.c_str());
  try {
    notification::sinks::Sinks sinks(sink_options);
    notification::sinks::Sinks texts(text_options);
    notification::sinks::Sinks webhooks(webhook_options);
    system.sinks = &sinks;
    system.texts = &texts;
    system.webhooks = &webhooks;
    for (const auto& name : names) benches.at(name)(system);
  } catch (const std::exception& failure) {
    std::cerr << "bench: " << failure.what() << "\n";
    return 1;
  }
  return 0;
}
