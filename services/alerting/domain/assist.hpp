// A call for help that is no alarm: asked, answered, resolved, or escalated to one. Pure functions.
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/assist.pb.h"

namespace watchbell::alerting {

inline constexpr std::size_t kAssistPlaceBytesMax = 200;

struct Assists {
  using State = v1::Assist;
  using Event = v1::AssistEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "assist";

  static void Evolve(State& assist, const Event& event);
  // assists:<school> while it is open.
  static Indexes IndexesOf(const State& assist);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};

Decision<v1::AssistEvent> AskForHelp(const v1::Assist& assist, const v1::AskForHelpRequest& request,
                                     const Context& context);
// Of several who go, the first stands.
Decision<v1::AssistEvent> AnswerAssist(const v1::Assist& assist, const v1::AnswerAssistRequest& request,
                                       const Context& context);
Decision<v1::AssistEvent> ResolveAssist(const v1::Assist& assist, const v1::ResolveAssistRequest& request,
                                        const Context& context);
// After the alarm was raised.
Decision<v1::AssistEvent> EscalateAssist(const v1::Assist& assist, const std::string& incident_id);
// That alarm was taken back: whoever asked still needs help.
Decision<v1::AssistEvent> ReopenAssist(const v1::Assist& assist, const std::string& incident_id);

}  // namespace watchbell::alerting
