#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/training.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnTraining(const Surroundings& here) {
  return AnnounceOn<alerting::v1::TrainingEvent>(
      here, {.from_service = "alerting", .aggregate = "training", .purpose = "trainings"});
}

}  // namespace watchbell::notification
