#include "services/alerting/adapters/hazard.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace watchbell::alerting {
namespace {

using notification::v1::Hazard;

struct HazardRule {
  v1::Action action;
  std::string_view because;  // a hazard or a class of reason; empty: whatever it is
  Hazard hazard;
};

// Design: the first row that fits.
constexpr std::array<HazardRule, 11> kRules{{
    {v1::ACTION_LOCKDOWN, "", notification::v1::HAZARD_INTRUDER},
    {v1::ACTION_EVACUATE, "gas", notification::v1::HAZARD_HAZMAT},
    {v1::ACTION_EVACUATE, "hazmat", notification::v1::HAZARD_HAZMAT},
    {v1::ACTION_EVACUATE, "bomb_threat", notification::v1::HAZARD_THREAT},
    {v1::ACTION_EVACUATE, "", notification::v1::HAZARD_FIRE},
    {v1::ACTION_SHELTER, "hazmat", notification::v1::HAZARD_HAZMAT},
    {v1::ACTION_SHELTER, "", notification::v1::HAZARD_WEATHER},
    {v1::ACTION_SECURE, "", notification::v1::HAZARD_THREAT},
    {v1::ACTION_HOLD, "maintenance", notification::v1::HAZARD_UTILITY},
    {v1::ACTION_HOLD, "medical", notification::v1::HAZARD_MEDICAL},
    {v1::ACTION_HOLD, "", notification::v1::HAZARD_THREAT},
}};

}  // namespace

Hazard HazardOf(const v1::Incident& incident) {
  std::string_view reason;
  for (const auto& zone : incident.zones())
    if (zone.action() == incident.action()) reason = zone.detail().reason();
  const auto* const rule = std::find_if(kRules.begin(), kRules.end(), [&](const HazardRule& one) {
    return one.action == incident.action() &&
           (one.because.empty() || one.because == incident.hazard() || one.because == reason);
  });
  return rule == kRules.end() ? notification::v1::HAZARD_UNSPECIFIED : rule->hazard;
}

}  // namespace watchbell::alerting
