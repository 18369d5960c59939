// What the district writes down for reports and tips (deploy/threat), read at start.
#pragma once

#include <string>

#include "services/threat-intake/domain/triage/priority.hpp"
#include "services/threat-intake/domain/triage/routing.hpp"
#include "watchbell/threat_intake/v1/case_referral.pb.h"

namespace watchbell::threat_intake {

// INVALID_ARGUMENT says what is wrong with the file.
Result<Priorities> LoadPriorities(const std::string& path);
Result<District> LoadDistrict(const std::string& path, const TimeZone& zone);
Result<v1::ListProvidersResponse> LoadProviders(const std::string& path);

}  // namespace watchbell::threat_intake
