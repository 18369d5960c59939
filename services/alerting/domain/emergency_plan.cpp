#include "services/alerting/domain/emergency_plan.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "services/alerting/domain/readiness.hpp"

namespace watchbell::alerting {
namespace {

using readiness::Bad;
using readiness::CheckText;
using readiness::NotNow;
using v1::EmergencyPlan;
using v1::EmergencyPlanEvent;
using v1::IncidentChecklist;
using v1::IncidentChecklistEvent;

constexpr char kReview[] = "review";
constexpr std::size_t kItemBytesMax = 200;
constexpr std::size_t kSummaryBytesMax = 500;
constexpr std::size_t kRoleBytesMax = 60;

std::optional<Error> CheckAnnex(const v1::PlanAnnex& annex) {
  if (auto refusal = CheckText(annex.title(), readiness::kTitleBytesMax, "annexes.title")) return refusal;
  if (auto refusal = CheckText(annex.summary(), kSummaryBytesMax, "annexes.summary", false)) return refusal;
  return CheckText(annex.document_ref(), kItemBytesMax, "annexes.document_ref", false);
}

std::optional<Error> CheckChecklist(const v1::RoleChecklist& checklist) {
  if (auto refusal = CheckText(checklist.role(), kRoleBytesMax, "checklists.role")) return refusal;
  if (checklist.action() <= v1::ACTION_NORMAL)
    return Bad("ACTION_MISSING", "checklists.action", "Say for which action the checklist is.");
  if (checklist.items().empty())
    return Bad("TEXT_MISSING", "checklists.items", "A checklist has at least one item.");
  return readiness::CheckTexts(checklist.items(), kChecklistItemsMax, kItemBytesMax, "checklists.items");
}

void StartClock(EmergencyPlan& plan, const google::protobuf::Timestamp& at) {
  *plan.mutable_review_due_at() = ToProto(FromProto(at) + kPlanReviewEvery);
  plan.set_review_overdue(false);
}

}  // namespace

void EmergencyPlans::Evolve(EmergencyPlan& plan, const EmergencyPlanEvent& event) {
  const auto& meta = event.meta();
  switch (event.fact_case()) {
    case EmergencyPlanEvent::kDrafted: {
      const auto& drafted = event.drafted();
      plan.set_school(drafted.school());
      *plan.mutable_draft() = drafted.version();
      *plan.mutable_draft()->mutable_drafted_at() = meta.at();
      plan.mutable_draft()->set_drafted_by(meta.actor_id());
      return;
    }
    case EmergencyPlanEvent::kApproved:
      *plan.mutable_approved() = plan.draft();
      plan.clear_draft();
      *plan.mutable_approved()->mutable_approved_at() = meta.at();
      plan.mutable_approved()->set_approved_by(meta.actor_id());
      StartClock(plan, meta.at());
      return;
    case EmergencyPlanEvent::kReviewed: StartClock(plan, meta.at()); return;
    case EmergencyPlanEvent::kReviewFellDue: plan.set_review_overdue(true); return;
    case EmergencyPlanEvent::FACT_NOT_SET: return;
  }
}

Indexes EmergencyPlans::IndexesOf(const EmergencyPlan& plan) {
  if (plan.school().empty()) return {};
  return {{"plans", readiness::Score(plan.review_due_at())}};
}

Deadlines EmergencyPlans::DeadlinesOf(const EmergencyPlan& plan) {
  if (!plan.has_review_due_at() || plan.review_overdue()) return {};
  return {{kReview, FromProto(plan.review_due_at())}};
}

Decision<EmergencyPlanEvent> EmergencyPlans::Tick(const EmergencyPlan& plan, std::string_view,
                                                  const Context& context) {
  const bool due = plan.has_review_due_at() && FromProto(plan.review_due_at()) <= context.now;
  if (!due || plan.review_overdue()) return AlreadySo{};
  EmergencyPlanEvent event;
  event.mutable_review_fell_due();
  return event;
}

std::string EmergencyPlanId(const std::string& school) { return id::Derive("emergency-plan", school); }

Decision<EmergencyPlanEvent> DraftPlan(const EmergencyPlan& plan, const v1::DraftPlanRequest& request,
                                       const Context&) {
  if (request.annexes_size() > kAnnexesMax) return Bad("TOO_MANY", "annexes", "At most 30 annexes.");
  if (request.checklists_size() > kChecklistsMax)
    return Bad("TOO_MANY", "checklists", "At most 30 checklists.");
  if (request.ByteSizeLong() > kPlanBytesMax)
    return Bad("TEXT_TOO_LONG", "annexes", "Keep long documents elsewhere and refer to them.");
  for (const auto& annex : request.annexes()) {
    if (auto refusal = CheckAnnex(annex)) return *refusal;
  }
  for (const auto& checklist : request.checklists()) {
    if (auto refusal = CheckChecklist(checklist)) return *refusal;
  }
  EmergencyPlanEvent event;
  event.mutable_drafted()->set_school(request.school());
  auto& version = *event.mutable_drafted()->mutable_version();
  version.set_number(plan.approved().number() + 1);
  *version.mutable_annexes() = request.annexes();
  *version.mutable_checklists() = request.checklists();
  return event;
}

Decision<EmergencyPlanEvent> ApprovePlan(const EmergencyPlan& plan, const v1::ApprovePlanRequest& request,
                                         const Context&) {
  if (!plan.has_draft()) return NotNow("DRAFT_MISSING", "Draft the plan first.");
  if (request.number() != plan.draft().number())
    return NotNow("DRAFT_CHANGED", "Read the newest draft, then approve it.", "number");
  EmergencyPlanEvent event;
  event.mutable_approved();
  return event;
}

Decision<EmergencyPlanEvent> ReviewPlan(const EmergencyPlan& plan, const Context&) {
  if (!plan.has_approved()) return NotNow("PLAN_MISSING", "Approve a plan first.");
  EmergencyPlanEvent event;
  event.mutable_reviewed();
  return event;
}

void IncidentChecklists::Evolve(IncidentChecklist& checklist, const IncidentChecklistEvent& event) {
  switch (event.fact_case()) {
    case IncidentChecklistEvent::kOpened: {
      const auto& opened = event.opened();
      checklist.set_incident_id(opened.incident_id());
      checklist.set_school(opened.school());
      checklist.set_plan_version(opened.plan_version());
      *checklist.mutable_started_at() = opened.started_at();
      checklist.mutable_lines()->MergeFrom(opened.lines());
      return;
    }
    case IncidentChecklistEvent::kTicked: {
      const auto& at = event.meta().at();
      auto& line = *checklist.mutable_lines(event.ticked().line());
      *line.mutable_ticked_at() = at;
      line.set_ticked_by(event.meta().actor_id());
      line.set_seconds(static_cast<int>(at.seconds() - checklist.started_at().seconds()));
      return;
    }
    case IncidentChecklistEvent::FACT_NOT_SET: return;
  }
}

Decision<IncidentChecklistEvent> OpenChecklist(const IncidentChecklist& checklist,
                                               const v1::Incident& incident, const EmergencyPlan& plan) {
  const auto& lines = checklist.lines();
  const bool known = std::any_of(lines.begin(), lines.end(),
                                 [&](const auto& line) { return line.action() == incident.action(); });
  if (known) return AlreadySo{};
  IncidentChecklistEvent event;
  auto& opened = *event.mutable_opened();
  opened.set_incident_id(incident.id());
  opened.set_school(incident.school());
  opened.set_plan_version(plan.approved().number());
  *opened.mutable_started_at() = incident.raised_at();
  for (const auto& part : plan.approved().checklists()) {
    if (part.action() != incident.action()) continue;
    for (const auto& item : part.items()) {
      auto& line = *opened.add_lines();
      line.set_action(part.action());
      line.set_role(part.role());
      line.set_text(item);
    }
  }
  if (opened.lines().empty()) {
    if (!checklist.incident_id().empty()) return AlreadySo{};
    return NotNow("CHECKLIST_MISSING", "The approved plan has no checklist for this action.");
  }
  return event;
}

Decision<IncidentChecklistEvent> TickChecklist(const IncidentChecklist& checklist,
                                               const v1::TickChecklistRequest& request, const Context&) {
  if (checklist.incident_id().empty()) return readiness::Unknown("incident_id");
  if (request.line() < 0 || request.line() >= checklist.lines_size())
    return Bad("LINE_UNKNOWN", "line", "Name a line of the checklist, from 0.");
  if (checklist.lines(request.line()).has_ticked_at()) return AlreadySo{};
  IncidentChecklistEvent event;
  event.mutable_ticked()->set_line(request.line());
  return event;
}

}  // namespace watchbell::alerting
