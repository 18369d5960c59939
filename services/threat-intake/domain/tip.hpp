// The rules of an anonymous tip: what is taken, who is asked, and who is asked next. Pure functions;
// domain.md 3.8.
#pragma once

#include <chrono>

#include "common/ledger/decision.hpp"
#include "common/view/projection.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::size_t kTextBytesMax = 16'000;  // 4,000 characters of any script
inline constexpr std::size_t kPlaceBytesMax = 800;
// The next person is asked when nobody has acknowledged for so long (domain.md 3.8 A7).
inline constexpr std::chrono::minutes kLifeSafetyStep{5};
inline constexpr std::chrono::minutes kOtherStep{30};
inline constexpr int kLastRung = 3;  // police dispatch

struct Tips {
  using State = v1::Tip;
  using Event = v1::TipEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "tip";

  static void Evolve(State& tip, const Event& event);
  // open:<school>, by when it came.
  static Indexes IndexesOf(const State& tip);
  // "escalate"
  static Deadlines DeadlinesOf(const State& tip);
  // Asks the next rung if nobody has acknowledged by now.
  static Decision<Event> Tick(const State& tip, const std::string& what, const Context& context);
};

// A visible rule that only raises priority: a danger to life is named, or the tip says that it happens now.
bool NamesDangerToLife(const v1::SubmitTipRequest& request);

// `receipt_hash`: of the code that the sender is given.
Decision<v1::TipEvent> Submit(const v1::Tip& tip, const v1::SubmitTipRequest& request,
                              const std::string& receipt_hash, const Context& context);
Decision<v1::TipEvent> Acknowledge(const v1::Tip& tip, const v1::AcknowledgeTipRequest& request,
                                   const Context& context);

}  // namespace watchbell::threat_intake
