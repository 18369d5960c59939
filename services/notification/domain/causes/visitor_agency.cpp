// Which facts of an agency visit are whose news: the person whose turn it is, and, when counsel has agreed,
// the staff and the families. domain.md 3.6, 3.9 N13. Nothing but what is public in the event is read here.
#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/visitor/v1/agency_visit.pb.h"

namespace watchbell::notification {
namespace {

using visitor::v1::AgencyVisitEvent;

template <class Fact>
Cause Page(const AgencyVisitEvent& event, const Fact& fact, const char* wording,
           v1::Level level = v1::LEVEL_URGENT) {
  return {.audience = fact.paged_ids().empty() ? Audience::kResponsible : Audience::kNamed,
          .person_ids = {fact.paged_ids().begin(), fact.paged_ids().end()},
          .level = level,
          .wording = wording,
          .subject = "agency",
          .school = event.visit().school(),
          .about_id = event.visit().id()};
}

std::optional<Audience> AudienceOf(visitor::v1::AgencyNoticeAudience audience) {
  switch (audience) {
    case visitor::v1::AGENCY_NOTICE_AUDIENCE_STAFF: return Audience::kStaff;
    case visitor::v1::AGENCY_NOTICE_AUDIENCE_FAMILIES: return Audience::kFamilies;
    case visitor::v1::AGENCY_NOTICE_AUDIENCE_STAFF_AND_FAMILIES: return Audience::kStaffAndFamilies;
    default: return std::nullopt;
  }
}

const char* WordingOf(visitor::v1::AgencyNoticeWording wording) {
  switch (wording) {
    case visitor::v1::AGENCY_NOTICE_WORDING_STAYED_OUTSIDE: return "agency_stayed_outside";
    case visitor::v1::AGENCY_NOTICE_WORDING_ADMITTED: return "agency_admitted";
    case visitor::v1::AGENCY_NOTICE_WORDING_ENTERED_WITHOUT_CONSENT: return "agency_without_consent";
    default: return "";
  }
}

std::optional<Cause> Told(const AgencyVisitEvent& event) {
  const auto& notice = event.visit().notice();
  const auto audience = AudienceOf(notice.audience());
  if (!event.notice_decided().approved() || !notice.approved() || !audience) return std::nullopt;
  return Cause{.audience = *audience,
               .level = v1::LEVEL_ADVISORY,
               .wording = WordingOf(notice.wording()),
               .subject = "agency",
               .school = event.visit().school(),
               .about_id = event.visit().id()};
}

}  // namespace

std::optional<Cause> CauseOf(const AgencyVisitEvent& event) {
  switch (event.fact_case()) {
    case AgencyVisitEvent::kHandedToAdministrator:
      return Page(event, event.handed_to_administrator(), "agency_review");
    case AgencyVisitEvent::kCounselContacted: return Page(event, event.counsel_contacted(), "agency_review");
    case AgencyVisitEvent::kInformationGiven: return Page(event, event.information_given(), "agency_review");
    case AgencyVisitEvent::kNextPaged: return Page(event, event.next_paged(), "agency_review");
    case AgencyVisitEvent::kAuthorityExpired: return Page(event, event.authority_expired(), "agency_review");
    case AgencyVisitEvent::kEnteredWithoutConsent:
      return Page(event, event.entered_without_consent(), "agency_entry", v1::LEVEL_EMERGENCY);
    case AgencyVisitEvent::kNoticeDecided: return Told(event);
    default: return std::nullopt;
  }
}

}  // namespace watchbell::notification
