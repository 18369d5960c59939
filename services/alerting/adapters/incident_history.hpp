// What happened at an incident, from its first event, read from the record.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/bus/bus.hpp"
#include "common/names/names.hpp"
#include "common/policy/sealer.hpp"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::alerting {

// Up to and with the event of this sequence of the stream, opened. kUnavailable: try again.
Result<std::vector<v1::IncidentEvent>> HistoryOf(const std::shared_ptr<bus::Bus>& bus,
                                                 const policy::Sealer& sealer, const names::Key& incident,
                                                 std::uint64_t sequence);

// The same for whoever follows incidents event by event: what it was told before is not read again.
// Thread-safe.
class IncidentHistories {
 public:
  static constexpr std::size_t kKeptMax = 256;  // incidents; one that is forgotten is read again

  IncidentHistories(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
      : bus_(std::move(bus)), sealer_(sealer) {}

  // Up to and with `event`, which has this sequence of the stream.
  Result<std::vector<v1::IncidentEvent>> UpTo(const v1::IncidentEvent& event, const names::Key& incident,
                                              std::uint64_t sequence);
  // What UpTo gave, for the next event.
  void Keep(std::vector<v1::IncidentEvent> history);

 private:
  std::vector<v1::IncidentEvent> Take(const std::string& incident_id);

  std::shared_ptr<bus::Bus> bus_;
  const policy::Sealer& sealer_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::vector<v1::IncidentEvent>> kept_;
};

}  // namespace watchbell::alerting
