// Who is safe, and who needs help.
#include "common/record/routes.hpp"
#include "services/alerting/api/api.hpp"

namespace watchbell::alerting {
namespace {

Result<v1::SafetyAnswer> Report(Parts& parts, const rpc::Call& call, const v1::ReportSafetyRequest& request) {
  const auto incident = Read(parts.incidents, request.school(), request.incident_id());
  if (!incident) return tl::unexpected<Error>(incident.error());
  if (!IsOpen(*incident)) {
    return Fail(Code::kFailedPrecondition, kIncidentClosed, "The incident is over.", "incident_id");
  }
  const auto ordinal = SafetyOrdinalOf(call.caller.person_id);
  const auto batch = Answer(parts.safety, call, request, SafetyBatchId(request.incident_id(), ordinal),
                            [&](const v1::SafetyBatch& state, const Context& context) {
                              return ReportSafety(state, request, context);
                            });
  if (!batch) return tl::unexpected<Error>(batch.error());
  for (const auto& answer : batch->answers()) {
    if (answer.person_id() == call.caller.person_id) return answer;
  }
  return Fail(Code::kInternal, "ANSWER_LOST", "Answer again.");
}

}  // namespace

// The batches are read one by one from the record: an answer is counted as soon as it is given.
Result<v1::ListSafetyResponse> SafetyOf(Parts& parts, const std::string& school,
                                        const std::string& incident_id) {
  v1::ListSafetyResponse list;
  for (int ordinal = 0; ordinal < kSafetyBatches; ++ordinal) {
    const auto batch = parts.safety.Get(school, SafetyBatchId(incident_id, ordinal));
    if (batch) AddTo(list, batch->state);
    if (!batch && batch.error().code != Code::kNotFound) return tl::unexpected<Error>(batch.error());
  }
  Sort(list);
  return list;
}

void ServeSafety(rpc::Server& server, Parts& parts) {
  const std::string service = "watchbell.alerting.v1.SafetyService";
  server.Unary(service + ".ReportSafety",
               [&parts](const rpc::Call& call, const v1::ReportSafetyRequest& request) {
                 return Report(parts, call, request);
               });
  server.Unary(service + ".ListSafety", [&parts](const rpc::Call&, const v1::ListSafetyRequest& request) {
    return SafetyOf(parts, request.school(), request.incident_id());
  });
}

}  // namespace watchbell::alerting
