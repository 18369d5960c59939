// Calls to the police: what leads to one, which line it goes to, and what is done until somebody has
// confirmed it. Pure functions; domain.md 2.2, 3.1 (drill separation), 3.9 (police routing), section 4 (Bay
// County).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/dispatch.pb.h"
#include "watchbell/alerting/v1/incident.pb.h"

namespace watchbell::alerting {

inline constexpr std::size_t kDispatchTextBytesMax = 1000;
inline constexpr std::size_t kDispatchPlaceBytesMax = 200;
inline constexpr std::size_t kDispatchReferenceBytesMax = 100;
inline constexpr std::chrono::seconds kAnswerClockSkewMax{300};
// Of the attempts of one call, besides the first.
inline constexpr std::size_t kDispatchRetriesMax = 9;
// The words of a line's signed answer.
inline constexpr char kReceived[] = "received";
inline constexpr char kDangerOver[] = "danger_over";

// Which action calls which line; an empty hazard is any.
struct CallRule {
  v1::Action action = v1::ACTION_UNSPECIFIED;
  std::string hazard;
  v1::Dispatch::Line line = v1::Dispatch::LINE_UNSPECIFIED;
};
struct SchoolAddress {
  std::string name;
  std::string address;
  std::string telephone;  // where the line calls back
};
// What the district decides; the defaults call for a lockdown and a fire.
struct DispatchSettings {
  std::vector<CallRule> calls{{v1::ACTION_LOCKDOWN, "", v1::Dispatch::LINE_EMERGENCY_911},
                              {v1::ACTION_EVACUATE, "fire", v1::Dispatch::LINE_EMERGENCY_911}};
  std::map<std::string, SchoolAddress> schools;
  std::vector<int> retry_seconds{2, 4, 8};
  int confirm_seconds = 15;
};

// A tip whose ladder has come to its last rung, the police (domain.md 3.8, A7).
struct UnansweredTip {
  std::string id;
  std::string school;
  bool life_safety = false;
  TimePoint received_at{};
};

// A threat case in which somebody is in danger now: the police come before any assessment (domain.md 3.3).
// What was said, and where, is sealed from us: the line asks the school back.
struct CaseDanger {
  std::string case_id;
  std::string school;
  std::string danger;  // as the line is told: "a weapon"
  bool at_school = false;
  TimePoint declared_at{};
};

// 911 but for what is past and without danger (domain.md 3.9).
v1::Dispatch::Line LineOf(v1::RequestDispatchRequest::Timing timing,
                          v1::RequestDispatchRequest::Danger danger);

// Something real that the police must hear of. Nothing else makes a dispatch, and nothing of a drill makes
// one of these: that is what keeps an exercise from the police.
class RealCause {
 public:
  // Nothing: a drill, or an event that calls nobody.
  static std::optional<RealCause> Of(const v1::IncidentEvent& event, const DispatchSettings& settings);
  static RealCause Of(const UnansweredTip& tip, const DispatchSettings& settings);
  // A danger that ended and was declared again calls once more.
  static RealCause Of(const CaseDanger& danger, const DispatchSettings& settings);
  // A person's own report. `open`: the school's open incident, if there is one.
  static Result<RealCause> Of(const v1::RequestDispatchRequest& request, const v1::Incident* open,
                              const DispatchSettings& settings);

  // The same for whoever computes it: an alarm calls a line once.
  const std::string& id() const { return call_.id(); }
  const std::string& school() const { return call_.school(); }

 private:
  friend Decision<v1::DispatchEvent> RequestDispatch(const v1::Dispatch& state, const RealCause& cause,
                                                     const Context& context);
  RealCause(v1::Dispatch call, const DispatchSettings& settings);
  v1::Dispatch call_;
};

struct Dispatches {
  using State = v1::Dispatch;
  using Event = v1::DispatchEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "dispatch";

  static void Evolve(State& dispatch, const Event& event);
  // dispatches:<school>, by when it was requested; dispatches_of:<incident, tip or case>.
  static Indexes IndexesOf(const State& dispatch);
  // "next": the next attempt, or the end of the last one's patience.
  static Deadlines DeadlinesOf(const State& dispatch);
  static Decision<Event> Tick(const State& dispatch, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& dispatch);
};

bool IsWaiting(const v1::Dispatch& dispatch);
int AttemptsMax(const v1::Dispatch& dispatch);
// Of an event that a line must be told of: from 1 the number of the attempt, 0: nothing is sent.
int AttemptOf(const v1::DispatchEvent& event);

// The same cause again, at a place that the line has not been told: the line is told.
Decision<v1::DispatchEvent> RequestDispatch(const v1::Dispatch& state, const RealCause& cause,
                                            const Context& context);
Decision<v1::DispatchEvent> RecordAttempt(const v1::Dispatch& state, int number,
                                          v1::DispatchAttempt::Outcome outcome, const Context& context);
// By a person who telephoned.
Decision<v1::DispatchEvent> ConfirmDispatch(const v1::Dispatch& state,
                                            const v1::ConfirmDispatchRequest& request,
                                            const Context& context);
// By the line itself. Whether the signature is good is known before.
Decision<v1::DispatchEvent> AnswerDispatch(const v1::Dispatch& state,
                                           const v1::AnswerDispatchRequest& request, const Context& context);
// The police were spoken to about the alarm: whoever did confirms the call, too.
Decision<v1::DispatchEvent> ConfirmBy(const v1::Dispatch& state, const std::string& reference);
// The alarm was a false one, or taken back.
Decision<v1::DispatchEvent> WithdrawDispatch(const v1::Dispatch& state, const Context& context);
// The calls that the incident may have made.
std::vector<std::string> CallsOf(const v1::Incident& incident, const DispatchSettings& settings);
// Those to withdraw. Of a lockdown that was taken back, that
// one.
std::vector<std::string> DispatchesToWithdraw(const v1::IncidentEvent& event,
                                              const DispatchSettings& settings);

}  // namespace watchbell::alerting
