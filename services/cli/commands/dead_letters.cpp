#include "services/cli/commands/dead_letters.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "common/id/id.hpp"
#include "common/reaction/dead_letter.hpp"
#include "common/time/clock.hpp"

namespace watchbell::cli {
namespace {

int Complain(const Error& error) {
  std::cerr << "watchbell dead-letters: " << error.reason << ": " << error.remedy << "\n";
  return 1;
}

int List(const std::shared_ptr<bus::Bus>& bus, const std::string& consumer) {
  const auto letters = reaction::List(bus, consumer);
  if (!letters) return Complain(letters.error());
  for (const auto& letter : *letters) {
    std::cout << nlohmann::json{{"consumer", letter.consumer}, {"school", letter.school},
                                {"event_id", letter.event_id}, {"reason", letter.reason},
                                {"remedy", letter.remedy},     {"subject", letter.subject},
                                {"sequence", letter.sequence}, {"at", letter.at}}
                     .dump()
              << "\n";
  }
  return 0;
}

int Replay(const std::shared_ptr<bus::Bus>& bus, const std::string& consumer, const std::string& event_id) {
  const auto letters = reaction::List(bus, consumer);
  if (!letters) return Complain(letters.error());
  int replayed = 0;
  for (const auto& letter : *letters) {
    if (event_id != "all" && letter.event_id != event_id) continue;
    if (const auto done = reaction::Replay(*bus, letter, id::New(SystemClock()())); !done)
      return Complain(done.error());
    ++replayed;
  }
  std::cout << "replayed " << replayed << "; what fails again is listed again\n";
  return replayed > 0 || event_id == "all" ? 0 : 1;
}

}  // namespace

int RunDeadLetters(int argc, char** argv) {
  std::string nats = "nats://127.0.0.1:4222";
  std::string consumer;
  std::string event_id;
  ::CLI::App app("Events that a reaction could never handle: list them, mend the cause, replay them");
  app.add_option("--nats", nats, "The NATS server")->envname("WATCHBELL_NATS");
  app.require_subcommand(1);
  auto* list = app.add_subcommand("list", "One JSON object a line");
  list->add_option("consumer", consumer, "Only of this consumer, like notification__alarms");
  auto* replay = app.add_subcommand("replay", "Hands events to their consumer again");
  replay->add_option("consumer", consumer)->required();
  replay->add_option("event_id", event_id, "Of the list, or: all")->required();
  CLI11_PARSE(app, argc, argv);
  const auto bus = bus::Bus::Connect({.url = nats, .name = "watchbell-cli"});
  if (!bus) return Complain(bus.error());
  return list->parsed() ? List(*bus, consumer) : Replay(*bus, consumer, event_id);
}

}  // namespace watchbell::cli
