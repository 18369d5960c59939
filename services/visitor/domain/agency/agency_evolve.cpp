// What each fact makes of an agency visit, how it is found again, and what its clocks do.
#include "services/visitor/domain/agency/agency_pages.hpp"
#include "services/visitor/domain/agency/agency_visit.hpp"

namespace watchbell::visitor {
namespace {

using v1::AgencyPage;
using v1::AgencyVisit;
using v1::AgencyVisitEvent;

v1::AgencyStep StepOf(const AgencyVisitEvent& event) {
  switch (event.fact_case()) {
    case AgencyVisitEvent::kArrived: return v1::AGENCY_STEP_ARRIVE;
    case AgencyVisitEvent::kIdentified: return v1::AGENCY_STEP_IDENTIFY;
    case AgencyVisitEvent::kDocumentCaptured: return v1::AGENCY_STEP_CAPTURE_DOCUMENT;
    case AgencyVisitEvent::kHandedToAdministrator: return v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR;
    case AgencyVisitEvent::kReviewTaken:
      return event.review_taken().legal() ? v1::AGENCY_STEP_TAKE_LEGAL_REVIEW : v1::AGENCY_STEP_TAKE_REVIEW;
    case AgencyVisitEvent::kCounselContacted: return v1::AGENCY_STEP_CONTACT_COUNSEL;
    case AgencyVisitEvent::kFoundLocalPolice: return v1::AGENCY_STEP_CLOSE_AS_LOCAL_POLICE;
    case AgencyVisitEvent::kAuthorised: return v1::AGENCY_STEP_AUTHORISE;
    case AgencyVisitEvent::kRefused: return v1::AGENCY_STEP_REFUSE;
    case AgencyVisitEvent::kInformationAsked: return v1::AGENCY_STEP_ASK;
    case AgencyVisitEvent::kInformationGiven: return v1::AGENCY_STEP_ANSWER;
    case AgencyVisitEvent::kEntered: return v1::AGENCY_STEP_ENTER;
    case AgencyVisitEvent::kEnteredWithoutConsent: return v1::AGENCY_STEP_EXIGENT_ENTRY;
    case AgencyVisitEvent::kDeparted: return v1::AGENCY_STEP_DEPART;
    case AgencyVisitEvent::kNoticeProposed: return v1::AGENCY_STEP_PROPOSE_NOTICE;
    case AgencyVisitEvent::kNoticeDecided: return v1::AGENCY_STEP_DECIDE_NOTICE;
    case AgencyVisitEvent::kNextPaged: return v1::AGENCY_STEP_PAGE_NEXT;
    case AgencyVisitEvent::kAuthorityExpired: return v1::AGENCY_STEP_EXPIRE;
    case AgencyVisitEvent::FACT_NOT_SET: return v1::AGENCY_STEP_UNSPECIFIED;
  }
  return v1::AGENCY_STEP_UNSPECIFIED;
}

void Apply(AgencyVisit& visit, const v1::AgencyIdentity& identity) {
  *visit.mutable_officers() = identity.officers();
  visit.set_contact(identity.contact());
  visit.set_purpose(identity.purpose());
  visit.set_authority_claimed(identity.authority_claimed());
  visit.set_no_document(identity.no_document());
}

void Apply(AgencyVisit& visit, const AgencyVisitEvent& event) {
  const auto& meta = event.meta();
  switch (event.fact_case()) {
    case AgencyVisitEvent::kArrived:
      visit = event.arrived().arrival();
      *visit.mutable_arrived_at() = meta.at();
      return;
    case AgencyVisitEvent::kIdentified: return Apply(visit, event.identified().identity());
    case AgencyVisitEvent::kDocumentCaptured:
      *visit.add_documents() = event.document_captured().document();
      return;
    case AgencyVisitEvent::kHandedToAdministrator:
      return StartPaging(visit, AgencyPage::LADDER_ADMINISTRATORS, meta.at());
    case AgencyVisitEvent::kReviewTaken:
      visit.mutable_page()->clear_next_at();
      visit.mutable_page()->set_answered_by(meta.actor_id());
      return;
    case AgencyVisitEvent::kCounselContacted:
      return StartPaging(visit, AgencyPage::LADDER_COUNSEL, meta.at());
    case AgencyVisitEvent::kFoundLocalPolice:
      visit.set_local_police_reason(event.found_local_police().reason());
      return;
    case AgencyVisitEvent::kAuthorised: *visit.mutable_authority() = event.authorised().authority(); return;
    case AgencyVisitEvent::kRefused:
      visit.set_refusal_reason(event.refused().reason());
      visit.set_refusal_words(event.refused().words());
      return;
    case AgencyVisitEvent::kInformationAsked:
      visit.set_question(event.information_asked().question());
      visit.clear_answer();
      return;
    case AgencyVisitEvent::kInformationGiven:
      visit.set_answer(event.information_given().answer());
      return StartPaging(visit, AgencyPage::LADDER_COUNSEL, meta.at());
    case AgencyVisitEvent::kEntered:
      visit.set_inside(true);
      visit.set_escort_id(event.entered().escort_id());
      visit.set_badge(event.entered().badge());
      return;
    case AgencyVisitEvent::kEnteredWithoutConsent:
      visit.set_inside(true);
      visit.set_entered_without_consent(true);
      visit.set_exigent_account(event.entered_without_consent().account());
      return;
    case AgencyVisitEvent::kDeparted:
      visit.set_inside(false);
      *visit.mutable_departed_at() = meta.at();
      visit.set_taken(event.departed().taken());
      return;
    case AgencyVisitEvent::kNoticeProposed:
      *visit.mutable_notice() = event.notice_proposed().notice();
      return;
    case AgencyVisitEvent::kNoticeDecided:
      visit.mutable_notice()->set_approved(event.notice_decided().approved());
      visit.mutable_notice()->set_decided_by(meta.actor_id());
      if (!event.notice_decided().reason().empty())
        visit.mutable_notice()->set_reason(event.notice_decided().reason());
      return;
    case AgencyVisitEvent::kNextPaged:
      visit.mutable_page()->set_rung(event.next_paged().rung());
      return StartPaging(visit, visit.page().ladder(), meta.at());
    case AgencyVisitEvent::kAuthorityExpired:
      visit.clear_authority();
      return StartPaging(visit, AgencyPage::LADDER_COUNSEL, meta.at());
    case AgencyVisitEvent::FACT_NOT_SET: return;
  }
}

bool IsOver(const AgencyVisit& visit) {
  return visit.state() == AgencyVisit::STATE_CLOSED ||
         visit.state() == AgencyVisit::STATE_LOCAL_POLICE_MATTER;
}

}  // namespace

void AgencyVisits::Evolve(AgencyVisit& visit, const AgencyVisitEvent& event) {
  const auto step = StepOf(event);
  const auto next = AgencyStateAfter(visit.state(), step);
  if (!next) return;
  Apply(visit, event);
  visit.set_state(*next);
  const bool in_review = *next == AgencyVisit::STATE_ADMIN_REVIEW || *next == AgencyVisit::STATE_LEGAL_REVIEW;
  if (!in_review && visit.has_page()) visit.mutable_page()->clear_next_at();
  auto& entry = *visit.add_log();
  *entry.mutable_at() = event.meta().at();
  entry.set_step(step);
  entry.set_actor_id(event.meta().actor_id());
  entry.set_state(*next);
}

Indexes AgencyVisits::IndexesOf(const AgencyVisit& visit) {
  const auto arrived = static_cast<double>(FromProto(visit.arrived_at()).time_since_epoch().count());
  Indexes indexes{{"agency:" + visit.school(), arrived}};
  if (!IsOver(visit)) indexes.push_back({"agency_open:" + visit.school(), arrived});
  return indexes;
}

Deadlines AgencyVisits::DeadlinesOf(const AgencyVisit& visit) {
  Deadlines deadlines;
  if (visit.page().has_next_at()) deadlines.push_back({"page", FromProto(visit.page().next_at())});
  if (AgencyStateAfter(visit.state(), v1::AGENCY_STEP_EXPIRE))
    deadlines.push_back({"expire", FromProto(visit.authority().expires_at())});
  return deadlines;
}

AgencyDecision AgencyVisits::Tick(const AgencyVisit& visit, const std::string& what, const Context& context) {
  AgencyVisitEvent event;
  if (what == "page") {
    if (!visit.page().has_next_at() || FromProto(visit.page().next_at()) > context.now) return AlreadySo{};
    const int rung = NextRung(visit);
    event.mutable_next_paged()->set_rung(rung);
    *event.mutable_next_paged()->mutable_paged_ids() = PagedAt(visit, visit.page().ladder(), rung);
    return event;
  }
  const bool may_expire = AgencyStateAfter(visit.state(), v1::AGENCY_STEP_EXPIRE).has_value();
  if (!may_expire || FromProto(visit.authority().expires_at()) > context.now) return AlreadySo{};
  *event.mutable_authority_expired()->mutable_paged_ids() =
      PagedAt(visit, AgencyPage::LADDER_COUNSEL, RungOf(visit, AgencyPage::LADDER_COUNSEL));
  return event;
}

}  // namespace watchbell::visitor
