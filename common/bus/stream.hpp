// Streams as code: created as stated, or verified. A service refuses to run on a weaker stream than it
// states.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "common/bus/bus.hpp"

namespace watchbell::bus {

inline constexpr std::chrono::minutes kDuplicatesWindow{2};

enum class Retention { kRecord, kWorkQueue };

struct StreamSpec {
  std::string name;
  std::string subjects;        // record.<service>.>
  std::string republish_from;  // empty: none
  std::string republish_to;
  Retention retention = Retention::kRecord;
  int replicas = 1;
  std::chrono::nanoseconds duplicates = kDuplicatesWindow;
};

// record.<service>.> republished to watchbell.<service>.>.
StreamSpec RecordStream(std::string_view service, int replicas);

// Creates the stream or compares it: storage file, retention, replicas, republish, discard new, no age, byte
// or message limits, direct get, and (where the server knows it) persist mode default. kFailedPrecondition
// names every difference.
Status Reconcile(Bus& bus, const StreamSpec& spec);

}  // namespace watchbell::bus
