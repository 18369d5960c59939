// An incident's zones: what each of them does, and since which change. Mixed states are legal: a part of a
// school may move while the rest stays locked down (domain.md 3.1).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::alerting {

// The zone that is the whole site; zones without a row of their own do what it does.
inline constexpr char kWholeSite[] = "site";
inline constexpr int kZonesMax = 40;

// A school's zones as the district names them, by school; a school that is not listed names its own.
using KnownZones = std::map<std::string, std::vector<std::string>>;
// What is wrong with the name; it says the known ones.
std::optional<Error> ZoneProblem(const KnownZones& known, const std::string& school, const std::string& zone);

std::string ZoneOr(const std::string& zone);
const v1::Zone* FindZone(const v1::Incident& incident, const std::string& zone);

// What the zone does now; of the whole site: the most severe of all.
v1::Action ActionOf(const v1::Incident& incident, const std::string& zone);
// The incident's sequence at the zone's last change; of the whole site: at the last change of any.
std::uint64_t SequenceOf(const v1::Incident& incident, const std::string& zone);
// The same action for the zone, with new detail: an update, which leaves every other zone as it is.
bool IsUpdate(const v1::Incident& incident, v1::Action action, const std::string& zone);

// The incident's sequence is already that of the change.
void SetZone(v1::Incident& incident, const v1::ActionSet& set, const google::protobuf::Timestamp& at);
// A room's HOLD that was added to SECURE ends in SECURE; everything else in NORMAL.
void ReleaseZone(v1::Incident& incident, const std::string& zone, const google::protobuf::Timestamp& at);
bool AllReleased(const v1::Incident& incident);

}  // namespace watchbell::alerting
