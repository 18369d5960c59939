#include "services/alerting/domain/drill.hpp"

#include <algorithm>

#include "services/alerting/domain/readiness.hpp"
#include "services/alerting/domain/training.hpp"

namespace watchbell::alerting {
namespace {

using readiness::Bad;
using readiness::CheckText;
using readiness::NotNow;
using v1::Drill;
using v1::DrillEvent;
using v1::DrillPlan;
using v1::DrillPolicy;

constexpr char kEnd[] = "end";
constexpr std::size_t kFeedbackBytesMax = 2000;
constexpr int kScoreMax = 5;

bool IsPlanned(const Drill& drill) {
  return drill.state() == Drill::STATE_SCHEDULED || drill.state() == Drill::STATE_ANNOUNCED;
}
bool IsHeld(const Drill& drill) {
  return drill.state() == Drill::STATE_COMPLETED || drill.state() == Drill::STATE_ABORTED;
}

// What the district has decided to ask of a plan, each with its rule.
std::optional<Error> CheckPolicy(v1::DrillKind kind, const DrillPlan& plan, const DrillPolicy& policy) {
  if (policy.no_attacker_simulation() && plan.with_students() && plan.attacker_simulation())  // D11
    return NotNow("ATTACKER_SIMULATION", "Drill without the attacker, or without students.",
                  "plan.attacker_simulation");
  if (policy.accommodations_required() && plan.accommodations().empty())  // D11
    return NotNow("ACCOMMODATIONS_MISSING", "Say how people with a disability take part.",
                  "plan.accommodations");
  if (policy.police_agreement() && kind == v1::DRILL_KIND_CRISIS && plan.police_agreement().empty())  // D4
    return NotNow("POLICE_AGREEMENT_MISSING", "Agree the format with the police and give their reference.",
                  "plan.police_agreement");
  if (!policy.team_without_real_roles()) return std::nullopt;  // D12
  for (const auto& person : plan.team_ids()) {
    const auto& real = plan.real_role_ids();
    if (std::find(real.begin(), real.end(), person) != real.end())
      return NotNow("TEAM_HAS_REAL_ROLE", "Whoever has a real role that day is not of the drill's team.",
                    "plan.team_ids");
  }
  return std::nullopt;
}

std::optional<Error> CheckPlan(v1::DrillKind kind, const DrillPlan& plan) {
  if (plan.leader_id().empty()) return Bad("LEADER_MISSING", "plan.leader_id", "Name who leads the drill.");
  if (kind == v1::DRILL_KIND_CRISIS && plan.action() <= v1::ACTION_NORMAL)
    return Bad("ACTION_MISSING", "plan.action", "Name the action that is exercised.");
  if (plan.team_ids_size() > kTeamMax || plan.real_role_ids_size() > kTeamMax)
    return Bad("TOO_MANY", "plan.team_ids", "At most 40 people each.");
  if (auto refusal = CheckText(plan.accommodations(), readiness::kNoteBytesMax, "plan.accommodations", false))
    return refusal;
  if (auto refusal =
          CheckText(plan.police_agreement(), readiness::kTitleBytesMax, "plan.police_agreement", false))
    return refusal;
  return CheckAgencies(plan.agencies(), "plan.agencies");
}

Decision<DrillEvent> Aborted(const std::string& reason) {
  DrillEvent event;
  event.mutable_aborted()->set_reason(reason);
  return event;
}

void Correct(Drill& drill, const v1::DrillCorrected& corrected) {
  drill.set_kind(corrected.kind());
  *drill.mutable_started_at() = corrected.started_at();
  *drill.mutable_ended_at() = corrected.ended_at();
  drill.set_state(corrected.aborted() ? Drill::STATE_ABORTED : Drill::STATE_COMPLETED);
  drill.set_reason(corrected.reason());
}

}  // namespace

void Drills::Evolve(Drill& drill, const DrillEvent& event) {
  const auto& at = event.meta().at();
  switch (event.fact_case()) {
    case DrillEvent::kScheduled: drill = event.scheduled().drill(); return;
    case DrillEvent::kRecorded: drill = event.recorded().drill(); return;
    case DrillEvent::kImprovised: drill = event.improvised().drill(); return;
    case DrillEvent::kAnnounced:
      drill.set_state(Drill::STATE_ANNOUNCED);
      *drill.mutable_announced_at() = at;
      return;
    case DrillEvent::kStarted:
      drill.set_state(Drill::STATE_RUNNING);
      drill.set_incident_id(event.started().incident_id());
      *drill.mutable_started_at() = at;
      return;
    case DrillEvent::kEnded:
      drill.set_state(Drill::STATE_COMPLETED);
      *drill.mutable_ended_at() = at;
      return;
    case DrillEvent::kAborted:
      drill.set_state(Drill::STATE_ABORTED);
      drill.set_reason(event.aborted().reason());
      *drill.mutable_ended_at() = at;
      return;
    case DrillEvent::kCancelled:
      drill.set_state(Drill::STATE_CANCELLED);
      drill.set_reason(event.cancelled().reason());
      return;
    case DrillEvent::kEvaluated: *drill.add_evaluations() = event.evaluated().evaluation(); return;
    case DrillEvent::kCorrected: Correct(drill, event.corrected()); return;
    case DrillEvent::FACT_NOT_SET: return;
  }
}

Indexes Drills::IndexesOf(const Drill& drill) {
  if (drill.id().empty()) return {};
  const auto& at = drill.has_started_at() ? drill.started_at() : drill.scheduled_at();
  return {{"drills:" + drill.school(), readiness::Score(at)}};
}

Deadlines Drills::DeadlinesOf(const Drill& drill) {
  if (drill.state() != Drill::STATE_RUNNING) return {};
  return {{kEnd, FromProto(drill.started_at()) + kDrillMax}};
}

Decision<DrillEvent> Drills::Tick(const Drill& drill, std::string_view, const Context& context) {
  const bool over =
      drill.state() == Drill::STATE_RUNNING && FromProto(drill.started_at()) + kDrillMax <= context.now;
  if (!over) return AlreadySo{};
  return Aborted("NOT_ENDED");
}

v1::Action ActionOf(const Drill& drill) {
  if (drill.kind() == v1::DRILL_KIND_FIRE) return v1::ACTION_EVACUATE;
  return drill.kind() == v1::DRILL_KIND_CRISIS ? drill.plan().action() : v1::ACTION_UNSPECIFIED;
}

Decision<DrillEvent> ScheduleDrill(const Drill& drill, const v1::ScheduleDrillRequest& request,
                                   const DrillPolicy& policy, const Context& context) {
  if (!drill.id().empty()) return AlreadySo{};
  if (request.kind() == v1::DRILL_KIND_UNSPECIFIED)
    return Bad("KIND_MISSING", "kind", "Say which kind it is.");
  if (FromProto(request.scheduled_at()) <= context.now)
    return Bad("TIME_WRONG", "scheduled_at", "Schedule it for later; what was held is recorded.");
  if (auto refusal = CheckPlan(request.kind(), request.plan())) return *refusal;
  if (auto refusal = CheckPolicy(request.kind(), request.plan(), policy)) return *refusal;
  DrillEvent event;
  auto& made = *event.mutable_scheduled()->mutable_drill();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_state(Drill::STATE_SCHEDULED);
  made.set_kind(request.kind());
  *made.mutable_scheduled_at() = request.scheduled_at();
  *made.mutable_plan() = request.plan();
  return event;
}

Decision<DrillEvent> AnnounceDrill(const Drill& drill, const DrillPolicy& policy, const Context& context) {
  if (drill.id().empty()) return readiness::Unknown("drill_id");
  if (drill.state() == Drill::STATE_ANNOUNCED) return AlreadySo{};
  if (drill.state() != Drill::STATE_SCHEDULED)
    return NotNow("DRILL_NOT_PLANNED", "Only a drill of the calendar is announced.", "drill_id");
  if (FromProto(drill.scheduled_at()) - std::chrono::days{policy.notice_days()} < context.now)
    return NotNow("NOTICE_TOO_SHORT", "The district gives " + std::to_string(policy.notice_days()) +
                                          " days of notice; schedule a later drill.");
  DrillEvent event;
  event.mutable_announced();
  return event;
}

Decision<DrillEvent> BeginDrill(const Drill& drill, const std::string& incident_id, const DrillPolicy& policy,
                                const std::vector<v1::TrainingTopic>& missing, const Context&) {
  if (drill.id().empty()) return readiness::Unknown("drill_id");
  if (drill.state() == Drill::STATE_RUNNING) return AlreadySo{};
  if (!IsPlanned(drill))
    return NotNow("DRILL_NOT_PLANNED", "It was held or cancelled; schedule another.", "drill_id");
  const bool must_tell = policy.notice_days() > 0 || policy.staff_told();
  if (must_tell && drill.state() != Drill::STATE_ANNOUNCED)
    return NotNow("ANNOUNCEMENT_MISSING", "Announce the drill before it begins.", "drill_id");
  if (auto refusal = CheckPolicy(drill.kind(), drill.plan(), policy)) return *refusal;
  if (!missing.empty()) return Untrained(missing, "plan.leader_id");
  DrillEvent event;
  event.mutable_started()->set_incident_id(incident_id);
  return event;
}

Decision<DrillEvent> EndDrill(const Drill& drill, bool preempted, const Context&) {
  if (drill.id().empty()) return readiness::Unknown("drill_id");
  if (IsHeld(drill)) return AlreadySo{};
  if (drill.state() != Drill::STATE_RUNNING)
    return NotNow("DRILL_NOT_RUNNING", "Begin it first.", "drill_id");
  if (preempted) return Aborted("REAL_EVENT");
  DrillEvent event;
  event.mutable_ended();
  return event;
}

Decision<DrillEvent> AbortDrill(const Drill& drill, const v1::AbortDrillRequest& request, const Context&) {
  if (drill.id().empty()) return readiness::Unknown("drill_id");
  if (drill.state() == Drill::STATE_ABORTED) return AlreadySo{};
  if (drill.state() != Drill::STATE_RUNNING)
    return NotNow("DRILL_NOT_RUNNING", "Only a running drill is aborted.", "drill_id");
  if (auto refusal = CheckText(request.reason(), readiness::kReasonBytesMax, "reason")) return *refusal;
  return Aborted(request.reason());
}

Decision<DrillEvent> CancelDrill(const Drill& drill, const v1::CancelDrillRequest& request, const Context&) {
  if (drill.id().empty()) return readiness::Unknown("drill_id");
  if (drill.state() == Drill::STATE_CANCELLED) return AlreadySo{};
  if (!IsPlanned(drill)) return NotNow("DRILL_NOT_PLANNED", "It has begun or was held.", "drill_id");
  if (auto refusal = CheckText(request.reason(), readiness::kReasonBytesMax, "reason")) return *refusal;
  DrillEvent event;
  event.mutable_cancelled()->set_reason(request.reason());
  return event;
}

Decision<DrillEvent> EvaluateDrill(const Drill& drill, const v1::EvaluateDrillRequest& request,
                                   const Context& context) {
  if (drill.id().empty()) return readiness::Unknown("drill_id");
  if (!IsHeld(drill)) return NotNow("DRILL_NOT_HELD", "Evaluate it when it is over.", "drill_id");
  if (request.office() == v1::OFFICE_UNSPECIFIED) return Bad("OFFICE_MISSING", "office", "Name the office.");
  if (request.score() < 1 || request.score() > kScoreMax)
    return Bad("SCORE_WRONG", "score", "Give 1 (failed) to 5 (as planned).");
  if (auto refusal = CheckText(request.feedback(), kFeedbackBytesMax, "feedback")) return *refusal;
  if (drill.evaluations_size() >= kEvaluationsMax)
    return Bad("TOO_MANY", "office", "A drill has at most 20 evaluations.");
  DrillEvent event;
  auto& evaluation = *event.mutable_evaluated()->mutable_evaluation();
  evaluation.set_office(request.office());
  evaluation.set_score(request.score());
  evaluation.set_feedback(request.feedback());
  evaluation.set_recorded_by(context.actor_id);
  *evaluation.mutable_at() = ToProto(context.now);
  return event;
}

Decision<DrillEvent> ImproviseDrill(const Drill& drill, const v1::StartDrillRequest& request,
                                    const std::string& incident_id, const DrillPolicy& policy,
                                    const std::vector<v1::TrainingTopic>& missing, const Context& context) {
  if (!drill.id().empty()) return AlreadySo{};
  const bool fire = request.action() == v1::ACTION_EVACUATE && request.detail().hazard() == "fire";
  Drill made;
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_state(Drill::STATE_RUNNING);
  made.set_kind(fire ? v1::DRILL_KIND_FIRE : v1::DRILL_KIND_CRISIS);
  made.set_incident_id(incident_id);
  *made.mutable_started_at() = ToProto(context.now);
  made.mutable_plan()->set_action(request.action());
  made.mutable_plan()->set_leader_id(context.actor_id);
  made.mutable_plan()->set_with_students(true);
  if (policy.notice_days() > 0 || policy.staff_told())
    return NotNow("ANNOUNCEMENT_MISSING", "The district announces drills: schedule and announce it first.",
                  "drill_id");
  if (auto refusal = CheckPlan(made.kind(), made.plan())) return *refusal;
  if (auto refusal = CheckPolicy(made.kind(), made.plan(), policy)) return *refusal;
  if (!missing.empty()) return Untrained(missing, "school");
  DrillEvent event;
  *event.mutable_improvised()->mutable_drill() = std::move(made);
  return event;
}

Decision<DrillEvent> FollowExercise(const Drill& drill, const v1::Incident& exercise) {
  if (drill.incident_id() != exercise.id())
    return Refuse(Code::kAborted, "DRILL_BEGINNING", "Ask again: the drill is only just beginning.",
                  "drill_id");
  if (drill.state() != Drill::STATE_RUNNING) return AlreadySo{};
  if (exercise.state() == v1::Incident::STATE_PREEMPTED) return Aborted("REAL_EVENT");
  if (exercise.state() == v1::Incident::STATE_CANCELLED) return Aborted("CANCELLED");
  if (exercise.state() != v1::Incident::STATE_RELEASED) return AlreadySo{};
  DrillEvent event;
  event.mutable_ended();
  return event;
}

}  // namespace watchbell::alerting
