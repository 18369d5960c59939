// How a case is found again, and the clocks that run on it.
#include <algorithm>
#include <array>

#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using google::protobuf::Timestamp;
using v1::Case;
using v1::CaseEvent;

// What is due next of a clock and has not been said to be overdue; nothing: the clock stands.
struct NextDue {
  TimePoint at;
  v1::CaseActionKind action = v1::CASE_ACTION_KIND_UNSPECIFIED;
};
std::optional<NextDue> NextOf(const Case& assessment, v1::CaseClock clock) {
  std::optional<NextDue> next;
  const auto consider = [&](const Timestamp& due, v1::CaseActionKind action = {}) {
    if (!next || FromProto(due) < next->at) next = NextDue{FromProto(due), action};
  };
  if (assessment.state() == Case::STATE_CLOSED) return next;
  switch (clock) {
    case v1::CASE_CLOCK_TRIAGE:
      if (assessment.has_triage_due_at() && !assessment.triage_overdue())
        consider(assessment.triage_due_at());
      return next;
    case v1::CASE_CLOCK_EVALUATION:
      if (assessment.has_evaluation_due_at() && !assessment.evaluation_overdue())
        consider(assessment.evaluation_due_at());
      return next;
    case v1::CASE_CLOCK_ACTION:
      for (const auto& action : assessment.actions())
        if (action.has_due_at() && !action.overdue()) consider(action.due_at(), action.kind());
      return next;
    case v1::CASE_CLOCK_REVIEW:
      if (!assessment.transferred_to().empty()) return next;  // they are held there
      // One at a time: the next is not late before this one was held
      for (const auto& review : assessment.reviews()) {
        if (review.has_at()) continue;
        if (!review.overdue()) consider(review.due_at());
        return next;
      }
      return next;
    default: return next;
  }
}

struct ClockName {
  v1::CaseClock clock;
  const char* timer;
};
constexpr std::array kClocks{
    ClockName{v1::CASE_CLOCK_TRIAGE, "triage"}, ClockName{v1::CASE_CLOCK_EVALUATION, "evaluation"},
    ClockName{v1::CASE_CLOCK_ACTION, "action"}, ClockName{v1::CASE_CLOCK_REVIEW, "review"}};

}  // namespace

Indexes Cases::IndexesOf(const Case& assessment) {
  if (assessment.id().empty()) return {};
  const auto reported = static_cast<double>(FromProto(assessment.reported_at()).time_since_epoch().count());
  Indexes indexes{{"cases:" + assessment.school(), reported}};
  if (assessment.state() != Case::STATE_CLOSED)
    indexes.push_back({"cases_open:" + assessment.school(), reported});
  return indexes;
}

Deadlines Cases::DeadlinesOf(const Case& assessment) {
  Deadlines deadlines;
  for (const auto& clock : kClocks)
    if (const auto next = NextOf(assessment, clock.clock)) deadlines.push_back({clock.timer, next->at});
  return deadlines;
}

CaseDecision Cases::Tick(const Case& assessment, const std::string& what, const Context& context) {
  for (const auto& clock : kClocks) {
    if (what != clock.timer) continue;
    const auto next = NextOf(assessment, clock.clock);
    if (!next || next->at > context.now) return AlreadySo{};
    CaseEvent event;
    event.mutable_overdue()->set_clock(clock.clock);
    event.mutable_overdue()->set_action(next->action);
    return event;
  }
  return AlreadySo{};
}

}  // namespace watchbell::threat_intake
