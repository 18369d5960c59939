#include "services/threat-intake/domain/cases/support_plan.hpp"

#include <algorithm>

#include "common/id/id.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::SupportPlan;
using v1::SupportPlanEvent;

std::optional<Error> WhyNotActive(const SupportPlan& plan) {
  if (plan.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "plan_id");
  if (plan.state() == SupportPlan::STATE_ENDED)
    return Refuse(Code::kFailedPrecondition, "PLAN_ENDED", "Open a new plan.", "plan_id");
  return std::nullopt;
}

template <class Request>
std::optional<Error> BadContent(const Request& request) {
  if (!id::IsUuid(request.advocate_id()))
    return Refuse(Code::kInvalidArgument, "ADVOCATE_MISSING", "Name who stands by that person.",
                  "advocate_id");
  if (request.measures().empty() || request.measures_size() > kSupportMeasuresMax)
    return Refuse(Code::kInvalidArgument, "MEASURES_MISSING", "Write 1 to 8 measures.", "measures");
  for (const auto& measure : request.measures())
    if (auto error = BadText(measure, "measures", kSupportMeasureMax)) return error;
  if (request.check_in_days() < 1 || request.check_in_days() > kCheckInDaysMax)
    return Refuse(Code::kInvalidArgument, "DAYS_IMPLAUSIBLE", "Ask every 1 to 60 days.", "check_in_days");
  return std::nullopt;
}

}  // namespace

void SupportPlans::Evolve(SupportPlan& plan, const SupportPlanEvent& event) {
  switch (event.fact_case()) {
    case SupportPlanEvent::kOpened:
      plan = event.opened().plan();
      plan.set_state(SupportPlan::STATE_ACTIVE);
      return;
    case SupportPlanEvent::kChanged:
      plan.set_advocate_id(event.changed().advocate_id());
      *plan.mutable_measures() = event.changed().measures();
      plan.set_check_in_days(event.changed().check_in_days());
      return;
    case SupportPlanEvent::kCheckedIn: {
      auto& kept = *plan.mutable_check_ins();
      if (kept.size() >= kCheckInsKept) kept.erase(kept.begin());
      auto& check_in = *plan.add_check_ins();
      check_in = event.checked_in().check_in();
      check_in.set_author_id(event.meta().actor_id());
      *check_in.mutable_at() = event.meta().at();
      *plan.mutable_next_check_in_at() = event.checked_in().next_check_in_at();
      plan.clear_overdue();
      return;
    }
    case SupportPlanEvent::kCheckInMissed: plan.set_overdue(true); return;
    case SupportPlanEvent::kEnded:
      plan.set_state(SupportPlan::STATE_ENDED);
      *plan.mutable_ended_at() = event.meta().at();
      plan.set_end_reason(event.ended().reason());
      plan.clear_next_check_in_at();
      return;
    case SupportPlanEvent::FACT_NOT_SET: return;
  }
}

Indexes SupportPlans::IndexesOf(const SupportPlan& plan) {
  return {{"support:" + plan.case_id(),
           static_cast<double>(FromProto(plan.next_check_in_at()).time_since_epoch().count())}};
}

Deadlines SupportPlans::DeadlinesOf(const SupportPlan& plan) {
  if (!plan.has_next_check_in_at() || plan.overdue()) return {};
  return {{"due", FromProto(plan.next_check_in_at())}};
}

SupportDecision SupportPlans::Tick(const SupportPlan& plan, const std::string&, const Context& context) {
  if (!plan.has_next_check_in_at() || plan.overdue() || FromProto(plan.next_check_in_at()) > context.now)
    return AlreadySo{};
  SupportPlanEvent event;
  event.mutable_check_in_missed();
  return event;
}

SupportDecision OpenSupportPlan(const SupportPlan& plan, const v1::OpenSupportPlanRequest& request,
                                const Matter& of, const CaseContext& context) {
  if (!plan.id().empty()) return AlreadySo{};
  if (std::holds_alternative<v1::SuicideRisk>(of))
    return Refuse(Code::kInvalidArgument, "PATH_WITHOUT_TARGET",
                  "Support is for targets and witnesses, of a threat or of bullying.", "path");
  if (auto error = WhyNotOpen(of)) return *error;
  const auto role = request.person().role();
  if (role != v1::CASE_PERSON_ROLE_TARGET && role != v1::CASE_PERSON_ROLE_WITNESS)
    return Refuse(Code::kInvalidArgument, "ROLE_MISSING", "Support is for a target or a witness.",
                  "person.role");
  if (request.person().person_id().empty())
    if (auto error = BadText(request.person().description(), "person.description", kPersonMax)) return *error;
  if (auto error = BadContent(request)) return *error;
  SupportPlanEvent event;
  auto& opened = *event.mutable_opened()->mutable_plan();
  opened.set_id(context.id);
  opened.set_school(request.school());
  opened.set_case_id(request.case_id());
  *opened.mutable_person() = request.person();
  opened.set_advocate_id(request.advocate_id());
  *opened.mutable_measures() = request.measures();
  opened.set_check_in_days(request.check_in_days());
  *opened.mutable_next_check_in_at() = ToProto(context.now + std::chrono::days{request.check_in_days()});
  return event;
}

SupportDecision ChangeSupportPlan(const SupportPlan& plan, const v1::ChangeSupportPlanRequest& request,
                                  const CaseContext&) {
  if (auto error = WhyNotActive(plan)) return *error;
  if (auto error = BadContent(request)) return *error;
  SupportPlanEvent event;
  event.mutable_changed()->set_advocate_id(request.advocate_id());
  *event.mutable_changed()->mutable_measures() = request.measures();
  event.mutable_changed()->set_check_in_days(request.check_in_days());
  return event;
}

SupportDecision RecordCheckIn(const SupportPlan& plan, const v1::RecordCheckInRequest& request,
                              const CaseContext& context) {
  if (auto error = WhyNotActive(plan)) return *error;
  if (request.feeling() == v1::SUPPORT_FEELING_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "FEELING_MISSING", "Say how that person is.", "feeling");
  if (auto error = BadText(request.note(), "note", kNoteMax)) return *error;
  const bool unsafe = request.feeling() == v1::SUPPORT_FEELING_UNSAFE;
  SupportPlanEvent event;
  auto& checked_in = *event.mutable_checked_in();
  checked_in.mutable_check_in()->set_feeling(request.feeling());
  checked_in.mutable_check_in()->set_note(request.note());
  *checked_in.mutable_next_check_in_at() =
      ToProto(unsafe ? context.hours.CloseOfDay(context.now, kUnsafeAgainSchoolDays)
                     : context.now + std::chrono::days{plan.check_in_days()});
  return event;
}

SupportDecision EndSupportPlan(const SupportPlan& plan, const v1::EndSupportPlanRequest& request,
                               const CaseContext&) {
  if (plan.state() == SupportPlan::STATE_ENDED) return AlreadySo{};
  if (auto error = WhyNotActive(plan)) return *error;
  if (auto error = BadText(request.reason(), "reason")) return *error;
  SupportPlanEvent event;
  event.mutable_ended()->set_reason(request.reason());
  return event;
}

}  // namespace watchbell::threat_intake
