// What leads to a call to the police, and to which line. The only place that makes one.
#include <array>

#include "common/id/id.hpp"
#include "services/alerting/domain/dispatch.hpp"

namespace watchbell::alerting {
namespace {

using v1::Dispatch;
using v1::Incident;
using v1::IncidentEvent;
using Asked = v1::RequestDispatchRequest;

// Rows: when it happens. Columns: the danger now.
constexpr std::array<std::array<Dispatch::Line, 3>, 3> kLines{{
    //      unknown                       IMMEDIATE                     NONE
    {Dispatch::LINE_EMERGENCY_911, Dispatch::LINE_EMERGENCY_911, Dispatch::LINE_EMERGENCY_911},  // unknown
    {Dispatch::LINE_EMERGENCY_911, Dispatch::LINE_EMERGENCY_911, Dispatch::LINE_EMERGENCY_911},  // ACTIVE
    {Dispatch::LINE_EMERGENCY_911, Dispatch::LINE_EMERGENCY_911,
     Dispatch::LINE_POLICE_NON_EMERGENCY},  // PAST
}};

std::size_t Index(int value) { return value < 0 || value > 2 ? 0 : static_cast<std::size_t>(value); }

// What the event's action calls by the district's table; null: nobody.
const CallRule* RuleFor(const IncidentEvent& event, const DispatchSettings& settings) {
  v1::Action action = v1::ACTION_UNSPECIFIED;
  const v1::ActionDetail* detail = nullptr;
  if (event.has_raised()) {
    action = event.raised().action();
    detail = &event.raised().detail();
  } else if (event.has_action_set()) {
    action = event.action_set().action();
    detail = &event.action_set().detail();
  } else if (event.has_decision_opened()) {
    // People stay where they are, but it burns, maybe.
    static const v1::ActionDetail kFireReported = [] {
      v1::ActionDetail fire;
      fire.set_hazard("fire");
      return fire;
    }();
    action = v1::ACTION_EVACUATE;
    detail = &kFireReported;
  }
  if (!detail) return nullptr;
  for (const auto& rule : settings.calls) {
    if (rule.action == action && (rule.hazard.empty() || rule.hazard == detail->hazard())) return &rule;
  }
  return nullptr;
}

// An alarm calls a line once for each rule; a lockdown that was taken back and comes again, once more.
std::string DispatchIdOf(const std::string& incident_id, const CallRule& rule, int undone) {
  const bool again = rule.action == v1::ACTION_LOCKDOWN && undone > 0;
  return id::Derive("dispatch-" + v1::Action_Name(rule.action) + rule.hazard +
                        (again ? std::to_string(undone) : std::string{}),
                    incident_id);
}

}  // namespace

Dispatch::Line LineOf(Asked::Timing timing, Asked::Danger danger) {
  return kLines[Index(timing)][Index(danger)];
}

std::vector<std::string> CallsOf(const Incident& incident, const DispatchSettings& settings) {
  std::vector<std::string> ids;
  for (const auto& rule : settings.calls)
    ids.push_back(DispatchIdOf(incident.id(), rule, incident.escalations_undone()));
  return ids;
}

std::vector<std::string> DispatchesToWithdraw(const IncidentEvent& event, const DispatchSettings& settings) {
  const auto& incident = event.incident();
  if (event.has_cancelled()) return CallsOf(incident, settings);
  std::vector<std::string> ids;
  for (const auto& rule : settings.calls) {
    if (event.has_escalation_undone() && rule.action == v1::ACTION_LOCKDOWN)
      ids.push_back(DispatchIdOf(incident.id(), rule, incident.escalations_undone() - 1));
  }
  return ids;
}

RealCause::RealCause(Dispatch call, const DispatchSettings& settings) : call_(std::move(call)) {
  call_.mutable_retry_seconds()->Add(settings.retry_seconds.begin(), settings.retry_seconds.end());
  call_.set_confirm_seconds(settings.confirm_seconds);
  const auto known = settings.schools.find(call_.school());
  auto& report = *call_.mutable_report();
  report.set_school_name(known == settings.schools.end() ? call_.school() : known->second.name);
  if (known == settings.schools.end()) return;
  report.set_address(known->second.address);
  report.set_telephone(known->second.telephone);
}

std::optional<RealCause> RealCause::Of(const IncidentEvent& event, const DispatchSettings& settings) {
  const auto& incident = event.incident();
  if (incident.drill() || event.raised().drill() || incident.state() != Incident::STATE_OPEN)
    return std::nullopt;
  const auto* rule = RuleFor(event, settings);
  if (!rule) return std::nullopt;
  Dispatch call;
  call.set_id(DispatchIdOf(incident.id(), *rule, incident.escalations_undone()));
  call.set_school(incident.school());
  call.set_line(rule->line);
  call.set_cause(Dispatch::CAUSE_INCIDENT);
  call.set_about_id(incident.id());
  auto& report = *call.mutable_report();
  report.set_action(rule->action);
  report.set_hazard(rule->hazard.empty() ? incident.hazard() : rule->hazard);
  report.set_place(incident.place());
  *report.mutable_reported_at() = event.meta().at();
  return RealCause(std::move(call), settings);
}

RealCause RealCause::Of(const UnansweredTip& tip, const DispatchSettings& settings) {
  Dispatch call;
  call.set_id(id::Derive("dispatch-tip", tip.id));
  call.set_school(tip.school);
  call.set_line(LineOf(Asked::TIMING_UNSPECIFIED,
                       tip.life_safety ? Asked::DANGER_IMMEDIATE : Asked::DANGER_UNSPECIFIED));
  call.set_cause(Dispatch::CAUSE_TIP);
  call.set_about_id(tip.id);
  auto& report = *call.mutable_report();
  report.set_text("A tip that may be about danger to life waits, and nobody on duty has answered.");
  *report.mutable_reported_at() = ToProto(tip.received_at);
  return RealCause(std::move(call), settings);
}

RealCause RealCause::Of(const CaseDanger& danger, const DispatchSettings& settings) {
  Dispatch call;
  call.set_id(id::Derive("dispatch-case" + std::to_string(danger.declared_at.time_since_epoch().count()),
                         danger.case_id));
  call.set_school(danger.school);
  call.set_line(LineOf(Asked::TIMING_ACTIVE, Asked::DANGER_IMMEDIATE));
  call.set_cause(Dispatch::CAUSE_CASE);
  call.set_about_id(danger.case_id);
  auto& report = *call.mutable_report();
  report.set_text(std::string{"The school's threat assessment team reports danger now: "} + danger.danger +
                  (danger.at_school ? ", at the school." : ", not at the school: call back for the place."));
  *report.mutable_reported_at() = ToProto(danger.declared_at);
  return RealCause(std::move(call), settings);
}

Result<RealCause> RealCause::Of(const Asked& request, const Incident* open,
                                const DispatchSettings& settings) {
  if (open && open->drill()) {
    return Fail(Code::kFailedPrecondition, "DRILL_RUNNING",
                "A drill calls nobody: raise the real alarm, which ends the drill, then report.", "school");
  }
  if (request.text().empty() || request.text().size() > kDispatchTextBytesMax)
    return Fail(Code::kInvalidArgument, "TEXT_MISSING", "Say what happens, in 1,000 characters.", "text");
  if (request.place().size() > kDispatchPlaceBytesMax)
    return Fail(Code::kInvalidArgument, "TEXT_TOO_LONG", "Say where in 200 characters.", "place");
  Dispatch call;
  call.set_id(request.request_id());
  call.set_school(request.school());
  call.set_line(LineOf(request.timing(), request.danger()));
  call.set_cause(Dispatch::CAUSE_PERSON);
  if (open) call.set_about_id(open->id());
  call.mutable_report()->set_text(request.text());
  call.mutable_report()->set_place(request.place());
  return RealCause(std::move(call), settings);
}

}  // namespace watchbell::alerting
