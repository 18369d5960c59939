// Who is trained in what, and what nobody leads untrained. Pure functions; domain.md section 1, rows 22
// and 42.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/training.pb.h"

namespace watchbell::alerting {

inline constexpr std::chrono::days kTrainingMax{5 * 366};  // nothing is valid longer
// So long before its end the person hears of it; design.
inline constexpr std::chrono::days kTrainingEndIsNear{30};

struct Trainings {
  using State = v1::Training;
  using Event = v1::TrainingEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "training";

  static void Evolve(State& training, const Event& event);
  // trainings:<school> by its end; while it is valid also training:<school> by the person, which is blind.
  static Indexes IndexesOf(const State& training);
  // "end is near", and "expire" when the day of expires_on is over.
  static Deadlines DeadlinesOf(const State& training);
  static std::optional<retention::Span> RetentionOf(const State& state);
  static Decision<Event> Tick(const State& training, std::string_view what, const Context& context);
};

// The topics that a task needs.
std::span<const v1::TrainingTopic> TopicsOf(v1::TrainedTask task);
// Those of them that none of a person's trainings covers at that moment.
std::vector<v1::TrainingTopic> MissingTopics(v1::TrainedTask task, const std::vector<v1::Training>& trainings,
                                             TimePoint now);
// The refusal that names what is missing.
Error Untrained(const std::vector<v1::TrainingTopic>& missing, const char* field);

// `expires_at`: when the day of request.expires_on is over; nothing where that is no day.
Decision<v1::TrainingEvent> RecordTraining(const v1::Training& training,
                                           const v1::RecordTrainingRequest& request,
                                           std::optional<TimePoint> expires_at, const Context& context);

}  // namespace watchbell::alerting
