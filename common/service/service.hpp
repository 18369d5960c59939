// The life of a process, the same for every service: start, serve, drain, end.
#pragma once

#include <functional>

#include "common/service/host.hpp"

namespace watchbell::service {

// Returns the exit code: 0 after a drain, 1 when the start failed (one line on standard error says what,
// where and what to do), CLI11's for a mistake in the options. `wire` makes the service's parts and registers
// its handlers.
int Run(int argc, char** argv, const Options& options, const std::function<Status(Host&)>& wire);

}  // namespace watchbell::service
