// watchbell: the operator's tool. Each command is a file of the part that knows about it.
#include <array>
#include <iostream>
#include <string_view>

#include "services/cli/commands/dead_letters.hpp"
#include "services/cli/commands/import_district.hpp"
#include "services/notification/tools/generate.hpp"
#include "services/visitor/tools/screen.hpp"

namespace {

struct Command {
  std::string_view name;
  int (*run)(int, char**);
  std::string_view purpose;
};

constexpr std::array kCommands{
    Command{"dead-letters", watchbell::cli::RunDeadLetters,
            "events that no reaction could handle: list, replay"},
    Command{"generate-district", watchbell::notification::tools::RunGenerate,
            "a demo district as OneRoster files"},
    Command{"import", watchbell::cli::RunImport,
            "a district's OneRoster files into the directory, through the gateway"},
    Command{"screen", watchbell::visitor::RunScreen,
            "audit a watch list: pairs of names, or a list against queries"},
};

}  // namespace

int main(int argc, char** argv) {
  for (const auto& command : kCommands) {
    if (argc > 1 && command.name == argv[1]) return command.run(argc - 1, argv + 1);
  }
  std::cerr << "usage: watchbell COMMAND [--help]\n";
  for (const auto& command : kCommands) std::cerr << "  " << command.name << "  " << command.purpose << "\n";
  return 2;
}
