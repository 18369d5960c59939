// What other authorities tell us: advice for the incident commander, on which a person decides. Nothing here
// ever acts.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/cap.pb.h"

namespace watchbell::alerting::cap {

inline constexpr int kReplacesMax = 32;
inline constexpr std::chrono::minutes kClockSkewMax{5};  // between a sender's clock and ours

struct CapAdvices {
  using State = v1::CapAdvice;
  using Event = v1::CapAdviceEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "cap-advice";

  static void Evolve(State& advice, const Event& event);
  // advice:<school> while nobody has decided.
  static Indexes IndexesOf(const State& advice);
  static Deadlines DeadlinesOf(const State& advice);
  // Advice that has run out is nobody's business any more.
  static Decision<Event> Tick(const State& advice, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& advice);
};

std::string AdviceId(const std::string& school, const v1::CapReference& document);

// What the document may make the commander want to do, and against which hazard.
std::pair<v1::Action, std::string> SuggestionOf(const v1::CapInfo& info);

// The document as advice, in the language asked for or its first; or why it is none: no content, from the
// future, expired. The document is valid.
Result<v1::CapAdvice> AdviceOf(const v1::CapAlert& alert, const std::string& school,
                               const std::string& language, TimePoint now);

// What this system itself has learned, from no document of anybody's: advice all the same.
struct OwnAdvice {
  std::string id;  // of what it comes from
  std::string school;
  std::string source;    // "city-police"
  std::string event;     // "an armed person"
  std::string headline;  // a sentence
  v1::Action suggestion = v1::ACTION_UNSPECIFIED;
  TimePoint occurred_at{};
  TimePoint expires_at{};
};
v1::CapAdvice AdviceOf(const OwnAdvice& own);
// Once; what says something else since is advice anew, on which a person decides anew.
Decision<v1::CapAdviceEvent> ReceiveOwn(const v1::CapAdvice& state, const v1::CapAdvice& advice,
                                        const Context& context);

// FAILED_PRECONDITION (CAP_CANCELLED) when its sender has withdrawn it before it came.
Decision<v1::CapAdviceEvent> Receive(const v1::CapAdvice& state, const v1::CapAdvice& advice);
// By a later document of the same sender; what has not come yet is refused when it comes.
Decision<v1::CapAdviceEvent> Withdraw(const v1::CapAdvice& state, const std::string& id,
                                      const std::string& school, const std::string& by);
Decision<v1::CapAdviceEvent> Decide(const v1::CapAdvice& state, bool taken, const Context& context);

}  // namespace watchbell::alerting::cap
