#include "services/alerting/domain/site_event.hpp"

#include <algorithm>

#include "services/alerting/domain/readiness.hpp"
#include "services/alerting/domain/training.hpp"

namespace watchbell::alerting {
namespace {

using readiness::Bad;
using v1::SiteEvent;
using v1::SiteEventEvent;

constexpr char kOpen[] = "open";
constexpr char kEnd[] = "end";
constexpr std::size_t kDoorBytesMax = 60;
constexpr std::size_t kTagMax = 40;

bool IsOn(const SiteEvent& site_event) {
  return site_event.state() == SiteEvent::STATE_PLANNED || site_event.state() == SiteEvent::STATE_OPEN;
}

std::optional<Error> CheckPlan(const v1::SitePlan& plan) {
  if (plan.roster_ids().empty()) return Bad("ROSTER_MISSING", "plan.roster_ids", "Name who is on duty.");
  if (plan.roster_ids_size() > kSitePeopleMax || plan.contact_ids_size() > kSitePeopleMax)
    return Bad("TOO_MANY", "plan.roster_ids", "At most 100 people each.");
  const auto& tag = plan.audience_tag();
  const bool plain = std::all_of(tag.begin(), tag.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  });
  if (!plain || tag.size() > kTagMax)
    return Bad("TAG_WRONG", "plan.audience_tag", "Use at most 40 small letters, digits and hyphens.");
  return readiness::CheckTexts(plan.doors(), kSiteDoorsMax, kDoorBytesMax, "plan.doors");
}

}  // namespace

void SiteEvents::Evolve(SiteEvent& site_event, const SiteEventEvent& event) {
  switch (event.fact_case()) {
    case SiteEventEvent::kPlanned: site_event = event.planned().site_event(); return;
    case SiteEventEvent::kOpened: site_event.set_state(SiteEvent::STATE_OPEN); return;
    case SiteEventEvent::kEnded: site_event.set_state(SiteEvent::STATE_ENDED); return;
    case SiteEventEvent::kCancelled: site_event.set_state(SiteEvent::STATE_CANCELLED); return;
    case SiteEventEvent::FACT_NOT_SET: return;
  }
}

Indexes SiteEvents::IndexesOf(const SiteEvent& site_event) {
  if (!IsOn(site_event)) return {};
  return {{"site_events:" + site_event.school(), readiness::Score(site_event.starts_at())}};
}

Deadlines SiteEvents::DeadlinesOf(const SiteEvent& site_event) {
  if (site_event.state() == SiteEvent::STATE_PLANNED) return {{kOpen, FromProto(site_event.starts_at())}};
  if (site_event.state() == SiteEvent::STATE_OPEN) return {{kEnd, FromProto(site_event.ends_at())}};
  return {};
}

Decision<SiteEventEvent> SiteEvents::Tick(const SiteEvent& site_event, std::string_view,
                                          const Context& context) {
  SiteEventEvent event;
  if (site_event.state() == SiteEvent::STATE_PLANNED && FromProto(site_event.starts_at()) <= context.now) {
    event.mutable_opened();
    return event;
  }
  if (site_event.state() == SiteEvent::STATE_OPEN && FromProto(site_event.ends_at()) <= context.now) {
    event.mutable_ended();
    return event;
  }
  return AlreadySo{};
}

Decision<SiteEventEvent> PlanSiteEvent(const SiteEvent& site_event, const v1::PlanSiteEventRequest& request,
                                       const std::vector<v1::TrainingTopic>& missing,
                                       const Context& context) {
  if (!site_event.id().empty()) return AlreadySo{};
  if (auto refusal = readiness::CheckText(request.title(), readiness::kTitleBytesMax, "title"))
    return *refusal;
  const auto starts = FromProto(request.starts_at());
  const auto ends = FromProto(request.ends_at());
  if (ends <= starts || ends <= context.now || ends > starts + kSiteEventMax)
    return Bad("TIME_WRONG", "ends_at", "It ends in the future, at most 24 hours after its start.");
  if (request.leader_id().empty()) return Bad("LEADER_MISSING", "leader_id", "Name who leads it.");
  if (auto refusal = CheckPlan(request.plan())) return *refusal;
  if (!missing.empty()) return Untrained(missing, "leader_id");
  SiteEventEvent event;
  auto& made = *event.mutable_planned()->mutable_site_event();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_state(SiteEvent::STATE_PLANNED);
  made.set_title(request.title());
  *made.mutable_starts_at() = request.starts_at();
  *made.mutable_ends_at() = request.ends_at();
  made.set_leader_id(request.leader_id());
  *made.mutable_plan() = request.plan();
  return event;
}

Decision<SiteEventEvent> EndSiteEvent(const SiteEvent& site_event, const v1::EndSiteEventRequest&,
                                      const Context&) {
  if (site_event.id().empty()) return readiness::Unknown("site_event_id");
  if (!IsOn(site_event)) return AlreadySo{};
  SiteEventEvent event;
  if (site_event.state() == SiteEvent::STATE_PLANNED)
    event.mutable_cancelled();
  else
    event.mutable_ended();
  return event;
}

}  // namespace watchbell::alerting
