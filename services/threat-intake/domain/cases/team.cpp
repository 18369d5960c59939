#include "services/threat-intake/domain/cases/team.hpp"

#include <google/protobuf/util/message_differencer.h>

#include <array>
#include <set>

#include "common/id/id.hpp"

namespace watchbell::threat_intake {
namespace {

// Without each of these no substantive case can be closed (domain.md 3.3).
constexpr std::array kNeeded{v1::THREAT_TEAM_ROLE_ADMINISTRATOR, v1::THREAT_TEAM_ROLE_MENTAL_HEALTH,
                             v1::THREAT_TEAM_ROLE_POLICE};

}  // namespace

void ThreatTeams::Evolve(v1::ThreatTeam& team, const v1::ThreatTeamEvent& event) {
  switch (event.fact_case()) {
    case v1::ThreatTeamEvent::kAppointed: {
      team.set_id(event.appointed().id());
      team.set_school(event.appointed().school());
      *team.mutable_members() = event.appointed().members();
      *team.mutable_appointed_at() = event.meta().at();
      team.set_appointed_by(event.meta().actor_id());
      std::set<v1::ThreatTeamRole> present;
      for (const auto& member : team.members()) present.insert(member.role());
      team.clear_missing();
      for (const auto role : kNeeded)
        if (!present.contains(role)) team.add_missing(role);
      return;
    }
    case v1::ThreatTeamEvent::FACT_NOT_SET: return;
  }
}

std::string ThreatTeamId(const std::string& school) { return id::Derive("threat-team", school); }

Decision<v1::ThreatTeamEvent> AppointThreatTeam(const v1::ThreatTeam& team,
                                                const v1::AppointThreatTeamRequest& request,
                                                const Context& context) {
  if (request.members().empty() || request.members_size() > kTeamMax)
    return Refuse(Code::kInvalidArgument, "MEMBERS_MISSING", "Name 1 to 20 members.", "members");
  std::set<std::string> seen;
  for (const auto& member : request.members()) {
    if (!id::IsUuid(member.person_id()) || !seen.insert(member.person_id()).second)
      return Refuse(Code::kInvalidArgument, "PERSON_UNKNOWN", "Name each member once, from the directory.",
                    "members.person_id");
    if (member.role() == v1::THREAT_TEAM_ROLE_UNSPECIFIED)
      return Refuse(Code::kInvalidArgument, "ROLE_MISSING", "Give each member a role.", "members.role");
  }
  v1::ThreatTeamEvent event;
  event.mutable_appointed()->set_id(context.id);
  event.mutable_appointed()->set_school(request.school());
  *event.mutable_appointed()->mutable_members() = request.members();
  v1::ThreatTeam as_asked;
  *as_asked.mutable_members() = request.members();
  v1::ThreatTeam as_is;
  *as_is.mutable_members() = team.members();
  if (google::protobuf::util::MessageDifferencer::Equals(as_asked, as_is)) return AlreadySo{};
  return event;
}

std::optional<v1::ThreatTeamRole> SeatOf(const v1::ThreatTeam& team, const std::string& person_id) {
  for (const auto& member : team.members())
    if (member.person_id() == person_id) return member.role();
  return std::nullopt;
}

}  // namespace watchbell::threat_intake
