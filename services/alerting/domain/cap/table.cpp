#include "services/alerting/domain/cap/table.hpp"

namespace watchbell::alerting::cap {
namespace {

using enum Kind;

// In the order of Kind. The rows "evacuate", "shelter" and "drill_ended" are ours: 3.10 has none for another
// hazard, nor for a drill that something real has ended, where "all clear" would be a lie.
constexpr std::array<Row, 27> kTable{{
    {kLockdown, "lockdown", "Alert", "Security", "Immediate", "Extreme", "Likely", {"Shelter"}},
    {kLockdownSeen, "lockdown", "Alert", "Security", "Immediate", "Extreme", "Observed", {"Shelter"}},
    {kSecure, "secure", "Alert", "Security", "Expected", "Severe", "Possible", {"Shelter", "Monitor"}},
    {kHold, "hold", "Alert", "Safety", "Immediate", "Minor", "Observed", {"Avoid"}},
    {kHoldMedical, "hold", "Alert", "Health", "Immediate", "Minor", "Observed", {"Avoid"}},
    {kEvacuateFire, "evacuate_fire", "Alert", "Fire", "Immediate", "Severe", "Observed", {"Evacuate"}},
    {kEvacuateGas, "evacuate_gas", "Alert", "CBRNE", "Immediate", "Severe", "Likely", {"Evacuate"}},
    {kEvacuateBombThreat, "evacuate", "Alert", "Security", "Immediate", "Severe", "Possible", {"Evacuate"}},
    {kEvacuate, "evacuate", "Alert", "Safety", "Immediate", "Severe", "Observed", {"Evacuate"}},
    {kShelterTornado, "shelter_tornado", "Alert", "Met", "Immediate", "Extreme", "Likely", {"Shelter"}},
    {kShelterHazmat, "shelter_hazmat", "Alert", "CBRNE", "Immediate", "Severe", "Observed", {"Shelter"}},
    {kShelterEarthquake,
     "shelter_earthquake",
     "Alert",
     "Geo",
     "Immediate",
     "Severe",
     "Observed",
     {"Execute"}},
    {kShelter, "shelter", "Alert", "Safety", "Immediate", "Severe", "Observed", {"Shelter"}},
    {kAssist, "assist", "Alert", "Safety", "Immediate", "Moderate", "Observed", {"Assess"}},
    {kMedical, "medical", "Alert", "Health", "Immediate", "Moderate", "Observed", {"Assess"}},
    {kThreatAtLarge, "threat", "Alert", "Security", "Expected", "Severe", "Likely", {"Prepare", "Monitor"}},
    {kThreatInquiry, "threat_inquiry", "Alert", "Security", "Future", "Moderate", "Possible", {"Monitor"}},
    {kSwatting, "swatting", "Update", "Security", "Immediate", "Severe", "Unlikely", {"Shelter"}},
    {kVisitorMatch,
     "visitor_match",
     "Alert",
     "Security",
     "Immediate",
     "Moderate",
     "Observed",
     {"Assess"},
     true},
    {kAgencyVisit, "agency_visit", "Alert", "Security", "Expected", "Minor", "Observed", {"Monitor"}, true},
    {kTipSecurity, "tip", "Alert", "Security", "Immediate", "Severe", "Possible", {"Assess"}, true},
    {kTipHealth, "tip", "Alert", "Health", "Immediate", "Severe", "Possible", {"Assess"}, true},
    {kReunification, "reunification", "Update", "Safety", "Immediate", "Moderate", "Observed", {"Execute"}},
    {kAllClear, "all_clear", "Update", "", "Past", "Minor", "Observed", {"AllClear"}},
    {kFalseAlarm, "false_alarm", "Cancel", "", "Past", "Minor", "Unlikely", {"AllClear"}},
    {kDrillEnded, "drill_ended", "Cancel", "", "Past", "Minor", "Unlikely", {"Monitor"}},
    {kTest, "test", "Alert", "Other", "Unknown", "Unknown", "Unknown", {"None"}},
}};

struct Hazard {
  v1::Action action;
  std::string_view hazard;
  Kind kind;
};
// Any other hazard is the action's plain row.
constexpr std::array<Hazard, 7> kHazards{{
    {v1::ACTION_HOLD, "medical", kHoldMedical},
    {v1::ACTION_EVACUATE, "fire", kEvacuateFire},
    {v1::ACTION_EVACUATE, "gas", kEvacuateGas},
    {v1::ACTION_EVACUATE, "bomb_threat", kEvacuateBombThreat},
    {v1::ACTION_SHELTER, "tornado", kShelterTornado},
    {v1::ACTION_SHELTER, "hazmat", kShelterHazmat},
    {v1::ACTION_SHELTER, "earthquake", kShelterEarthquake},
}};

}  // namespace

std::span<const Row> Table() { return kTable; }

const Row& RowOf(Kind kind) { return kTable[static_cast<std::size_t>(kind)]; }

Kind KindOf(v1::Action action, std::string_view hazard) {
  for (const auto& row : kHazards) {
    if (row.action == action && row.hazard == hazard) return row.kind;
  }
  switch (action) {
    case v1::ACTION_LOCKDOWN: return kLockdown;
    case v1::ACTION_SECURE: return kSecure;
    case v1::ACTION_HOLD: return kHold;
    case v1::ACTION_EVACUATE: return kEvacuate;
    case v1::ACTION_SHELTER: return kShelter;
    default: return kAssist;  // an action that this table does not know yet: somebody needs help
  }
}

}  // namespace watchbell::alerting::cap
