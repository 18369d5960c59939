// The check-in: what must be looked up (invitation, background check, watch list, badges), and then the rule.
#include "services/visitor/domain/check_in.hpp"

#include <algorithm>

#include "services/visitor/api/api.hpp"
#include "services/visitor/domain/arrival.hpp"
#include "services/visitor/domain/kinds.hpp"

namespace watchbell::visitor {
namespace {

constexpr int kMatchesMax = 8;     // the likeliest; a person compares no more
constexpr int kBadgeTriesMax = 4;  // two of 500 visitors meet once in ten thousand days; four never

Status Screen(Parts& parts, const Query& query, TimePoint now, v1::Visit& visit) {
  const auto screened = parts.screening.Screen(query, visit.school(), IsoDate(parts.zone.DateOf(now)), now);
  if (!screened) return tl::unexpected<Error>(screened.error());
  visit.clear_matches();
  visit.set_silenced_matches(screened->silenced);
  for (int i = 0; i < std::min<int>(kMatchesMax, static_cast<int>(screened->matches.size())); ++i) {
    *visit.add_matches() = screened->matches[static_cast<std::size_t>(i)];
  }
  return {};
}

// The next end of the school's day.
std::optional<TimePoint> ClosesAt(const Parts& parts, TimePoint now) {
  if (!parts.day_ends) return std::nullopt;
  const auto today = parts.zone.DateOf(now);
  const auto end = parts.zone.At(today, *parts.day_ends);
  if (end > now) return end;
  return parts.zone.At(std::chrono::sys_days{today} + std::chrono::days{1}, *parts.day_ends);
}

// One that nobody on site wears. While Redis is away it is not looked up: two badges hardly ever meet.
std::string FreeBadge(Parts& parts, const std::string& school, const std::string& visit_id) {
  std::set<std::string> worn;
  for (int i = 0; i < kBadgeTriesMax; ++i) {
    const auto badge = BadgeOf(visit_id, worn);
    const auto wearers = parts.visits.ListBlind("badge:" + school, badge, 1, "");
    if (!wearers || wearers->states.empty() || wearers->states.front().id() == visit_id) return badge;
    worn.insert(badge);
  }
  return BadgeOf(visit_id, worn);
}

// A refusal of the rule is heard before the invitation is used.
Status UseInvitationFor(Parts& parts, const v1::Visit& arrival, const std::string& visit_id,
                        const Context& context, const ledger::Ledger<Visits>::Decide& rule) {
  Context known = context;
  known.id = known.request_id = visit_id;
  auto decision = rule({}, known);
  if (auto* refusal = std::get_if<Error>(&decision)) return tl::unexpected<Error>(std::move(*refusal));
  known.request_id = id::Derive("invitation of a visit", visit_id);
  const auto used = parts.invitations.Run(arrival.school(), arrival.invitation_id(), known,
                                          [&](const v1::Invitation& invitation, const Context& now) {
                                            return UseInvitation(invitation, visit_id, now);
                                          });
  if (!used) return tl::unexpected<Error>(used.error());
  return {};
}

Result<v1::Visit> CheckInWith(Parts& parts, const rpc::Call& call, const v1::CheckInRequest& request,
                              const v1::Invitation& invitation) {
  const auto& visit_id = request.visit_id().empty() ? request.request_id() : request.visit_id();
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto arrival = ReadArrival(request, parts.zone.DateOf(call.now), invitation);
  if (!arrival) return tl::unexpected<Error>(arrival.error());
  auto& visit = arrival->visit;
  if (const auto end = ClosesAt(parts, call.now)) *visit.mutable_closes_at() = ToProto(*end);
  if (ClearanceMatters(visit.kind())) {
    if (const auto clearance = ClearanceOf(parts, visit, call.now)) visit.set_clearance_id(clearance->id());
  }
  const auto screened = Screen(parts, arrival->query, call.now, visit);
  const bool later = !screened && screened.error().code == Code::kUnavailable && visit.inside();
  if (!screened && !later) return tl::unexpected<Error>(screened.error());
  if (screened && visit.matches().empty()) visit.set_badge(FreeBadge(parts, visit.school(), visit_id));
  const ledger::Ledger<Visits>::Decide rule = [&](const v1::Visit& before, const Context& known) {
    auto decision = later ? CheckInUnscreened(before, visit, known) : CheckIn(before, visit, known);
    return parts.doors.Guard(before, std::move(decision), visit.school());
  };
  if (!visit.invitation_id().empty()) {
    if (auto used = UseInvitationFor(parts, visit, visit_id, *context, rule); !used) {
      return tl::unexpected<Error>(used.error());
    }
  }
  return Answer(parts.visits, call, request, visit_id, rule, {.likely_new = request.visit_id().empty()});
}

}  // namespace

Result<v1::Visit> CheckInAtDesk(Parts& parts, const rpc::Call& call, const v1::CheckInRequest& request) {
  if (request.invitation_code().empty()) return CheckInWith(parts, call, request, {});
  // The same request again must not use the invitation again, nor be refused because it is used up by now.
  const auto& visit_id = request.visit_id().empty() ? request.request_id() : request.visit_id();
  auto before = Read(parts.visits, request.school(), visit_id);
  if (!before && before.error().code != Code::kNotFound) return before;
  if (before && before->state() != v1::Visit::STATE_ARRIVED) return before;
  const auto invitation = InvitationOf(parts, request.school(), request.invitation_code());
  if (!invitation) return tl::unexpected<Error>(invitation.error());
  return CheckInWith(parts, call, request, *invitation);
}

Result<v1::Visit> ScreenLateVisit(Parts& parts, const rpc::Call& call,
                                  const v1::ScreenVisitRequest& request) {
  auto visit = Read(parts.visits, request.school(), request.visit_id());
  if (!visit) return visit;
  if (visit->state() == v1::Visit::STATE_NOT_YET_SCREENED) {
    if (auto screened = Screen(parts, QueryOf(*visit), call.now, *visit); !screened) {
      return tl::unexpected<Error>(screened.error());
    }
    visit->set_badge(FreeBadge(parts, visit->school(), visit->id()));
  }
  return Answer(
      parts.visits, call, request, request.visit_id(),
      [&](const v1::Visit& before, const Context& context) { return ScreenLate(before, *visit, context); });
}

}  // namespace watchbell::visitor
