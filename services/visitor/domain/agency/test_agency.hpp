// For the tests of this folder: the people at a school's door, and every step as one of them would ask for
// it.
#pragma once

#include <google/protobuf/util/time_util.h>

#include "common/id/id.hpp"
#include "services/visitor/domain/agency/agency_visit.hpp"

namespace watchbell::visitor::test {

inline constexpr auto kToday =
    std::chrono::year_month_day{std::chrono::year{2027}, std::chrono::January, std::chrono::day{15}};
inline const TimePoint kStart{std::chrono::seconds{1'800'000'000}};
inline const std::string kHash = HexOf(std::string(32, 'a'));
inline const std::string kCounselId = id::Derive("test", "counsel");

struct Actor {
  std::string id;
  std::set<std::string> permissions;
};
inline const Actor kClerk{id::Derive("test", "clerk"), {"agency.record"}};
inline const Actor kPrincipal{id::Derive("test", "principal"),
                              {"agency.read", "agency.record", "agency.review", "agency.notice"}};
inline const Actor kCounsel{kCounselId, {"agency.read", "agency.authorise"}};
inline const Actor kTimer{"", {}};

inline AgencyLadder Ladder() {
  AgencyLadder ladder;
  for (const char* name : {"principal", "deputy"})
    ladder.contacts.add_administrator_ids(id::Derive("test", name));
  ladder.contacts.add_counsel_ids(kCounselId);
  for (const char* name : {"counsel 2", "counsel 3"})
    ladder.contacts.add_counsel_ids(id::Derive("test", name));
  ladder.contacts.set_superintendent_id(id::Derive("test", "superintendent"));
  return ladder;
}

// Requests that leave nothing to wish for; a test takes away or changes what it is about.
inline v1::RecordArrivalRequest Arrival() {
  v1::RecordArrivalRequest request;
  request.set_school("lincoln-es");
  request.set_capacity(v1::RecordArrivalRequest::CAPACITY_OUTSIDE_AGENCY);
  request.set_place("main door, outside");
  request.set_agency("A federal agency");
  request.set_people_count(2);
  return request;
}
inline v1::IdentifyOfficersRequest Identity(bool no_document = false) {
  v1::IdentifyOfficersRequest request;
  auto& identity = *request.mutable_identity();
  auto& officer = *identity.add_officers();
  officer.set_name("R. Doe");
  officer.set_title("Officer");
  officer.set_badge_number("1234");
  officer.set_agency("A federal agency");
  identity.set_contact("555-0100");
  identity.set_purpose("to speak with somebody");
  identity.set_authority_claimed("a form");
  identity.set_no_document(no_document);
  return request;
}
inline v1::CaptureDocumentRequest Document(v1::AgencyDocumentKind kind = v1::AGENCY_DOCUMENT_KIND_I_205) {
  v1::CaptureDocumentRequest request;
  request.set_pages(1);
  request.mutable_facts()->set_stated_kind(kind);
  request.mutable_facts()->set_signer_title(v1::SIGNER_TITLE_OFFICER);
  return request;
}
inline common::v1::Attachment File() {
  common::v1::Attachment file;
  file.set_id("file");
  file.set_sha256(std::string(32, 'a'));
  file.set_media_type("application/pdf");
  return file;
}
inline v1::AuthoriseRequest Grant(TimePoint now, bool premises = true) {
  v1::AuthoriseRequest request;
  request.set_document_sha256(kHash);
  request.mutable_scope()->set_premises(premises);
  request.mutable_scope()->set_records(!premises);
  *request.mutable_expires_at() = ToProto(now + std::chrono::hours{1});
  request.set_escort_id(kPrincipal.id);
  return request;
}

// One visit, and the clock beside it.
struct Door {
  v1::AgencyVisit visit;
  TimePoint now = kStart;
  v1::AgencyVisitEvent last;

  Context As(const Actor& actor) const {
    return {.now = now,
            .id = "0198c0de-0000-7000-8000-000000000001",
            .actor_id = actor.id,
            .permissions = actor.permissions};
  }
  // The refusal's reason; "" for what happened, "ALREADY_SO" for what was so.
  std::string Take(const AgencyDecision& decision, const Actor& actor) {
    if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
    if (std::holds_alternative<AlreadySo>(decision)) return "ALREADY_SO";
    last = std::get<v1::AgencyVisitEvent>(decision);
    *last.mutable_meta()->mutable_at() = ToProto(now);
    last.mutable_meta()->set_actor_id(actor.id);
    AgencyVisits::Evolve(visit, last);
    return "";
  }
  std::string Do(v1::AgencyStep step, const Actor& actor, bool good = true) {
    return Take(Decide(step, As(actor), good), actor);
  }

  // `good` false: the same request with one thing left out, or another choice where both are possible.
  AgencyDecision Decide(v1::AgencyStep step, const Context& context, bool good) const {
    switch (step) {
      case v1::AGENCY_STEP_ARRIVE: return RecordAgencyArrival(visit, Arrival(), Ladder(), context);
      case v1::AGENCY_STEP_IDENTIFY: return IdentifyOfficers(visit, Identity(!good), context);
      case v1::AGENCY_STEP_CAPTURE_DOCUMENT:
        return CaptureDocument(visit, Document(), File(), kToday, context);
      case v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR: return HandToAdministrator(visit, {}, context);
      case v1::AGENCY_STEP_TAKE_REVIEW: return TakeReview(visit, {}, context);
      case v1::AGENCY_STEP_CONTACT_COUNSEL: return ContactCounsel(visit, {}, context);
      case v1::AGENCY_STEP_CLOSE_AS_LOCAL_POLICE: {
        v1::CloseAsLocalPoliceRequest request;
        if (good) request.set_reason("a parking matter");
        return CloseAsLocalPolice(visit, request, context);
      }
      case v1::AGENCY_STEP_TAKE_LEGAL_REVIEW: return TakeLegalReview(visit, {}, context);
      case v1::AGENCY_STEP_AUTHORISE: return Authorise(visit, Grant(now, good), context);
      case v1::AGENCY_STEP_REFUSE: {
        v1::RefuseRequest request;
        request.set_reason(v1::AGENCY_REFUSAL_REASON_ADMINISTRATIVE_ONLY);
        if (good) request.set_words("We cannot let you in on this form.");
        return RefuseAgency(visit, request, context);
      }
      case v1::AGENCY_STEP_ASK: {
        v1::AskForInformationRequest request;
        if (good) request.set_question("Which court?");
        return AskForInformation(visit, request, context);
      }
      case v1::AGENCY_STEP_ANSWER: {
        v1::GiveInformationRequest request;
        if (good) request.set_answer("None.");
        return GiveInformation(visit, request, context);
      }
      case v1::AGENCY_STEP_ENTER: {
        v1::RecordEntryRequest request;
        request.set_escort_id(kPrincipal.id);
        if (good) request.set_badge("A-17");
        return RecordEntry(visit, request, context);
      }
      case v1::AGENCY_STEP_EXIGENT_ENTRY: {
        v1::RecordExigentEntryRequest request;
        if (good) request.set_account("They went past the desk.");
        return RecordExigentEntry(visit, request, context);
      }
      case v1::AGENCY_STEP_DEPART: {
        v1::RecordDepartureRequest request;
        if (good) request.set_taken("nothing");
        return RecordDeparture(visit, request, context);
      }
      case v1::AGENCY_STEP_PROPOSE_NOTICE: {
        v1::ProposeNoticeRequest request;
        request.set_audience(v1::AGENCY_NOTICE_AUDIENCE_FAMILIES);
        request.set_wording(good ? v1::AGENCY_NOTICE_WORDING_STAYED_OUTSIDE
                                 : v1::AGENCY_NOTICE_WORDING_ENTERED_WITHOUT_CONSENT);
        return ProposeNotice(visit, request, context);
      }
      case v1::AGENCY_STEP_DECIDE_NOTICE: {
        v1::DecideNoticeRequest request;
        request.set_approved(good);
        if (!good) request.set_reason("not yet");
        return DecideNotice(visit, request, context);
      }
      case v1::AGENCY_STEP_PAGE_NEXT: return AgencyVisits::Tick(visit, "page", context);
      default: return AgencyVisits::Tick(visit, "expire", context);
    }
  }
};

// A visit that has come so far by the straight way.
inline Door At(v1::AgencyVisit::State state) {
  Door door;
  const auto walk = [&](v1::AgencyStep step, const Actor& actor) {
    if (door.visit.state() != state) door.Do(step, actor);
  };
  walk(v1::AGENCY_STEP_ARRIVE, kClerk);
  walk(v1::AGENCY_STEP_IDENTIFY, kClerk);
  if (door.visit.state() == v1::AgencyVisit::STATE_IDENTIFYING)
    door.Do(v1::AGENCY_STEP_CAPTURE_DOCUMENT, kClerk);
  walk(v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR, kClerk);
  walk(v1::AGENCY_STEP_CONTACT_COUNSEL, kPrincipal);
  if (state == v1::AgencyVisit::STATE_REFUSED || state == v1::AgencyVisit::STATE_DEPARTED ||
      state == v1::AgencyVisit::STATE_NOTICE_DECISION) {
    walk(v1::AGENCY_STEP_REFUSE, kCounsel);
    walk(v1::AGENCY_STEP_DEPART, kClerk);
    walk(v1::AGENCY_STEP_PROPOSE_NOTICE, kPrincipal);
    return door;
  }
  walk(v1::AGENCY_STEP_AUTHORISE, kCounsel);
  walk(v1::AGENCY_STEP_ENTER, kClerk);
  return door;
}

}  // namespace watchbell::visitor::test
