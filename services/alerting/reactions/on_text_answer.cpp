#include "services/alerting/reactions/on_text_answer.hpp"

#include "watchbell/notification/v1/reply.pb.h"

namespace watchbell::alerting {
namespace {

using notification::v1::ReplyBatchEvent;

Status Note(const TextAnswers& here, const ReplyBatchEvent& event, const reaction::Origin& origin) {
  const auto& given = event.given();
  const auto incident = here.incidents.Get(given.school(), given.incident_id());
  if (!incident && incident.error().code == Code::kNotFound) return {};
  if (!incident) return tl::unexpected<Error>(incident.error());
  if (!IsOpen(incident->state)) return {};
  v1::ReportSafetyRequest request;
  request.set_school(given.school());
  request.set_incident_id(given.incident_id());
  request.set_word(given.needs_help() ? v1::SafetyAnswer::WORD_NEED_HELP : v1::SafetyAnswer::WORD_SAFE);
  const auto batch_id = SafetyBatchId(given.incident_id(), SafetyOrdinalOf(given.person_id()));
  const Context context{.now = origin.at,
                        .request_id = origin.RequestId("safety"),
                        .actor_id = given.person_id(),
                        .traceparent = origin.traceparent};
  const auto recorded = here.safety.Run(given.school(), batch_id, context,
                                        [&](const v1::SafetyBatch& state, const Context& known) {
                                          return ReportSafety(state, request, known);
                                        });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnTextAnswer(const TextAnswers& here) {
  return reaction::Reaction::On<ReplyBatchEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "notification",
       .aggregate = "reply-batch",
       .service = "alerting",
       .purpose = "text_answers",
       .delivery = bus::Delivery::kPush},
      [here](const ReplyBatchEvent& event, const reaction::Origin& origin) -> Status {
        if (event.given().incident_id().empty()) return {};
        return Note(here, event, origin);
      });
}

}  // namespace watchbell::alerting
