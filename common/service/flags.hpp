// Options of a process: command line, environment and file in one, each with its description.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace watchbell::service {

// Every option is also an environment variable (--drain-seconds: WATCHBELL_DRAIN_SECONDS) and a key of the
// file that
// --config names. What is unknown is an error. The variables given to Add must outlive Parse; what they hold
// is the default.
class Flags {
 public:
  Flags(const std::string& program, const std::string& description);
  ~Flags();
  Flags(const Flags&) = delete;
  Flags& operator=(const Flags&) = delete;

  // `name` with its dashes.
  void Add(const std::string& name, std::string& value, const std::string& description);
  void Add(const std::string& name, int& value, const std::string& description, int least = 0,
           int most = std::numeric_limits<int>::max());
  void Add(const std::string& name, bool& value, const std::string& description);
  // May be given several times; in the environment separated by commas.
  void Add(const std::string& name, std::vector<std::string>& values, const std::string& description);

  // The exit code when the process should end here: after --help, or after one line about a mistake.
  std::optional<int> Parse(int argc, const char* const* argv);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::service
