#include "services/visitor/domain/agency/agency_visit.hpp"

#include <algorithm>

#include "services/visitor/domain/agency/agency_pages.hpp"
#include "services/visitor/domain/agency/document_advice.hpp"

namespace watchbell::visitor {
namespace {

using v1::AgencyPage;
using v1::AgencyVisit;
using v1::AgencyVisitEvent;

constexpr int kPeopleMax = 200;
constexpr int kPagesMax = 200;

Error Invalid(const char* reason, const char* remedy, const char* field) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}

// domain.md 3.6: those who come at our own call never wait at this door.
Error LetThemIn() {
  return Refuse(
      Code::kFailedPrecondition, "RESPONDERS_ENTER_AT_ONCE",
      "Let them in at once: police at our own call, fire and EMS do not wait for this procedure. Record "
      "them as visitors when there is time.",
      "capacity");
}

bool Shows(const AgencyVisit& visit, const std::string& sha256) {
  return std::any_of(visit.documents().begin(), visit.documents().end(),
                     [&](const auto& document) { return document.sha256() == sha256; });
}

bool MustTell(v1::AgencyNoticeAudience audience) { return audience != v1::AGENCY_NOTICE_AUDIENCE_NOBODY; }

// A wording that says what did not happen never goes out.
bool SaysWhatHappened(const AgencyVisit& visit, v1::AgencyNoticeWording wording) {
  const bool admitted = std::any_of(visit.log().begin(), visit.log().end(),
                                    [](const auto& entry) { return entry.step() == v1::AGENCY_STEP_ENTER; });
  switch (wording) {
    case v1::AGENCY_NOTICE_WORDING_STAYED_OUTSIDE: return !admitted && !visit.entered_without_consent();
    case v1::AGENCY_NOTICE_WORDING_ADMITTED: return admitted && !visit.entered_without_consent();
    case v1::AGENCY_NOTICE_WORDING_ENTERED_WITHOUT_CONSENT: return visit.entered_without_consent();
    default: return false;
  }
}

}  // namespace

AgencyDecision RecordAgencyArrival(const AgencyVisit& visit, const v1::RecordArrivalRequest& request,
                                   const AgencyLadder& ladder, const Context& context) {
  if (!visit.id().empty()) return AlreadySo{};
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_ARRIVE, request, context)) return *error;
  if (request.capacity() != v1::RecordArrivalRequest::CAPACITY_OUTSIDE_AGENCY) return LetThemIn();
  if (request.people_count() < 1 || request.people_count() > kPeopleMax)
    return Invalid("COUNT_IMPLAUSIBLE", "Count the people who stand outside: 1 to 200.", "people_count");
  AgencyVisitEvent event;
  auto& arrival = *event.mutable_arrived()->mutable_arrival();
  arrival.set_id(context.id);
  arrival.set_school(request.school());
  arrival.set_place(request.place());
  arrival.set_agency(request.agency());
  arrival.set_people_count(request.people_count());
  *arrival.mutable_administrator_ids() = ladder.contacts.administrator_ids();
  *arrival.mutable_counsel_ids() = ladder.contacts.counsel_ids();
  arrival.set_superintendent_id(ladder.contacts.superintendent_id());
  arrival.mutable_administrator_step()->set_seconds(ladder.administrator_step.count());
  arrival.mutable_counsel_step()->set_seconds(ladder.counsel_step.count());
  return event;
}

AgencyDecision IdentifyOfficers(const AgencyVisit& visit, const v1::IdentifyOfficersRequest& request,
                                const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_IDENTIFY, request, context)) return *error;
  if (request.identity().officers_size() > kOfficersMax)
    return Invalid("TOO_MANY_OFFICERS", "Name at most 12; count the others.", "identity.officers");
  AgencyVisitEvent event;
  *event.mutable_identified()->mutable_identity() = request.identity();
  return event;
}

std::string HexOf(std::string_view sha256) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : sha256) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return hex;
}

AgencyDecision CaptureDocument(const AgencyVisit& visit, const v1::CaptureDocumentRequest& request,
                               const common::v1::Attachment& file, std::chrono::year_month_day today,
                               const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_CAPTURE_DOCUMENT, request, context)) return *error;
  const auto sha256 = HexOf(file.sha256());
  if (Shows(visit, sha256)) return AlreadySo{};
  if (visit.documents_size() >= kDocumentsMax)
    return Invalid("TOO_MANY_DOCUMENTS", "At most six documents a visit.", "content");
  if (request.pages() < 1 || request.pages() > kPagesMax)
    return Invalid("PAGES_IMPLAUSIBLE", "Count its pages: 1 to 200.", "pages");
  AgencyVisitEvent event;
  auto& document = *event.mutable_document_captured()->mutable_document();
  document.set_sha256(sha256);
  *document.mutable_file() = file;
  document.set_pages(request.pages());
  *document.mutable_facts() = request.facts();
  *document.mutable_advice() = AdviseOnDocument(request.facts(), today);
  *document.mutable_captured_at() = ToProto(context.now);
  document.set_captured_by(context.actor_id);
  return event;
}

AgencyDecision HandToAdministrator(const AgencyVisit& visit, const v1::HandToAdministratorRequest& request,
                                   const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR, request, context)) return *error;
  if (visit.documents().empty() && !visit.no_document())
    return Refuse(Code::kFailedPrecondition, "DOCUMENT_MISSING",
                  "Capture what they showed, or say in the identity that they showed no document.");
  AgencyVisitEvent event;
  *event.mutable_handed_to_administrator()->mutable_paged_ids() =
      PagedAt(visit, AgencyPage::LADDER_ADMINISTRATORS, 0);
  return event;
}

AgencyDecision TakeReview(const AgencyVisit& visit, const v1::TakeReviewRequest& request,
                          const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_TAKE_REVIEW, request, context)) return *error;
  if (visit.page().answered_by() == context.actor_id) return AlreadySo{};
  AgencyVisitEvent event;
  event.mutable_review_taken();
  return event;
}

AgencyDecision TakeLegalReview(const AgencyVisit& visit, const v1::TakeLegalReviewRequest& request,
                               const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_TAKE_LEGAL_REVIEW, request, context)) return *error;
  if (visit.page().answered_by() == context.actor_id) return AlreadySo{};
  AgencyVisitEvent event;
  event.mutable_review_taken()->set_legal(true);
  return event;
}

AgencyDecision ContactCounsel(const AgencyVisit& visit, const v1::ContactCounselRequest& request,
                              const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_CONTACT_COUNSEL, request, context)) return *error;
  AgencyVisitEvent event;
  *event.mutable_counsel_contacted()->mutable_paged_ids() = PagedAt(visit, AgencyPage::LADDER_COUNSEL, 0);
  return event;
}

AgencyDecision CloseAsLocalPolice(const AgencyVisit& visit, const v1::CloseAsLocalPoliceRequest& request,
                                  const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_CLOSE_AS_LOCAL_POLICE, request, context)) return *error;
  AgencyVisitEvent event;
  event.mutable_found_local_police()->set_reason(request.reason());
  return event;
}

AgencyDecision Authorise(const AgencyVisit& visit, const v1::AuthoriseRequest& request,
                         const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_AUTHORISE, request, context)) return *error;
  if (context.actor_id.empty())
    return Refuse(Code::kPermissionDenied, "COUNSEL_UNKNOWN", "Only counsel, by name, authorises.");
  if (!Shows(visit, request.document_sha256()))
    return Invalid("DOCUMENT_UNKNOWN", "Name the hash of a document of this visit.", "document_sha256");
  const auto& scope = request.scope();
  if (!scope.premises() && !scope.person() && !scope.records())
    return Invalid("SCOPE_EMPTY", "Say what is allowed: premises, a person, records; each for itself.",
                   "scope");
  const auto expires = FromProto(request.expires_at());
  if (expires <= context.now || expires > context.now + kAuthorityMax)
    return Invalid("EXPIRY_IMPLAUSIBLE", "Let it end in the next 12 hours.", "expires_at");
  AgencyVisitEvent event;
  auto& authority = *event.mutable_authorised()->mutable_authority();
  authority.set_counsel_id(context.actor_id);
  authority.set_document_sha256(request.document_sha256());
  *authority.mutable_scope() = scope;
  *authority.mutable_expires_at() = request.expires_at();
  authority.set_escort_id(request.escort_id());
  return event;
}

AgencyDecision RefuseAgency(const AgencyVisit& visit, const v1::RefuseRequest& request,
                            const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_REFUSE, request, context)) return *error;
  AgencyVisitEvent event;
  event.mutable_refused()->set_reason(request.reason());
  event.mutable_refused()->set_words(request.words());
  return event;
}

AgencyDecision AskForInformation(const AgencyVisit& visit, const v1::AskForInformationRequest& request,
                                 const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_ASK, request, context)) return *error;
  AgencyVisitEvent event;
  event.mutable_information_asked()->set_question(request.question());
  return event;
}

AgencyDecision GiveInformation(const AgencyVisit& visit, const v1::GiveInformationRequest& request,
                               const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_ANSWER, request, context)) return *error;
  AgencyVisitEvent event;
  event.mutable_information_given()->set_answer(request.answer());
  *event.mutable_information_given()->mutable_paged_ids() =
      PagedAt(visit, AgencyPage::LADDER_COUNSEL, RungOf(visit, AgencyPage::LADDER_COUNSEL));
  return event;
}

AgencyDecision RecordEntry(const AgencyVisit& visit, const v1::RecordEntryRequest& request,
                           const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_ENTER, request, context)) return *error;
  if (!visit.authority().scope().premises())
    return Refuse(Code::kFailedPrecondition, "DOOR_STAYS_CLOSED",
                  "The authorisation is not for the premises; ask counsel.");
  if (FromProto(visit.authority().expires_at()) <= context.now)
    return Refuse(Code::kFailedPrecondition, "AUTHORISATION_EXPIRED",
                  "The authorisation has run out; counsel is asked again.");
  AgencyVisitEvent event;
  event.mutable_entered()->set_escort_id(request.escort_id());
  event.mutable_entered()->set_badge(request.badge());
  return event;
}

AgencyDecision RecordExigentEntry(const AgencyVisit& visit, const v1::RecordExigentEntryRequest& request,
                                  const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_EXIGENT_ENTRY, request, context)) return *error;
  AgencyVisitEvent event;
  auto& entry = *event.mutable_entered_without_consent();
  entry.set_account(request.account());
  *entry.mutable_paged_ids() = visit.counsel_ids();
  if (!visit.superintendent_id().empty()) entry.add_paged_ids(visit.superintendent_id());
  return event;
}

AgencyDecision RecordDeparture(const AgencyVisit& visit, const v1::RecordDepartureRequest& request,
                               const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_DEPART, request, context)) return *error;
  AgencyVisitEvent event;
  event.mutable_departed()->set_taken(request.taken());
  return event;
}

AgencyDecision ProposeNotice(const AgencyVisit& visit, const v1::ProposeNoticeRequest& request,
                             const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_PROPOSE_NOTICE, request, context)) return *error;
  if (MustTell(request.audience()) && !SaysWhatHappened(visit, request.wording()))
    return Invalid("WORDING_UNTRUE", "Choose the wording that says what happened at this visit.", "wording");
  if (!MustTell(request.audience()) && request.reason().empty())
    return Invalid("REASON_MISSING", "Say why nobody is told.", "reason");
  AgencyVisitEvent event;
  auto& notice = *event.mutable_notice_proposed()->mutable_notice();
  notice.set_audience(request.audience());
  if (MustTell(request.audience())) notice.set_wording(request.wording());
  notice.set_reason(request.reason());
  return event;
}

AgencyDecision DecideNotice(const AgencyVisit& visit, const v1::DecideNoticeRequest& request,
                            const Context& context) {
  if (auto error = WhyNot(visit, v1::AGENCY_STEP_DECIDE_NOTICE, request, context)) return *error;
  if (!request.approved() && request.reason().empty())
    return Invalid("REASON_MISSING", "Say why the notice is declined.", "reason");
  AgencyVisitEvent event;
  event.mutable_notice_decided()->set_approved(request.approved());
  event.mutable_notice_decided()->set_reason(request.reason());
  return event;
}

}  // namespace watchbell::visitor
