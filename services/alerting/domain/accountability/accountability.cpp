// Everybody of an incident over all its lists.
#include <algorithm>
#include <map>

#include "services/alerting/domain/accountability/roll_call.hpp"

namespace watchbell::alerting {
namespace {

using v1::Accountability;
using v1::RollCall;
using v1::RollCallRow;

std::string RoomOf(const RollCall& roll_call) {
  if (!roll_call.room().empty()) return roll_call.room();
  return roll_call.title().empty() ? RollCall::Kind_Name(roll_call.kind()) : roll_call.title();
}

// Hurt or not: the person is in the room of the list.
bool IsHere(RollCallRow::State state) {
  return state == RollCallRow::STATE_PRESENT || state == RollCallRow::STATE_INJURED;
}

void Merge(Standing& standing, const RollCall& roll_call, const RollCallRow& row) {
  standing.roll_call_ids.push_back(roll_call.id());
  if (IsHere(row.state())) standing.present_in.push_back(RoomOf(roll_call));
  auto& held = standing.row;
  if (held.person_id().empty()) {
    held = row;
    return;
  }
  const std::string given = held.given_name().empty() ? row.given_name() : held.given_name();
  const std::string family = held.family_name().empty() ? row.family_name() : held.family_name();
  const bool newer = row.has_marked_at() &&
                     (!held.has_marked_at() || FromProto(held.marked_at()) < FromProto(row.marked_at()));
  const bool both = IsAccounted(row.state()) && IsAccounted(held.state());
  const auto known_at = both && FromProto(held.accounted_at()) < FromProto(row.accounted_at())
                            ? held.accounted_at()
                            : row.accounted_at();
  if (newer) held = row;
  if (both) *held.mutable_accounted_at() = known_at;
  held.set_given_name(given);
  held.set_family_name(family);
}

v1::AccountabilityLine LineOf(const Standing& standing) {
  v1::AccountabilityLine line;
  line.set_person_id(standing.row.person_id());
  line.set_given_name(standing.row.given_name());
  line.set_family_name(standing.row.family_name());
  line.set_state(standing.row.state());
  for (const auto& id : standing.roll_call_ids) line.add_roll_call_ids(id);
  for (const auto& room : standing.present_in) line.add_rooms(room);
  return line;
}

void Count(const Standing& standing, Accountability& sum) {
  sum.set_people(sum.people() + 1);
  if (IsAccounted(standing.row.state())) sum.set_accounted(sum.accounted() + 1);
  switch (standing.row.state()) {
    case RollCallRow::STATE_MISSING: sum.set_missing(sum.missing() + 1); break;
    case RollCallRow::STATE_INJURED: sum.set_injured(sum.injured() + 1); break;
    case RollCallRow::STATE_WITH_EMS: sum.set_with_ems(sum.with_ems() + 1); break;
    case RollCallRow::STATE_ABSENT_VERIFIED: sum.set_absent_verified(sum.absent_verified() + 1); break;
    case RollCallRow::STATE_ELSEWHERE: sum.set_elsewhere(sum.elsewhere() + 1); break;
    case RollCallRow::STATE_PRESENT: break;
    default: sum.set_unknown(sum.unknown() + 1); break;
  }
}

}  // namespace

std::vector<Standing> StandingsOf(const std::vector<RollCall>& roll_calls) {
  std::map<std::string, Standing> by_person;
  for (const auto& roll_call : roll_calls)
    for (const auto& row : roll_call.rows()) Merge(by_person[row.person_id()], roll_call, row);
  std::vector<Standing> standings;
  for (auto& [id, standing] : by_person) standings.push_back(std::move(standing));
  return standings;
}

Accountability AccountabilityOf(const std::string& incident_id, const std::vector<RollCall>& roll_calls) {
  Accountability sum;
  sum.set_incident_id(incident_id);
  sum.set_lists(static_cast<int>(roll_calls.size()));
  for (const auto& roll_call : roll_calls) {
    if (roll_call.has_taken_at()) sum.set_lists_taken(sum.lists_taken() + 1);
    *sum.mutable_raised_at() = roll_call.raised_at();
  }
  auto standings = StandingsOf(roll_calls);
  std::stable_partition(standings.begin(), standings.end(), [](const auto& standing) {
    return standing.row.state() == RollCallRow::STATE_MISSING;
  });
  TimePoint complete{};
  for (const auto& standing : standings) {
    Count(standing, sum);
    if (!IsAccounted(standing.row.state())) {
      if (sum.unaccounted_size() < kUnaccountedMax) *sum.add_unaccounted() = LineOf(standing);
    } else {
      complete = std::max(complete, FromProto(standing.row.accounted_at()));
    }
    if (standing.present_in.size() > 1 && sum.conflicts_size() < kConflictsMax)
      *sum.add_conflicts() = LineOf(standing);
  }
  if (sum.people() > 0 && sum.accounted() == sum.people()) {
    *sum.mutable_complete_at() = ToProto(complete);
    sum.set_seconds_to_complete(
        std::chrono::duration_cast<std::chrono::seconds>(complete - FromProto(sum.raised_at())).count());
  }
  return sum;
}

}  // namespace watchbell::alerting
