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
  if (auto refused = WhyNotSeen(call, request.path())) return tl::unexpected<Error>(std::move(*refused));
  const auto of = MatterOf(parts, request.school(), request.path(), request.case_id());
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

// By `rule`, where the caller may see it.
template <class Request, class Rule>
Result<v1::Evidence> ChangePiece(CaseParts& parts, const rpc::Call& call, const Request& request, Rule rule) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  return Answer(
      parts.evidence, call, request, request.evidence_id(),
      [&](const v1::Evidence& known, const Context& context) -> EvidenceDecision {
        if (auto refused = WhyNotSeen(call, known.path())) return *refused;
        return rule(known, request, CaseContext{context, *seat, parts.district.CalendarOf(request.school())});
      });
}

// The chain first: no entry, no file.
Result<v1::ViewEvidenceResponse> View(CaseParts& parts, const rpc::Call& call,
                                      const v1::ViewEvidenceRequest& request) {
  const auto evidence = ChangePiece(parts, call, request, ViewEvidence);
  if (!evidence) return tl::unexpected<Error>(evidence.error());
  auto bytes = parts.files.Get({evidence->school(), evidence->id()}, evidence->file());
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  v1::ViewEvidenceResponse response;
  response.set_id(evidence->id());
  response.set_content(std::move(*bytes));
  response.set_media_type(evidence->file().media_type());
  return response;
}

Result<v1::ListEvidenceResponse> ListPieces(CaseParts& parts, const rpc::Call& call,
                                            const v1::ListEvidenceRequest& request) {
  if (auto may = MayRead(parts, call, request.school()); !may) return tl::unexpected<Error>(may.error());
  auto page = parts.evidence.List("evidence:" + request.case_id(), request.page_size(), request.page_token());
  if (!page) return tl::unexpected<Error>(page.error());
  v1::ListEvidenceResponse response;
  for (auto& piece : page->states) {
    if (piece.school() == request.school() && !WhyNotSeen(call, piece.path()))
      *response.add_evidence() = std::move(piece);
  }
  response.set_next_page_token(page->next_page_token);
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

  const std::string evidence = package + "EvidenceService.";
  server.Unary(evidence + "AddEvidence",
               [&parts](const rpc::Call& call, const v1::AddEvidenceRequest& request) {
                 return Keep(parts, call, request);
               });
  server.Unary(evidence + "ViewEvidence",
               [&parts](const rpc::Call& call, const v1::ViewEvidenceRequest& request) {
                 return View(parts, call, request);
               });
  server.Unary(evidence + "HandOverEvidence",
               [&parts](const rpc::Call& call, const v1::HandOverEvidenceRequest& request) {
                 return ChangePiece(parts, call, request, HandOverEvidence);
               });
  server.Unary(evidence + "ListEvidence",
               [&parts](const rpc::Call& call, const v1::ListEvidenceRequest& request) {
                 return ListPieces(parts, call, request);
               });
}

}  // namespace watchbell::threat_intake
