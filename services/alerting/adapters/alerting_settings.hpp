// What the district decides about alarms, read once at start: the zones of its schools, who is called.
#pragma once

#include "services/alerting/domain/dispatch.hpp"
#include "services/alerting/domain/zones.hpp"

namespace watchbell::alerting {

struct AlertingSettings {
  KnownZones zones;
  DispatchSettings police;
};

// kFailedPrecondition names what is wrong with the file (deploy/alerting/README.md). An empty path: no zones
// are known, and the police are called by default.
Result<AlertingSettings> LoadAlertingSettings(const std::string& path);

}  // namespace watchbell::alerting
