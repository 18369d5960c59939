#include "common/record/routes.hpp"
#include "services/visitor/api/legal.hpp"

namespace watchbell::visitor {
namespace {

constexpr char kService[] = "watchbell.visitor.v1.AgencyService";

// Nobody named is no reason to let officers wait unrecorded: those responsible at the school are asked then.
Result<AgencyLadder> LadderOf(LegalParts& parts, const std::string& school) {
  AgencyLadder ladder{.administrator_step = parts.settings.administrator_step,
                      .counsel_step = parts.settings.counsel_step};
  auto contacts = Read(parts.agency_contacts, school, AgencyContactsId(school));
  if (!contacts && contacts.error().code != Code::kNotFound) return tl::unexpected<Error>(contacts.error());
  if (contacts) ladder.contacts = std::move(*contacts);
  return ladder;
}

Result<v1::AgencyVisit> Arrive(LegalParts& parts, const rpc::Call& call,
                               const v1::RecordArrivalRequest& request) {
  const auto ladder = LadderOf(parts, request.school());
  if (!ladder) return tl::unexpected<Error>(ladder.error());
  return Answer(parts.agency_visits, call, request, request.request_id(),
                [&](const v1::AgencyVisit& visit, const Context& context) {
                  return RecordAgencyArrival(visit, request, *ladder, context);
                },
                {.likely_new = true});
}

// What the step's own rule refuses is not stored.
Result<v1::AgencyVisit> Capture(LegalParts& parts, const rpc::Call& call,
                                const v1::CaptureDocumentRequest& request) {
  auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  const auto before = Read(parts.agency_visits, request.school(), request.visit_id());
  if (!before) return before;
  auto facts = request;
  facts.clear_content();
  if (auto refused = WhyNot(*before, v1::AGENCY_STEP_CAPTURE_DOCUMENT, facts, *context))
    return tl::unexpected<Error>(std::move(*refused));
  const auto clean = parts.sanitizer.Make(request.content(), sanitize::kDocuments);
  if (!clean) return tl::unexpected<Error>(clean.error());
  const auto file = parts.files.Put({before->school(), before->id()}, clean->media_type, clean->bytes);
  if (!file) return tl::unexpected<Error>(file.error());
  return Answer(parts.agency_visits, call, facts, facts.visit_id(),
                [&](const v1::AgencyVisit& visit, const Context& known) {
                  return CaptureDocument(visit, facts, *file, parts.zone.DateOf(call.now), known);
                });
}

Result<v1::GetAgencyDocumentResponse> GetDocument(LegalParts& parts,
                                                  const v1::GetAgencyDocumentRequest& request) {
  const auto visit = Read(parts.agency_visits, request.school(), request.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  for (const auto& document : visit->documents()) {
    if (document.sha256() != request.sha256()) continue;
    auto bytes = parts.files.Get({visit->school(), visit->id()}, document.file());
    if (!bytes) return tl::unexpected<Error>(bytes.error());
    v1::GetAgencyDocumentResponse response;
    response.set_id(visit->id());
    response.set_content(std::move(*bytes));
    response.set_media_type(document.file().media_type());
    return response;
  }
  return Fail(Code::kNotFound, "DOCUMENT_UNKNOWN", "Name the hash of a document of this visit.", "sha256");
}

Result<v1::GetAgencyVisitResponse> Get(LegalParts& parts, const rpc::Call& call,
                                       const v1::GetAgencyVisitRequest& request) {
  auto visit = Read(parts.agency_visits, request.school(), request.visit_id());
  if (!visit) return tl::unexpected<Error>(visit.error());
  v1::GetAgencyVisitResponse response;
  const auto offered = OfferedSteps(*visit, call.authority.permissions);
  for (const auto step : offered) response.add_offered(step);
  response.set_suggested(SuggestedStep(*visit, offered));
  *response.mutable_visit() = std::move(*visit);
  return response;
}

}  // namespace

void ServeAgencyVisits(rpc::Server& server, LegalParts& parts) {
  const std::string service = kService;
  server.Unary(service + ".AssignContacts",
               [&parts](const rpc::Call& call, const v1::AssignContactsRequest& request) {
                 return Answer(parts.agency_contacts, call, request, AgencyContactsId(request.school()),
                               [&](const v1::AgencyContacts& contacts, const Context& context) {
                                 return AssignContacts(contacts, request, context);
                               });
               });
  server.Unary(service + ".GetContacts", [&parts](const rpc::Call&, const v1::GetContactsRequest& request) {
    return Read(parts.agency_contacts, request.school(), AgencyContactsId(request.school()));
  });
  server.Unary(service + ".RecordArrival",
               [&parts](const rpc::Call& call, const v1::RecordArrivalRequest& request) {
                 return Arrive(parts, call, request);
               });
  server.Unary(service + ".CaptureDocument",
               [&parts](const rpc::Call& call, const v1::CaptureDocumentRequest& request) {
                 return Capture(parts, call, request);
               });
  server.Unary(service + ".GetAgencyDocument",
               [&parts](const rpc::Call&, const v1::GetAgencyDocumentRequest& request) {
                 return GetDocument(parts, request);
               });
  server.Unary(service + ".GetAgencyVisit",
               [&parts](const rpc::Call& call, const v1::GetAgencyVisitRequest& request) {
                 return Get(parts, call, request);
               });
  server.Unary(service + ".ListAgencyReads",
               [&parts](const rpc::Call&, const v1::ListAgencyReadsRequest& request) {
                 return parts.auditor.List(kService, request.school(), request);
               });
  Routes<AgencyVisits> routes(server, parts.agency_visits, service);
  routes.Change("IdentifyOfficers", &v1::IdentifyOfficersRequest::visit_id, IdentifyOfficers);
  routes.Change("HandToAdministrator", &v1::HandToAdministratorRequest::visit_id, HandToAdministrator);
  routes.Change("TakeReview", &v1::TakeReviewRequest::visit_id, TakeReview);
  routes.Change("ContactCounsel", &v1::ContactCounselRequest::visit_id, ContactCounsel);
  routes.Change("CloseAsLocalPolice", &v1::CloseAsLocalPoliceRequest::visit_id, CloseAsLocalPolice);
  routes.Change("TakeLegalReview", &v1::TakeLegalReviewRequest::visit_id, TakeLegalReview);
  routes.Change("Authorise", &v1::AuthoriseRequest::visit_id, Authorise);
  routes.Change("Refuse", &v1::RefuseRequest::visit_id, RefuseAgency);
  routes.Change("AskForInformation", &v1::AskForInformationRequest::visit_id, AskForInformation);
  routes.Change("GiveInformation", &v1::GiveInformationRequest::visit_id, GiveInformation);
  routes.Change("RecordEntry", &v1::RecordEntryRequest::visit_id, RecordEntry);
  routes.Change("RecordExigentEntry", &v1::RecordExigentEntryRequest::visit_id, RecordExigentEntry);
  routes.Change("RecordDeparture", &v1::RecordDepartureRequest::visit_id, RecordDeparture);
  routes.Change("ProposeNotice", &v1::ProposeNoticeRequest::visit_id, ProposeNotice);
  routes.Change("DecideNotice", &v1::DecideNoticeRequest::visit_id, DecideNotice);
  routes.List<v1::ListAgencyVisitsRequest>(
      "ListAgencyVisits", &v1::ListAgencyVisitsResponse::add_visits,
      [](const auto& request) {
        return (request.closed_too() ? "agency:" : "agency_open:") + request.school();
      },
      true);
}

}  // namespace watchbell::visitor
