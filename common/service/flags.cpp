#include "common/service/flags.hpp"

#include <CLI/CLI.hpp>

namespace watchbell::service {
namespace {

// --metrics-listen: WATCHBELL_METRICS_LISTEN
std::string EnvironmentName(const std::string& flag) {
  std::string name = "WATCHBELL_";
  for (const char c : flag.substr(2)) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

}  // namespace

struct Flags::Parts {
  Parts(const std::string& program, const std::string& description) : app(description, program) {}
  CLI::App app;
};

Flags::Flags(const std::string& program, const std::string& description)
    : parts_(std::make_unique<Parts>(program, description)) {
  parts_->app.set_config("--config", "", "A TOML file with any of these options, without their dashes");
  parts_->app.allow_config_extras(CLI::config_extras_mode::error);
}

Flags::~Flags() = default;

void Flags::Add(const std::string& name, std::string& value, const std::string& description) {
  parts_->app.add_option(name, value, description)->envname(EnvironmentName(name))->capture_default_str();
}

void Flags::Add(const std::string& name, int& value, const std::string& description, int least, int most) {
  parts_->app.add_option(name, value, description)
      ->envname(EnvironmentName(name))
      ->check(CLI::Range(least, most))
      ->capture_default_str();
}

void Flags::Add(const std::string& name, bool& value, const std::string& description) {
  parts_->app.add_flag(name, value, description)->envname(EnvironmentName(name));
}

void Flags::Add(const std::string& name, std::vector<std::string>& values, const std::string& description) {
  parts_->app.add_option(name, values, description)->envname(EnvironmentName(name))->delimiter(',');
}

std::optional<int> Flags::Parse(int argc, const char* const* argv) {
  try {
    parts_->app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::ParseError& error) {
    return parts_->app.exit(error);
  }
}

}  // namespace watchbell::service
