#include "services/alerting/domain/training.hpp"

#include <algorithm>
#include <array>

#include "common/time/local.hpp"
#include "services/alerting/domain/readiness.hpp"

namespace watchbell::alerting {
namespace {

using readiness::Bad;
using v1::Training;
using v1::TrainingEvent;
using v1::TrainingTopic;

constexpr char kExpire[] = "expire", kEndIsNear[] = "end is near";

// Row 42: coaches and event leaders are trained before they run an after-hours plan. The other rows are the
// same idea for drills and reunification (design).
constexpr std::array kDrillTopics{v1::TRAINING_TOPIC_RESPONSE_PROTOCOL, v1::TRAINING_TOPIC_DRILL_LEADERSHIP};
constexpr std::array kEventTopics{v1::TRAINING_TOPIC_RESPONSE_PROTOCOL, v1::TRAINING_TOPIC_EVENT_SAFETY};
constexpr std::array kReunificationTopics{v1::TRAINING_TOPIC_REUNIFICATION};

}  // namespace

std::span<const TrainingTopic> TopicsOf(v1::TrainedTask task) {
  switch (task) {
    case v1::TRAINED_TASK_LEAD_DRILL: return kDrillTopics;
    case v1::TRAINED_TASK_LEAD_EVENT: return kEventTopics;
    case v1::TRAINED_TASK_LEAD_REUNIFICATION: return kReunificationTopics;
    default: return {};
  }
}

std::vector<TrainingTopic> MissingTopics(v1::TrainedTask task, const std::vector<Training>& trainings,
                                         TimePoint now) {
  std::vector<TrainingTopic> missing;
  for (const auto topic : TopicsOf(task)) {
    const bool covered = std::any_of(trainings.begin(), trainings.end(), [&](const Training& training) {
      return training.topic() == topic && FromProto(training.expires_at()) > now;
    });
    if (!covered) missing.push_back(topic);
  }
  return missing;
}

Error Untrained(const std::vector<TrainingTopic>& missing, const char* field) {
  std::string topics;
  for (const auto topic : missing) topics += (topics.empty() ? "" : ", ") + v1::TrainingTopic_Name(topic);
  return Refuse(Code::kFailedPrecondition, "TRAINING_MISSING",
                "Record a valid training first: " + topics + ".", field);
}

void Trainings::Evolve(Training& training, const TrainingEvent& event) {
  switch (event.fact_case()) {
    case TrainingEvent::kCompleted: training = event.completed().training(); return;
    case TrainingEvent::kExpired: training.set_expired(true); return;
    case TrainingEvent::kEndIsNear: training.set_expiring(true); return;
    case TrainingEvent::FACT_NOT_SET: return;
  }
}

Indexes Trainings::IndexesOf(const Training& training) {
  if (training.id().empty()) return {};
  const double end = readiness::Score(training.expires_at());
  Indexes indexes{{"trainings:" + training.school(), end}};
  if (!training.expired()) indexes.push_back({"training:" + training.school(), end, training.person_id()});
  return indexes;
}

Deadlines Trainings::DeadlinesOf(const Training& training) {
  if (training.id().empty() || training.expired()) return {};
  const auto end = FromProto(training.expires_at());
  Deadlines deadlines{{kExpire, end}};
  if (!training.expiring()) deadlines.push_back({kEndIsNear, end - kTrainingEndIsNear});
  return deadlines;
}

Decision<TrainingEvent> Trainings::Tick(const Training& training, std::string_view, const Context& context) {
  const auto end = FromProto(training.expires_at());
  if (training.id().empty() || training.expired() || end - kTrainingEndIsNear > context.now)
    return AlreadySo{};
  TrainingEvent event;
  if (end <= context.now)
    event.mutable_expired();
  else if (!training.expiring())
    event.mutable_end_is_near();
  else
    return AlreadySo{};
  return event;
}

Decision<TrainingEvent> RecordTraining(const Training& training, const v1::RecordTrainingRequest& request,
                                       std::optional<TimePoint> expires_at, const Context& context) {
  if (!training.id().empty()) return AlreadySo{};
  if (request.person_id().empty()) return Bad("PERSON_MISSING", "person_id", "Name who was trained.");
  if (request.topic() == v1::TRAINING_TOPIC_UNSPECIFIED)
    return Bad("TOPIC_MISSING", "topic", "Say in what the person was trained.");
  const auto completed = ParseIsoDate(request.completed_on());
  if (!completed || std::chrono::sys_days{*completed} > context.now)
    return Bad("DAY_WRONG", "completed_on", "State the day on which the training was completed.");
  if (!expires_at || *expires_at <= std::chrono::sys_days{*completed} ||
      *expires_at > std::chrono::sys_days{*completed} + kTrainingMax)
    return Bad("EXPIRY_WRONG", "expires_on", "State the last day on which it is valid, within five years.");
  TrainingEvent event;
  auto& made = *event.mutable_completed()->mutable_training();
  made.set_id(context.id);
  made.set_school(request.school());
  made.set_person_id(request.person_id());
  made.set_topic(request.topic());
  made.set_completed_on(request.completed_on());
  made.set_expires_on(request.expires_on());
  *made.mutable_expires_at() = ToProto(*expires_at);
  return event;
}

}  // namespace watchbell::alerting
