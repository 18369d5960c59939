#include "services/visitor/domain/invitation.hpp"

#include <algorithm>
#include <array>

#include "common/id/id.hpp"
#include "common/time/local.hpp"
#include "services/visitor/domain/arrival.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {
namespace {

using v1::Invitation;
using v1::InvitationEvent;

constexpr std::string_view kEnd = "end";
constexpr std::string_view kCodeMark = "WB1";
constexpr std::size_t kCodeBytesMax = 200;
constexpr int kEventUsesMax = 5000;

// What each kind of invitation is good for (design).
struct KindRule {
  Invitation::Kind kind;
  int people_min;
  int people_max;
  std::chrono::days length_max;
};
constexpr std::array<KindRule, 4> kRules{{
    {Invitation::KIND_SINGLE, 1, 1, std::chrono::days{1}},
    {Invitation::KIND_GROUP, 1, kExpectedMax, std::chrono::days{1}},
    {Invitation::KIND_EVENT, 0, kExpectedMax, std::chrono::days{3}},
    {Invitation::KIND_CONTRACTOR, 1, kExpectedMax, std::chrono::days{92}},
}};

tl::unexpected<Error> Bad(const char* reason, const char* field, const char* remedy) {
  return Fail(Code::kInvalidArgument, reason, remedy, field);
}
tl::unexpected<Error> NotNow(const char* reason, const char* remedy) {
  return Fail(Code::kFailedPrecondition, reason, remedy, "invitation_code");
}

Status CheckPeople(const Invitation& asked, const KindRule& rule, TimePoint now) {
  if (asked.expected_size() < rule.people_min || asked.expected_size() > rule.people_max) {
    return Bad("EXPECTED_PEOPLE_WRONG", "invitation.expected",
               "One person for a single invitation, 1 to 50 for a group or a contractor.");
  }
  const auto today = std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(now)};
  for (const auto& person : asked.expected()) {
    if (auto named = CheckFamilyName(person.family_name(), "invitation.expected"); !named) return named;
    if (auto fits = CheckName(person.given_name(), "invitation.expected"); !fits) return fits;
    if (person.email().size() > kEmailBytesMax)
      return Bad("EMAIL_MALFORMED", "invitation.expected", "Shorten it.");
    if (person.date_of_birth().empty()) continue;
    if (auto born = CheckBirthDate(person.date_of_birth(), today, "invitation.expected"); !born) return born;
  }
  return {};
}

Status CheckTimes(const Invitation& asked, const KindRule& rule, TimePoint now) {
  const auto starts = FromProto(asked.starts_at());
  const auto ends = FromProto(asked.ends_at());
  if (!asked.has_starts_at() || !asked.has_ends_at() || ends <= starts || ends <= now) {
    return Bad("TIMES_WRONG", "invitation.ends_at", "State a beginning and a later end, which is not over.");
  }
  if (ends - starts > rule.length_max) {
    return Bad("INVITATION_TOO_LONG", "invitation.ends_at",
               "At most a day; three for an event, 92 days for a contractor.");
  }
  return {};
}

Status CheckAsked(const Invitation& asked, TimePoint now) {
  const auto* const rule = std::find_if(kRules.begin(), kRules.end(),
                                        [&](const KindRule& one) { return one.kind == asked.kind(); });
  if (rule == kRules.end()) {
    return Bad("INVITATION_KIND_MISSING", "invitation.kind", "Say single, group, event or contractor.");
  }
  if (auto people = CheckPeople(asked, *rule, now); !people) return people;
  if (auto times = CheckTimes(asked, *rule, now); !times) return times;
  if (asked.kind() == Invitation::KIND_EVENT && (asked.uses_max() < 1 || asked.uses_max() > kEventUsesMax)) {
    return Bad("USES_WRONG", "invitation.uses_max", "Say how many guests an event may have, at most 5,000.");
  }
  if (asked.purpose().size() > kPurposeBytesMax) {
    return Bad("TEXT_TOO_LONG", "invitation.purpose", "Shorten it to 200 characters.");
  }
  if (asked.host_id().size() > kPersonIdBytesMax) {
    return Bad("TEXT_TOO_LONG", "invitation.host_id", "Name a person of the directory.");
  }
  const bool zones_fit = asked.allowed_zones_size() <= kAllowedZonesMax &&
                         std::all_of(asked.allowed_zones().begin(), asked.allowed_zones().end(),
                                     [](const auto& zone) { return zone.size() <= kZoneBytesMax; });
  if (!zones_fit)
    return Bad("TEXT_TOO_LONG", "invitation.allowed_zones", "Name at most eight zones, shortly.");
  return {};
}

}  // namespace

void Invitations::Evolve(Invitation& invitation, const InvitationEvent& event) {
  switch (event.fact_case()) {
    case InvitationEvent::kMade:
      invitation = event.made().invitation();
      invitation.set_state(Invitation::STATE_OPEN);
      invitation.set_invited_by(event.meta().actor_id());
      return;
    case InvitationEvent::kUsed:
      invitation.set_uses(invitation.uses() + 1);
      if (invitation.uses_max() > 0 && invitation.uses() >= invitation.uses_max()) {
        invitation.set_state(Invitation::STATE_USED_UP);
      }
      return;
    case InvitationEvent::kCancelled: invitation.set_state(Invitation::STATE_CANCELLED); return;
    case InvitationEvent::kExpired: invitation.set_state(Invitation::STATE_EXPIRED); return;
    case InvitationEvent::FACT_NOT_SET: return;
  }
}

Indexes Invitations::IndexesOf(const Invitation& invitation) {
  if (invitation.state() != Invitation::STATE_OPEN) return {};
  return {{"invitations:" + invitation.school(),
           static_cast<double>(FromProto(invitation.starts_at()).time_since_epoch().count())}};
}

Deadlines Invitations::DeadlinesOf(const Invitation& invitation) {
  if (invitation.state() != Invitation::STATE_OPEN) return {};
  return {{std::string{kEnd}, FromProto(invitation.ends_at())}};
}

Decision<InvitationEvent> Invitations::Tick(const Invitation& invitation, std::string_view,
                                            const Context& context) {
  if (invitation.state() != Invitation::STATE_OPEN || FromProto(invitation.ends_at()) > context.now) {
    return AlreadySo{};
  }
  InvitationEvent event;
  event.mutable_expired();
  return event;
}

Decision<InvitationEvent> CreateInvitation(const Invitation& invitation,
                                           const v1::CreateInvitationRequest& request,
                                           const std::string& code_hash, const Context& context) {
  if (!invitation.id().empty()) return AlreadySo{};
  if (auto fits = CheckAsked(request.invitation(), context.now); !fits) return fits.error();
  InvitationEvent event;
  auto& made = *event.mutable_made()->mutable_invitation();
  made = request.invitation();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_code_hash(code_hash);
  made.set_uses(0);
  if (made.kind() == Invitation::KIND_CONTRACTOR) {
    made.set_uses_max(0);
    if (made.person_kind() == v1::PERSON_KIND_UNSPECIFIED) made.set_person_kind(v1::PERSON_KIND_CONTRACTOR);
  } else if (made.kind() != Invitation::KIND_EVENT) {
    made.set_uses_max(made.expected_size());
  }
  return event;
}

Decision<InvitationEvent> CancelInvitation(const Invitation& invitation, const v1::CancelInvitationRequest&,
                                           const Context&) {
  if (invitation.id().empty()) {
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the invitation's id and its school.", "invitation_id");
  }
  if (invitation.state() == Invitation::STATE_CANCELLED) return AlreadySo{};
  if (invitation.state() != Invitation::STATE_OPEN) {
    return Refuse(Code::kFailedPrecondition, "INVITATION_OVER", "It is over; nobody can use it any more.",
                  "invitation_id");
  }
  InvitationEvent event;
  event.mutable_cancelled();
  return event;
}

Status MayUse(const Invitation& invitation, TimePoint now) {
  if (invitation.state() == Invitation::STATE_CANCELLED) {
    return NotNow("INVITATION_CANCELLED",
                  "The invitation was cancelled; ask the host, or check in without it.");
  }
  if (invitation.state() == Invitation::STATE_USED_UP) {
    return NotNow("INVITATION_USED_UP", "Everybody whom it invites has come; check in without it.");
  }
  if (invitation.state() == Invitation::STATE_EXPIRED || FromProto(invitation.ends_at()) <= now) {
    return NotNow("INVITATION_EXPIRED",
                  "The invitation's time is over; ask the host, or check in without it.");
  }
  if (FromProto(invitation.starts_at()) - kEarliestEntry > now) {
    return NotNow("INVITATION_NOT_YET_VALID",
                  "It is good from an hour before its beginning; ask the visitor to come back.");
  }
  return {};
}

Decision<InvitationEvent> UseInvitation(const Invitation& invitation, const std::string& visit_id,
                                        const Context& context) {
  if (auto may = MayUse(invitation, context.now); !may) return may.error();
  InvitationEvent event;
  event.mutable_used()->set_visit_id(visit_id);
  return event;
}

std::string WriteCode(const InvitationCode& code) {
  return std::string{kCodeMark} + '/' + code.school + '/' + code.id + '/' + code.secret;
}

Result<InvitationCode> ReadCode(const std::string& text, const std::string& school) {
  std::array<std::string, 4> parts;
  std::size_t part = 0;
  for (const char letter : text.substr(0, kCodeBytesMax)) {
    if (letter == '/' && ++part == parts.size()) break;
    if (letter != '/') parts[part] += letter;
  }
  if (part + 1 != parts.size() || parts[0] != kCodeMark || !id::IsUuid(parts[2]) || parts[3].empty()) {
    return Bad("INVITATION_CODE_UNKNOWN", "invitation_code",
               "This is no code of an invitation; check in without it.");
  }
  if (parts[1] != school) {
    return NotNow("INVITATION_OF_ANOTHER_SCHOOL",
                  "The invitation is for another school; show the visitor the way.");
  }
  return InvitationCode{parts[1], parts[2], parts[3]};
}

}  // namespace watchbell::visitor
