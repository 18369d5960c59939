// Alarms that could not be put on the record: on local disk, flushed, until the record is back.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "watchbell/alerting/v1/alarm_service.pb.h"

namespace watchbell::alerting {

// An alarm as it was raised: enough to raise it again with the same effect.
struct JournalledAlarm {
  v1::RaiseRequest request;
  Context context;
};

// One file an alarm, named by its request id. Thread-safe. The directory belongs to this process alone.
class AlarmJournal {
 public:
  static constexpr std::size_t kAlarmsMax = 10'000;

  // Makes the directory. kUnavailable when it cannot be written.
  static Result<std::unique_ptr<AlarmJournal>> Open(std::string directory);

  // Returns after the disk has it. The same alarm twice is one.
  Status Keep(const JournalledAlarm& alarm);
  // Oldest first. A file that cannot be read is renamed to *.bad and left out.
  std::vector<JournalledAlarm> Waiting() const;
  void Remove(const std::string& request_id);

 private:
  explicit AlarmJournal(std::string directory) : directory_(std::move(directory)) {}
  std::string PathOf(const std::string& request_id) const;

  const std::string directory_;
  mutable std::mutex mutex_;
};

}  // namespace watchbell::alerting
