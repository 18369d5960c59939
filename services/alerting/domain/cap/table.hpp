// What each kind of event is in CAP's words: the table of domain.md 3.10, as a table.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::alerting::cap {

enum class Kind {
  kLockdown,
  kLockdownSeen,
  kSecure,
  kHold,
  kHoldMedical,
  kEvacuateFire,
  kEvacuateGas,
  kEvacuateBombThreat,
  kEvacuate,
  kShelterTornado,
  kShelterHazmat,
  kShelterEarthquake,
  kShelter,
  kAssist,
  kMedical,
  kThreatAtLarge,
  kThreatInquiry,
  kSwatting,
  kVisitorMatch,
  kAgencyVisit,
  kTipSecurity,
  kTipHealth,
  kReunification,
  kAllClear,
  kFalseAlarm,
  kDrillEnded,
  kTest,
};

struct Row {
  Kind kind;
  std::string_view word;  // names its texts in the district's file
  std::string_view msg_type;
  std::string_view category;  // empty: as opened
  std::string_view urgency;
  std::string_view severity;
  std::string_view certainty;
  std::array<std::string_view, 2> responses;
  bool to_named_agencies = false;  // scope Private
};

std::span<const Row> Table();
const Row& RowOf(Kind kind);

// What a school that is not back to normal does, from what anybody may know of an incident.
Kind KindOf(v1::Action action, std::string_view hazard);

}  // namespace watchbell::alerting::cap
