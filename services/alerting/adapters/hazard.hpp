// Which call list of the partner directory an alarm opens.
#pragma once

#include "watchbell/alerting/v1/incident.pb.h"
#include "watchbell/notification/v1/partner.pb.h"

namespace watchbell::alerting {

// By the most severe action of the incident and what it is because of: a table.
notification::v1::Hazard HazardOf(const v1::Incident& incident);

}  // namespace watchbell::alerting
