#include "services/alerting/domain/srp.hpp"

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
  switch (action) {
    case v1::ACTION_HOLD:
      if (detail.place().empty() && zone == "site")
        return Missing("detail.place", "Say where the corridors must stay clear.");
      break;
    case v1::ACTION_SECURE:
      if (detail.reason().empty())
        return Missing("detail.reason", "Say what is outside, e.g. police_activity.");
      break;
    case v1::ACTION_EVACUATE:
      if (detail.destination().empty() && detail.hazard() != "fire") {
        return Missing("detail.destination",
                       "Say where people shall go; only a fire has a place set beforehand.");
      }
      break;
    case v1::ACTION_SHELTER:
      if (detail.hazard().empty()) return Missing("detail.hazard", "Say what people must be protected from.");
      if (detail.strategy().empty())
        return Missing("detail.strategy", "Say how: shelter_area, seal or drop_cover_hold.");
      break;
    case v1::ACTION_LOCKDOWN: break;
    default: return Missing("action", "Choose HOLD, SECURE, SHELTER, EVACUATE or LOCKDOWN.");
  }
  return std::nullopt;
}

}  // namespace watchbell::alerting
