// The rules of a tip: what is taken, who is asked, and who is asked next. Pure functions; domain.md 3.8. What
// the team does with it afterwards: tip_desk.hpp.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/triage/priority.hpp"
#include "services/threat-intake/domain/triage/routing.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::size_t kTextBytesMax = 16'000;  // 4,000 characters of any script
inline constexpr std::size_t kPlaceBytesMax = 800;    // 200 characters
inline constexpr std::size_t kNameBytesMax = 800;
inline constexpr int kAttachmentsMax = 5;
inline constexpr std::chrono::days kQuarantine{30};  // domain.md 3.8 A8

struct Tips {
  using State = v1::Tip;
  using Event = v1::TipEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "tip";

  static void Evolve(State& tip, const Event& event);
  // open:<school>, closed:, quarantined: or proposed:, by when it came.
  static Indexes IndexesOf(const State& tip);
  // "escalate", "quarantine"
  static Deadlines DeadlinesOf(const State& tip);
  // Asks the next rung if nobody has acknowledged by now; proposes spam for deletion when its time is over.
  static Decision<Event> Tick(const State& tip, const std::string& what, const Context& context);
  // Nothing while it is open.
  static std::optional<retention::Span> RetentionOf(const State& tip);
  // What reports still count of it when it is erased.
  static retention::Counts CountsOf(const std::vector<Event>& history,
                                    const std::function<std::string(TimePoint)>& month_of);
};

bool IsOpen(const v1::Tip& tip);
Error NoSuchTip();

// What was sent, with what the visible rules make of it: they only raise its priority and decide nothing
// (domain.md 2.3). And when the ladder asks whom.
v1::Tip Graded(v1::Tip draft, const Priorities& priorities, const SchoolCalendar& calendar, TimePoint now);

// `draft`: a graded one, how it came, and how its mailbox is opened.
Decision<v1::TipEvent> Receive(const v1::Tip& tip, const v1::Tip& draft, const Context& context);
Decision<v1::TipEvent> Acknowledge(const v1::Tip& tip, const Context& context);

}  // namespace watchbell::threat_intake
