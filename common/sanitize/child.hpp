// One run of a program with an input, an output and a limit on its time. For this folder only.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.hpp"

namespace watchbell::sanitize {

struct Finished {
  int exit_code = -1;  // -1: it was killed, by the kernel or for its time
  std::string output;
  bool too_much = false;  // it was killed because it wrote more than was allowed
};

// The program gets no environment, no descriptor but its three, and nothing of its errors is kept. kInternal
// when it cannot be started.
Result<Finished> RunChild(const std::vector<std::string>& command, std::string_view input,
                          std::size_t output_bytes_max, std::chrono::milliseconds time_max);

}  // namespace watchbell::sanitize
