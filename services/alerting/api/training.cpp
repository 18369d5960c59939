#include "common/record/routes.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

constexpr int kOfPersonMax = 100;

// When the day is over at the school.
std::optional<TimePoint> EndOf(const Parts& parts, const std::string& day) {
  const auto date = ParseIsoDate(day);
  if (!date) return std::nullopt;
  return parts.zone.At(std::chrono::sys_days{*date} + std::chrono::days{1}, std::chrono::minutes{0});
}

}  // namespace

Result<std::vector<v1::TrainingTopic>> MissingTrainings(Parts& parts, const std::string& school,
                                                        const std::string& person, v1::TrainedTask task,
                                                        TimePoint now) {
  std::vector<v1::Training> known;
  for (const auto& where : {school, std::string{names::kDistrict}}) {
    auto found = parts.trainings.ListBlind("training:" + where, person, kOfPersonMax, "", true);
    if (!found) return tl::unexpected<Error>(found.error());
    std::move(found->states.begin(), found->states.end(), std::back_inserter(known));
  }
  return MissingTopics(task, known, now);
}

void ServeTraining(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.TrainingService";
  server.Unary(
      service + ".RecordTraining", [&parts](const rpc::Call& call, const v1::RecordTrainingRequest& request) {
        return Answer(parts.trainings, call, request, request.request_id(),
                      [&](const v1::Training& state, const Context& context) {
                        return RecordTraining(state, request, EndOf(parts, request.expires_on()), context);
                      },
                      {.likely_new = true});
      });
  server.Unary(service + ".CheckTraining",
               [&parts](const rpc::Call& call,
                        const v1::CheckTrainingRequest& request) -> Result<v1::CheckTrainingResponse> {
                 const auto missing =
                     MissingTrainings(parts, request.school(), request.person_id(), request.task(), call.now);
                 if (!missing) return tl::unexpected<Error>(missing.error());
                 v1::CheckTrainingResponse response;
                 response.set_may(missing->empty() && !TopicsOf(request.task()).empty());
                 for (const auto topic : *missing) response.add_missing(topic);
                 return response;
               });
  Routes<Trainings>(server, parts.trainings, service)
      .List<v1::ListTrainingsRequest>("ListTrainings", &v1::ListTrainingsResponse::add_trainings,
                                      [](const auto& request) { return "trainings:" + request.school(); });
}

}  // namespace watchbell::alerting
