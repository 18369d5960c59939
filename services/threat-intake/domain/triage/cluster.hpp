// Whose voice belongs to which cluster, and what a cluster was answered. Pure functions; domain.md 4 ("one
// viral post reported 200 times").
#pragma once

#include <optional>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/threat_intake/v1/cluster.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kSplitMax = 200;
inline constexpr std::size_t kAnswerBytesMax = 16'000;  // 4,000 characters of any script

struct Voices {
  using State = v1::Voice;
  using Event = v1::VoiceEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "voice";

  static void Evolve(State& voice, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
  // It goes with its tip, never alone.
  static std::optional<retention::Span> RetentionOf(const State&) { return std::nullopt; }
};

struct ClusterAnswers {
  using State = v1::ClusterAnswer;
  using Event = v1::ClusterAnswerEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "cluster-answer";

  static void Evolve(State& answer, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& answer);
};

// Of a tip that is the first to speak of its thing.
std::string ClusterIdOf(const std::string& tip_id);

// Once for each tip. `likeness`: 0 to 1.
Decision<v1::VoiceEvent> Hear(const v1::Voice& voice, const std::string& school,
                              const std::string& cluster_id, double likeness, const Context& context);
// By a person.
Decision<v1::VoiceEvent> Move(const v1::Voice& voice, const std::string& cluster_id);
Decision<v1::ClusterAnswerEvent> AnswerWith(const v1::ClusterAnswer& answer,
                                            const v1::AnswerClusterRequest& request, const Context& context);

}  // namespace watchbell::threat_intake
