// What happened at an incident, from its first event, read from the record.
#pragma once

#include <memory>
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

}  // namespace watchbell::alerting
