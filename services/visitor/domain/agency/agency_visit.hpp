// The rules of an agency visit: officers wait outside until counsel has decided; everything that happens is
// written down. Pure functions; domain.md 3.6. Who may take which step when stands in agency_steps.
#pragma once

#include <chrono>

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/visitor/domain/agency/agency_steps.hpp"
#include "watchbell/visitor/v1/agency_contacts.pb.h"
#include "watchbell/visitor/v1/agency_service.pb.h"

namespace watchbell::visitor {

// Until the next one is asked (domain.md 3.6), unless configured otherwise.
inline constexpr std::chrono::seconds kAdministratorStep{60};
inline constexpr std::chrono::seconds kCounselStep{300};
inline constexpr int kAsksMax = 48;  // then the clock stops: four hours of counsel
inline constexpr std::chrono::hours kAuthorityMax{12};
inline constexpr int kOfficersMax = 12;
inline constexpr int kDocumentsMax = 6;

struct AgencyVisits {
  using State = v1::AgencyVisit;
  using Event = v1::AgencyVisitEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "agency-visit";

  static void Evolve(State& visit, const Event& event);
  // agency:<school>, and agency_open:<school> until it is closed; by arrival.
  static Indexes IndexesOf(const State& visit);
  // "page": nobody has answered; "expire": the authorisation runs out.
  static Deadlines DeadlinesOf(const State& visit);
  static Decision<Event> Tick(const State& visit, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& visit) {
    if (visit.state() != v1::AgencyVisit::STATE_CLOSED) return std::nullopt;
    return retention::Span{"closed",
                           FromProto(visit.has_departed_at() ? visit.departed_at() : visit.arrived_at())};
  }
};

// Who is asked, and how long each has to answer.
struct AgencyLadder {
  v1::AgencyContacts contacts;
  std::chrono::seconds administrator_step = kAdministratorStep;
  std::chrono::seconds counsel_step = kCounselStep;
};

using AgencyDecision = Decision<v1::AgencyVisitEvent>;

AgencyDecision RecordAgencyArrival(const v1::AgencyVisit& visit, const v1::RecordArrivalRequest& request,
                                   const AgencyLadder& ladder, const Context& context);
AgencyDecision IdentifyOfficers(const v1::AgencyVisit& visit, const v1::IdentifyOfficersRequest& request,
                                const Context& context);
// `file`: the copy as it is kept. `today`: the date at the school.
AgencyDecision CaptureDocument(const v1::AgencyVisit& visit, const v1::CaptureDocumentRequest& request,
                               const common::v1::Attachment& file, std::chrono::year_month_day today,
                               const Context& context);
// 64 hex digits: what an authorisation names.
std::string HexOf(std::string_view sha256);
AgencyDecision HandToAdministrator(const v1::AgencyVisit& visit,
                                   const v1::HandToAdministratorRequest& request, const Context& context);
AgencyDecision TakeReview(const v1::AgencyVisit& visit, const v1::TakeReviewRequest& request,
                          const Context& context);
AgencyDecision ContactCounsel(const v1::AgencyVisit& visit, const v1::ContactCounselRequest& request,
                              const Context& context);
AgencyDecision CloseAsLocalPolice(const v1::AgencyVisit& visit, const v1::CloseAsLocalPoliceRequest& request,
                                  const Context& context);
AgencyDecision TakeLegalReview(const v1::AgencyVisit& visit, const v1::TakeLegalReviewRequest& request,
                               const Context& context);
AgencyDecision Authorise(const v1::AgencyVisit& visit, const v1::AuthoriseRequest& request,
                         const Context& context);
AgencyDecision RefuseAgency(const v1::AgencyVisit& visit, const v1::RefuseRequest& request,
                            const Context& context);
AgencyDecision AskForInformation(const v1::AgencyVisit& visit, const v1::AskForInformationRequest& request,
                                 const Context& context);
AgencyDecision GiveInformation(const v1::AgencyVisit& visit, const v1::GiveInformationRequest& request,
                               const Context& context);
AgencyDecision RecordEntry(const v1::AgencyVisit& visit, const v1::RecordEntryRequest& request,
                           const Context& context);
AgencyDecision RecordExigentEntry(const v1::AgencyVisit& visit, const v1::RecordExigentEntryRequest& request,
                                  const Context& context);
AgencyDecision RecordDeparture(const v1::AgencyVisit& visit, const v1::RecordDepartureRequest& request,
                               const Context& context);
AgencyDecision ProposeNotice(const v1::AgencyVisit& visit, const v1::ProposeNoticeRequest& request,
                             const Context& context);
AgencyDecision DecideNotice(const v1::AgencyVisit& visit, const v1::DecideNoticeRequest& request,
                            const Context& context);

}  // namespace watchbell::visitor
