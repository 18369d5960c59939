#include "services/threat-intake/domain/cases/bullying.hpp"

#include <algorithm>
#include <array>

#include "common/id/id.hpp"
#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::BullyingCase;
using v1::BullyingCaseEvent;

// Before anything is found; online also the report to the platform.
constexpr std::array kBeforeFinding{v1::BULLYING_STEP_KEEP_EVIDENCE, v1::BULLYING_STEP_SUPPORT_TARGET,
                                    v1::BULLYING_STEP_TELL_TARGETS_PARENTS};

bool Has(const BullyingCase& bullying, v1::BullyingStep step) {
  return std::any_of(bullying.steps().begin(), bullying.steps().end(),
                     [&](const auto& done) { return done.step() == step; });
}

Error NotNow(const char* reason, const char* remedy) {
  return Refuse(Code::kFailedPrecondition, reason, remedy);
}

}  // namespace

std::optional<Error> WhyNotOpen(const BullyingCase& bullying) {
  if (bullying.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "bullying_id");
  if (bullying.state() == BullyingCase::STATE_CLOSED)
    return Refuse(Code::kFailedPrecondition, "CASE_NOT_OPEN", "Report it anew.", "bullying_id");
  return std::nullopt;
}

void BullyingCases::Evolve(BullyingCase& bullying, const BullyingCaseEvent& event) {
  const auto due = [&](const google::protobuf::Timestamp& at) {
    *bullying.mutable_due_at() = at;
    bullying.clear_overdue();
  };
  switch (event.fact_case()) {
    case BullyingCaseEvent::kReported:
      bullying = event.reported().report();
      bullying.set_state(BullyingCase::STATE_REPORTED);
      *bullying.mutable_reported_at() = event.meta().at();
      bullying.set_reported_by(event.meta().actor_id());
      return;
    case BullyingCaseEvent::kTaken:
      bullying.set_state(BullyingCase::STATE_LOOKED_INTO);
      return due(event.taken().due_at());
    case BullyingCaseEvent::kStepRecorded: *bullying.add_steps() = event.step_recorded().step(); return;
    case BullyingCaseEvent::kDecided:
      bullying.set_state(BullyingCase::STATE_FOLLOWED_UP);
      bullying.set_finding(event.decided().finding());
      bullying.set_finding_reason(event.decided().reason());
      bullying.set_measures(event.decided().measures());
      return due(event.decided().due_at());
    case BullyingCaseEvent::kThreatFound:
      bullying.set_threat_case_id(event.threat_found().threat_case_id());
      return;
    case BullyingCaseEvent::kClosed:
      bullying.set_state(BullyingCase::STATE_CLOSED);
      bullying.set_closing_note(event.closed().note());
      *bullying.mutable_closed_at() = event.meta().at();
      bullying.clear_due_at();
      return;
    case BullyingCaseEvent::kOverdue: bullying.set_overdue(true); return;
    case BullyingCaseEvent::FACT_NOT_SET: return;
  }
}

Indexes BullyingCases::IndexesOf(const BullyingCase& bullying) {
  if (bullying.state() == BullyingCase::STATE_CLOSED) return {};
  return {{"bullying_open:" + bullying.school(),
           static_cast<double>(FromProto(bullying.reported_at()).time_since_epoch().count())}};
}

Deadlines BullyingCases::DeadlinesOf(const BullyingCase& bullying) {
  if (!bullying.has_due_at() || bullying.overdue()) return {};
  return {{"due", FromProto(bullying.due_at())}};
}

BullyingDecision BullyingCases::Tick(const BullyingCase& bullying, const std::string&,
                                     const Context& context) {
  if (!bullying.has_due_at() || bullying.overdue() || FromProto(bullying.due_at()) > context.now)
    return AlreadySo{};
  BullyingCaseEvent event;
  event.mutable_overdue();
  return event;
}

BullyingDecision ReportBullying(const BullyingCase& bullying, const v1::ReportBullyingRequest& request,
                                const CaseContext& context) {
  if (!bullying.id().empty()) return AlreadySo{};
  if (auto error = BadText(request.summary(), "summary", kBullyingSummaryMax)) return *error;
  if (auto error = TooLong(request.platform(), "platform", kPersonMax)) return *error;
  const auto& people = request.people();
  if (people.size() > kBullyingPeopleMax || std::any_of(people.begin(), people.end(), [](const auto& one) {
        return one.role() == v1::CASE_PERSON_ROLE_UNSPECIFIED || one.description().size() > kPersonMax ||
               (one.person_id().empty() ? IsBlank(one.description()) : !id::IsUuid(one.person_id()));
      }))
    return Refuse(Code::kInvalidArgument, "PERSON_UNKNOWN", "Name at most twelve people, each with a role.",
                  "people");
  BullyingCaseEvent event;
  auto& report = *event.mutable_reported()->mutable_report();
  report.set_id(context.id);
  report.set_school(request.school());
  report.set_online(request.online());
  report.set_summary(request.summary());
  report.set_platform(request.platform());
  *report.mutable_people() = people;
  *report.mutable_due_at() = ToProto(context.hours.CloseOfDay(context.now, kBullyingTakenSchoolDays));
  return event;
}

BullyingDecision TakeBullying(const BullyingCase& bullying, const v1::TakeBullyingRequest&,
                              const CaseContext& context) {
  if (auto error = WhyNotOpen(bullying)) return *error;
  if (bullying.state() != BullyingCase::STATE_REPORTED) return AlreadySo{};
  BullyingCaseEvent event;
  *event.mutable_taken()->mutable_due_at() =
      ToProto(context.hours.CloseOfDay(context.now, kBullyingFoundSchoolDays));
  return event;
}

BullyingDecision RecordBullyingStep(const BullyingCase& bullying,
                                    const v1::RecordBullyingStepRequest& request,
                                    const CaseContext& context) {
  if (auto error = WhyNotOpen(bullying)) return *error;
  if (request.step() == v1::BULLYING_STEP_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "STEP_MISSING", "Choose a step.", "step");
  if (auto error = BadText(request.note(), "note", kNoteMax)) return *error;
  if (bullying.steps_size() >= kBullyingStepsMax)
    return Refuse(Code::kResourceExhausted, "CASE_FULL", "At most sixteen steps; decide what was found.");
  BullyingCaseEvent event;
  auto& step = *event.mutable_step_recorded()->mutable_step();
  step.set_step(request.step());
  step.set_note(request.note());
  step.set_author_id(context.actor_id);
  *step.mutable_at() = ToProto(context.now);
  return event;
}

BullyingDecision DecideBullying(const BullyingCase& bullying, const v1::DecideBullyingRequest& request,
                                const CaseContext& context) {
  if (auto error = WhyNotOpen(bullying)) return *error;
  if (bullying.state() == BullyingCase::STATE_REPORTED)
    return NotNow("NOT_LOOKED_INTO", "Take it, and look into it first.");
  for (const auto step : kBeforeFinding)
    if (!Has(bullying, step))
      return NotNow("STEPS_OPEN", "Keep the evidence, support the target and tell their parents first.");
  if (bullying.online() && !Has(bullying, v1::BULLYING_STEP_REPORT_TO_PLATFORM))
    return NotNow("PLATFORM_NOT_TOLD", "Report what is online to its platform first.");
  if (request.finding() == v1::BULLYING_FINDING_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "FINDING_MISSING", "Say what was found.", "finding");
  if (auto error = BadText(request.reason(), "reason")) return *error;
  if (auto error = BadText(request.measures(), "measures")) return *error;
  BullyingCaseEvent event;
  auto& decided = *event.mutable_decided();
  decided.set_finding(request.finding());
  decided.set_reason(request.reason());
  decided.set_measures(request.measures());
  *decided.mutable_due_at() = ToProto(context.hours.CloseOfDay(context.now, kBullyingFollowUpSchoolDays));
  return event;
}

BullyingDecision LinkBullyingToThreat(const BullyingCase& bullying,
                                      const v1::LinkBullyingToThreatRequest& request, const CaseContext&) {
  if (auto error = WhyNotOpen(bullying)) return *error;
  if (!id::IsUuid(request.threat_case_id()))
    return Refuse(Code::kInvalidArgument, "CASE_UNKNOWN", "Name the threat's case by its id.",
                  "threat_case_id");
  if (bullying.threat_case_id() == request.threat_case_id()) return AlreadySo{};
  BullyingCaseEvent event;
  event.mutable_threat_found()->set_threat_case_id(request.threat_case_id());
  return event;
}

BullyingDecision CloseBullying(const BullyingCase& bullying, const v1::CloseBullyingRequest& request,
                               const CaseContext&) {
  if (bullying.state() == BullyingCase::STATE_CLOSED) return AlreadySo{};
  if (auto error = WhyNotOpen(bullying)) return *error;
  if (bullying.state() != BullyingCase::STATE_FOLLOWED_UP)
    return NotNow("NOT_DECIDED", "Decide what was found, and follow it up first.");
  if (auto error = BadText(request.note(), "note")) return *error;
  BullyingCaseEvent event;
  event.mutable_closed()->set_note(request.note());
  return event;
}

}  // namespace watchbell::threat_intake
