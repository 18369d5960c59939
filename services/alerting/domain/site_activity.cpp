#include "services/alerting/domain/site_activity.hpp"

#include <algorithm>

#include "services/alerting/domain/readiness.hpp"
#include "services/alerting/domain/training.hpp"

namespace watchbell::alerting {
namespace {

using readiness::Bad;
using v1::SiteActivity;
using v1::SiteActivityEvent;

constexpr char kOpen[] = "open";
constexpr char kEnd[] = "end";
constexpr std::size_t kDoorBytesMax = 60;
constexpr std::size_t kTagMax = 40;

bool IsOn(const SiteActivity& site_activity) {
  return site_activity.state() == SiteActivity::STATE_PLANNED ||
         site_activity.state() == SiteActivity::STATE_OPEN;
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

void SiteActivities::Evolve(SiteActivity& site_activity, const SiteActivityEvent& event) {
  switch (event.fact_case()) {
    case SiteActivityEvent::kPlanned: site_activity = event.planned().site_activity(); return;
    case SiteActivityEvent::kOpened: site_activity.set_state(SiteActivity::STATE_OPEN); return;
    case SiteActivityEvent::kEnded: site_activity.set_state(SiteActivity::STATE_ENDED); return;
    case SiteActivityEvent::kCancelled: site_activity.set_state(SiteActivity::STATE_CANCELLED); return;
    case SiteActivityEvent::FACT_NOT_SET: return;
  }
}

Indexes SiteActivities::IndexesOf(const SiteActivity& site_activity) {
  if (!IsOn(site_activity)) return {};
  return {{"site_activities:" + site_activity.school(), readiness::Score(site_activity.starts_at())}};
}

Deadlines SiteActivities::DeadlinesOf(const SiteActivity& site_activity) {
  if (site_activity.state() == SiteActivity::STATE_PLANNED)
    return {{kOpen, FromProto(site_activity.starts_at())}};
  if (site_activity.state() == SiteActivity::STATE_OPEN) return {{kEnd, FromProto(site_activity.ends_at())}};
  return {};
}

Decision<SiteActivityEvent> SiteActivities::Tick(const SiteActivity& site_activity, std::string_view,
                                                 const Context& context) {
  SiteActivityEvent event;
  if (site_activity.state() == SiteActivity::STATE_PLANNED &&
      FromProto(site_activity.starts_at()) <= context.now) {
    event.mutable_opened();
    return event;
  }
  if (site_activity.state() == SiteActivity::STATE_OPEN &&
      FromProto(site_activity.ends_at()) <= context.now) {
    event.mutable_ended();
    return event;
  }
  return AlreadySo{};
}

Decision<SiteActivityEvent> PlanSiteActivity(const SiteActivity& site_activity,
                                             const v1::PlanSiteActivityRequest& request,
                                             const std::vector<v1::TrainingTopic>& missing,
                                             const Context& context) {
  if (!site_activity.id().empty()) return AlreadySo{};
  if (auto refusal = readiness::CheckText(request.title(), readiness::kTitleBytesMax, "title"))
    return *refusal;
  const auto starts = FromProto(request.starts_at());
  const auto ends = FromProto(request.ends_at());
  if (ends <= starts || ends <= context.now || ends > starts + kSiteActivityMax)
    return Bad("TIME_WRONG", "ends_at", "It ends in the future, at most 24 hours after its start.");
  if (request.leader_id().empty()) return Bad("LEADER_MISSING", "leader_id", "Name who leads it.");
  if (auto refusal = CheckPlan(request.plan())) return *refusal;
  if (!missing.empty()) return Untrained(missing, "leader_id");
  SiteActivityEvent event;
  auto& made = *event.mutable_planned()->mutable_site_activity();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_state(SiteActivity::STATE_PLANNED);
  made.set_title(request.title());
  *made.mutable_starts_at() = request.starts_at();
  *made.mutable_ends_at() = request.ends_at();
  made.set_leader_id(request.leader_id());
  *made.mutable_plan() = request.plan();
  return event;
}

Decision<SiteActivityEvent> EndSiteActivity(const SiteActivity& site_activity,
                                            const v1::EndSiteActivityRequest&, const Context&) {
  if (site_activity.id().empty()) return readiness::Unknown("site_activity_id");
  if (!IsOn(site_activity)) return AlreadySo{};
  SiteActivityEvent event;
  if (site_activity.state() == SiteActivity::STATE_PLANNED)
    event.mutable_cancelled();
  else
    event.mutable_ended();
  return event;
}

}  // namespace watchbell::alerting
