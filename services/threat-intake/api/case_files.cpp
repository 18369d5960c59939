// What belongs to a case beside its steps: factors, interviews, evidence.
#include <sodium.h>

#include "services/threat-intake/api/case_routes.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr char kPackage[] = "watchbell.threat_intake.v1.";

std::string Sha256Of(const std::string& bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return hash;
}

// The interview first: a case never names one that does not exist.
Result<v1::Interview> Interviewed(CaseParts& parts, const rpc::Call& call,
                                  const v1::RecordInterviewRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  const auto of = Read(parts.cases, request.school(), request.case_id());
  if (!of) return tl::unexpected<Error>(of.error());
  auto interview =
      Answer(parts.interviews, call, request, request.request_id(),
             [&](const v1::Interview& known, const Context& context) {
               return RecordInterview(known, request, *of,
                                      {context, *seat, parts.district.CalendarOf(request.school())});
             });
  if (!interview) return interview;
  v1::CaseInterviewHeld held;
  held.set_interview_id(interview->id());
  held.set_role(interview->role());
  const Context context{.now = call.now,
                        .request_id = id::Derive("note interview", request.request_id()),
                        .actor_id = call.caller.person_id,
                        .traceparent = call.traceparent};
  const auto noted = parts.cases.Run(
      request.school(), request.case_id(), context, [&](const v1::Case& assessment, const Context& known) {
        return NoteInterview(assessment, held, {known, *seat, parts.district.CalendarOf(request.school())});
      });
  if (!noted) return tl::unexpected<Error>(noted.error());
  return interview;
}

// What the rule refuses is not stored.
Result<v1::Evidence> Keep(CaseParts& parts, const rpc::Call& call, const v1::AddEvidenceRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  if (const auto context = ContextOf(call, request); !context) return tl::unexpected<Error>(context.error());
  const auto of = Read(parts.cases, request.school(), request.case_id());
  if (!of) return tl::unexpected<Error>(of.error());
  if (auto refused = WhyNotKept(request, *of)) return tl::unexpected<Error>(std::move(*refused));
  const auto clean = parts.sanitizer.Make(request.content(), sanitize::kAnything);
  if (!clean) return tl::unexpected<Error>(clean.error());
  const auto file =
      parts.files.Put({request.school(), request.request_id()}, clean->media_type, clean->bytes);
  if (!file) return tl::unexpected<Error>(file.error());
  return Answer(parts.evidence, call, request, request.request_id(),
                [&](const v1::Evidence& evidence, const Context& context) {
                  return AddEvidence(evidence, request, *file, Sha256Of(request.content()), *of,
                                     {context, *seat, parts.district.CalendarOf(request.school())});
                });
}

// The chain first: no entry, no file.
Result<v1::ViewEvidenceResponse> View(CaseParts& parts, const rpc::Call& call,
                                      const v1::ViewEvidenceRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  const auto evidence = Answer(
      parts.evidence, call, request, request.evidence_id(),
      [&](const v1::Evidence& known, const Context& context) {
        return ViewEvidence(known, request, {context, *seat, parts.district.CalendarOf(request.school())});
      });
  if (!evidence) return tl::unexpected<Error>(evidence.error());
  auto bytes = parts.files.Get({evidence->school(), evidence->id()}, evidence->file());
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  v1::ViewEvidenceResponse response;
  response.set_id(evidence->id());
  response.set_content(std::move(*bytes));
  response.set_media_type(evidence->file().media_type());
  return response;
}

}  // namespace

void ServeCaseFiles(rpc::Server& server, CaseParts& parts) {
  const std::string package = kPackage;
  CaseRoutes<CaseFactors> factors(server, parts, parts.factors, package + "FactorService");
  factors.ChangeOfCase<v1::RateFactorRequest>(
      "RateFactor", [](const auto& request) { return CaseFactorId(request.case_id(), request.kind()); },
      RateFactor);
  factors.ListOfCase<v1::ListFactorsRequest>("ListFactors", &v1::ListFactorsResponse::add_factors, "factors");

  CaseRoutes<Interviews> interviews(server, parts, parts.interviews, package + "InterviewService");
  server.Unary(package + "InterviewService.RecordInterview",
               [&parts](const rpc::Call& call, const v1::RecordInterviewRequest& request) {
                 return Interviewed(parts, call, request);
               });
  interviews.Change("AddToInterview", &v1::AddToInterviewRequest::interview_id, AddToInterview);
  interviews.ListOfCase<v1::ListInterviewsRequest>("ListInterviews",
                                                   &v1::ListInterviewsResponse::add_interviews, "interviews");

  CaseRoutes<EvidencePieces> evidence(server, parts, parts.evidence, package + "EvidenceService");
  server.Unary(package + "EvidenceService.AddEvidence",
               [&parts](const rpc::Call& call, const v1::AddEvidenceRequest& request) {
                 return Keep(parts, call, request);
               });
  server.Unary(package + "EvidenceService.ViewEvidence",
               [&parts](const rpc::Call& call, const v1::ViewEvidenceRequest& request) {
                 return View(parts, call, request);
               });
  evidence.Change("HandOverEvidence", &v1::HandOverEvidenceRequest::evidence_id, HandOverEvidence);
  evidence.ListOfCase<v1::ListEvidenceRequest>("ListEvidence", &v1::ListEvidenceResponse::add_evidence,
                                               "evidence");
}

}  // namespace watchbell::threat_intake
