#include "services/alerting/domain/zones.hpp"

#include <algorithm>

namespace watchbell::alerting {

using v1::Incident;

std::optional<Error> ZoneProblem(const KnownZones& known, const std::string& school,
                                 const std::string& zone) {
  const auto zones = known.find(school);
  if (zone.empty() || zone == kWholeSite || zones == known.end()) return std::nullopt;
  if (std::find(zones->second.begin(), zones->second.end(), zone) != zones->second.end()) return std::nullopt;
  std::string names = kWholeSite;
  for (const auto& name : zones->second) names += ", " + name;
  return Refuse(Code::kInvalidArgument, "ZONE_UNKNOWN", "The zones of this school are: " + names + ".",
                "zone");
}

std::string ZoneOr(const std::string& zone) { return zone.empty() ? kWholeSite : zone; }

const v1::Zone* FindZone(const Incident& incident, const std::string& zone) {
  const auto& zones = incident.zones();
  const auto known =
      std::find_if(zones.begin(), zones.end(), [&](const auto& other) { return other.name() == zone; });
  return known == zones.end() ? nullptr : &*known;
}

v1::Action ActionOf(const Incident& incident, const std::string& zone) {
  if (zone == kWholeSite) return std::max(v1::ACTION_NORMAL, incident.action());
  if (const auto* own = FindZone(incident, zone)) return own->action();
  const auto* site = FindZone(incident, kWholeSite);
  return site ? site->action() : v1::ACTION_NORMAL;
}

std::uint64_t SequenceOf(const Incident& incident, const std::string& zone) {
  if (zone == kWholeSite) {
    std::uint64_t newest = 0;
    for (const auto& known : incident.zones()) newest = std::max(newest, known.sequence());
    return newest;
  }
  const auto* own = FindZone(incident, zone);
  const auto* site = FindZone(incident, kWholeSite);
  return own ? own->sequence() : site ? site->sequence() : 0;
}

bool IsUpdate(const Incident& incident, v1::Action action, const std::string& zone) {
  const auto* own = FindZone(incident, zone);
  return own && own->action() == action;
}

void SetZone(Incident& incident, const v1::ActionSet& set, const google::protobuf::Timestamp& at) {
  auto& zones = *incident.mutable_zones();
  if (set.zone() == kWholeSite && !IsUpdate(incident, set.action(), set.zone())) zones.Clear();
  const auto known =
      std::find_if(zones.begin(), zones.end(), [&](const auto& other) { return other.name() == set.zone(); });
  v1::Zone& changed = known == zones.end() ? *zones.Add() : *known;
  changed.set_name(set.zone());
  changed.set_action(set.action());
  *changed.mutable_detail() = set.detail();
  *changed.mutable_since() = at;
  changed.set_sequence(incident.sequence());
  if (!set.detail().place().empty()) incident.set_place(set.detail().place());
  if (!set.detail().hazard().empty()) incident.set_hazard(set.detail().hazard());
}

void ReleaseZone(Incident& incident, const std::string& zone, const google::protobuf::Timestamp& at) {
  v1::ActionSet after;
  after.set_zone(zone);
  after.set_action(v1::ACTION_NORMAL);
  const auto* site = FindZone(incident, kWholeSite);
  const bool added = zone != kWholeSite && site && site->action() == v1::ACTION_SECURE &&
                     ActionOf(incident, zone) == v1::ACTION_HOLD;
  if (added) {
    after.set_action(site->action());
    *after.mutable_detail() = site->detail();
  }
  SetZone(incident, after, at);
}

bool AllReleased(const Incident& incident) {
  const auto& zones = incident.zones();
  return std::all_of(zones.begin(), zones.end(),
                     [](const auto& zone) { return zone.action() <= v1::ACTION_NORMAL; });
}

}  // namespace watchbell::alerting
