#include "services/alerting/domain/srp.hpp"

#include <algorithm>
#include <array>

namespace watchbell::alerting {
namespace {

using enum Who;

// Rows: what the zone does now. Columns: what it shall do. The order is that of v1::Action.
constexpr std::array<std::array<Who, 6>, 6> kTransitions{{
    //  NORMAL       HOLD        SECURE       SHELTER     EVACUATE         LOCKDOWN
    {kNobody, kAnyStaff, kAdmin, kAdmin, kFireElseAdmin, kAnyStaff},       // NORMAL
    {kAdmin, kAnyStaff, kAdmin, kAdmin, kFireElseAdmin, kAnyStaff},        // HOLD
    {kAdmin, kAnyStaff, kAdmin, kAdmin, kAdmin, kAnyStaff},                // SECURE
    {kCommander, kNobody, kNobody, kAdmin, kFireElseAdmin, kAnyStaff},     // SHELTER
    {kCommander, kNobody, kCommander, kAdmin, kFireElseAdmin, kAnyStaff},  // EVACUATE
    {kCommander, kNobody, kCommander, kCommander, kCommander, kAnyStaff},  // LOCKDOWN
}};

// The classes of reason, so that an animal in the yard never looks like an attacker (domain.md section 4).
constexpr std::array<std::string_view, 6> kSecureReasons{
    "police_activity", "suspicious_person", "threat_nearby", "animal", "hazard_outside", "other"};
constexpr std::array<std::string_view, 5> kHoldReasons{"medical", "maintenance", "behaviour", "animal",
                                                       "other"};
constexpr std::array<std::string_view, 4> kStrategies{"shelter_area", "seal", "drop_cover_hold", "other"};
constexpr std::size_t kTextBytesMax = 200;  // of each word of the detail, and of a zone's name

template <std::size_t N>
bool In(const std::array<std::string_view, N>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::size_t Row(v1::Action action) {
  return action < v1::ACTION_NORMAL ? 0 : static_cast<std::size_t>(action - v1::ACTION_NORMAL);
}

Error Missing(const char* field, const char* remedy) {
  return Refuse(Code::kInvalidArgument, "DETAIL_MISSING", remedy, field);
}

}  // namespace

Who WhoMay(v1::Action from, v1::Action to) { return kTransitions[Row(from)][Row(to)]; }

std::optional<Error> MissingDetail(v1::Action action, const std::string& zone,
                                   const v1::ActionDetail& detail) {
  for (const auto* text : {&zone, &detail.place(), &detail.reason(), &detail.hazard(), &detail.strategy(),
                           &detail.destination()}) {
    if (text->size() > kTextBytesMax)
      return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG", "Say it in 200 characters.", "detail");
  }
  switch (action) {
    case v1::ACTION_HOLD:
      if (detail.place().empty() && zone == "site")
        return Missing("detail.place", "Say where the corridors must stay clear.");
      if (!detail.reason().empty() && !In(kHoldReasons, detail.reason()))
        return Missing("detail.reason", "Choose medical, maintenance, behaviour, animal or other.");
      break;
    case v1::ACTION_SECURE:
      if (!In(kSecureReasons, detail.reason())) {
        return Missing("detail.reason",
                       "Choose police_activity, suspicious_person, threat_nearby, animal, hazard_outside or "
                       "other.");
      }
      break;
    case v1::ACTION_EVACUATE:
      if (detail.destination().empty() && detail.hazard() != kFire) {
        return Missing("detail.destination",
                       "Say where people shall go; only a fire has a place set beforehand.");
      }
      break;
    case v1::ACTION_SHELTER:
      if (detail.hazard().empty()) return Missing("detail.hazard", "Say what people must be protected from.");
      if (!In(kStrategies, detail.strategy()))
        return Missing("detail.strategy", "Say how: shelter_area, seal, drop_cover_hold or other.");
      break;
    case v1::ACTION_LOCKDOWN: break;
    default: return Missing("action", "Choose HOLD, SECURE, SHELTER, EVACUATE or LOCKDOWN.");
  }
  return std::nullopt;
}

}  // namespace watchbell::alerting
