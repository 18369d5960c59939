#include "services/visitor/domain/agency/agency_visit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "services/visitor/domain/agency/agency_contacts.hpp"
#include "services/visitor/domain/agency/test_agency.hpp"

namespace watchbell::visitor {
namespace {

using namespace test;
using ::testing::Contains;
using ::testing::Not;
using v1::AgencyVisit;

TEST(AgencyVisit, TheyWaitOutsideAndTheLogBegins) {
  const Door door = At(AgencyVisit::STATE_ARRIVED_OUTSIDE);
  EXPECT_EQ(door.visit.state(), AgencyVisit::STATE_ARRIVED_OUTSIDE);
  EXPECT_FALSE(door.visit.inside());
  ASSERT_EQ(door.visit.log_size(), 1);
  EXPECT_EQ(door.visit.log(0).actor_id(), kClerk.id);
  EXPECT_EQ(AgencyVisits::IndexesOf(door.visit).back().index, "agency_open:lincoln-es");
}

TEST(AgencyVisit, ThoseWhoComeAtOurOwnCallNeverWaitHere) {
  for (const auto capacity :
       {v1::RecordArrivalRequest::CAPACITY_LOCAL_POLICE_CALLED, v1::RecordArrivalRequest::CAPACITY_FIRE,
        v1::RecordArrivalRequest::CAPACITY_EMS}) {
    Door door;
    auto request = Arrival();
    request.set_capacity(capacity);
    const auto decision = RecordAgencyArrival(door.visit, request, Ladder(), door.As(kClerk));
    EXPECT_EQ(std::get<Error>(decision).reason, "RESPONDERS_ENTER_AT_ONCE");
    EXPECT_THAT(std::get<Error>(decision).remedy, ::testing::HasSubstr("Let them in at once"));
  }
}

TEST(AgencyVisit, ARepeatedArrivalIsAlreadySo) {
  Door door = At(AgencyVisit::STATE_ARRIVED_OUTSIDE);
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_ARRIVE, kClerk), "ALREADY_SO");
}

TEST(AgencyVisit, AnOfficerIsNamedWithTitleAndBadge) {
  Door door = At(AgencyVisit::STATE_ARRIVED_OUTSIDE);
  auto request = Identity();
  request.mutable_identity()->add_officers()->set_name("J. Roe");
  const auto decision = IdentifyOfficers(door.visit, request, door.As(kClerk));
  EXPECT_EQ(std::get<Error>(decision).field, "identity.officers.title");
}

TEST(AgencyVisit, NobodyIsAskedBeforeTheDocumentIsCapturedOrSaidToBeMissing) {
  Door door = At(AgencyVisit::STATE_IDENTIFYING);
  door.visit.clear_documents();
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR, kClerk), "DOCUMENT_MISSING");
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_IDENTIFY, kClerk, false), "");
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR, kClerk), "");
}

TEST(AgencyVisit, AnAbsentAdministratorsAlternateIsPagedAfterSixtySeconds) {
  Door door = At(AgencyVisit::STATE_ADMIN_REVIEW);
  EXPECT_EQ(door.last.handed_to_administrator().paged_ids(0), Ladder().contacts.administrator_ids(0));
  ASSERT_EQ(AgencyVisits::DeadlinesOf(door.visit).size(), 1U);
  EXPECT_EQ(AgencyVisits::DeadlinesOf(door.visit).front().due, kStart + std::chrono::seconds{60});
  door.now += std::chrono::seconds{59};
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_PAGE_NEXT, kTimer), "ALREADY_SO");
  door.now += std::chrono::seconds{1};
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_PAGE_NEXT, kTimer), "");
  EXPECT_EQ(door.last.next_paged().paged_ids(0), Ladder().contacts.administrator_ids(1));
}

TEST(AgencyVisit, EachFiveMinutesWithoutAnAnswerAskTheNextCounsel) {
  Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  std::vector<std::string> paged{door.last.counsel_contacted().paged_ids(0)};
  for (int i = 0; i < 3; ++i) {
    door.now += std::chrono::minutes{5};
    ASSERT_EQ(door.Do(v1::AGENCY_STEP_PAGE_NEXT, kTimer), "");
    paged.push_back(door.last.next_paged().paged_ids(0));
  }
  const auto counsel = Ladder().contacts.counsel_ids();
  EXPECT_THAT(paged, ::testing::ElementsAre(counsel[0], counsel[1], counsel[2], counsel[0]));
}

TEST(AgencyVisit, AnAnswerStopsTheClock) {
  Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  ASSERT_EQ(door.Do(v1::AGENCY_STEP_TAKE_LEGAL_REVIEW, kCounsel), "");
  EXPECT_TRUE(AgencyVisits::DeadlinesOf(door.visit).empty());
  EXPECT_EQ(door.visit.page().answered_by(), kCounselId);
}

TEST(AgencyVisit, TheClockEndsAfterItsLastAsk) {
  Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  int asked = 1;
  while (!AgencyVisits::DeadlinesOf(door.visit).empty()) {
    door.now += std::chrono::minutes{5};
    ASSERT_EQ(door.Do(v1::AGENCY_STEP_PAGE_NEXT, kTimer), "");
    ASSERT_LE(++asked, kAsksMax);
  }
  EXPECT_EQ(asked, kAsksMax);
}

TEST(AgencyVisit, TheBuildingLeaderAloneCannotAuthorise) {
  Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_AUTHORISE, kPrincipal), "NOT_PERMITTED");
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_AUTHORISE, kClerk), "NOT_PERMITTED");
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_AUTHORISE, {"", {"agency.authorise"}}), "COUNSEL_UNKNOWN");
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_AUTHORISE, kCounsel), "");
}

TEST(AgencyVisit, AnAuthorisationNamesADocumentOfTheVisitAScopeAndAnEnd) {
  const Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  const auto reason = [&](auto change) {
    auto request = Grant(door.now);
    change(request);
    return std::get<Error>(Authorise(door.visit, request, door.As(kCounsel))).reason;
  };
  EXPECT_EQ(reason([](auto& r) { r.set_document_sha256(std::string(64, 'b')); }), "DOCUMENT_UNKNOWN");
  EXPECT_EQ(reason([](auto& r) { r.mutable_scope()->Clear(); }), "SCOPE_EMPTY");
  EXPECT_EQ(reason([](auto& r) { r.clear_escort_id(); }), "FIELD_MISSING");
  EXPECT_EQ(reason([](auto& r) { *r.mutable_expires_at() = ToProto(kStart); }), "EXPIRY_IMPLAUSIBLE");
  EXPECT_EQ(reason([](auto& r) { *r.mutable_expires_at() = ToProto(kStart + std::chrono::hours{13}); }),
            "EXPIRY_IMPLAUSIBLE");
}

TEST(AgencyVisit, AFormOfTheAgencysOwnOffersTheRefusalFirstAndTheAuthorisationToCounselAlone) {
  const Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  EXPECT_EQ(door.visit.documents(0).advice().kind(), v1::AGENCY_DOCUMENT_KIND_I_205);
  const auto counsel = OfferedSteps(door.visit, kCounsel.permissions);
  EXPECT_THAT(counsel, Contains(v1::AGENCY_STEP_AUTHORISE));
  EXPECT_EQ(SuggestedStep(door.visit, counsel), v1::AGENCY_STEP_REFUSE);
  EXPECT_THAT(OfferedSteps(door.visit, kPrincipal.permissions), Not(Contains(v1::AGENCY_STEP_AUTHORISE)));
}

TEST(AgencyVisit, NothingIsSuggestedOfWhatLooksJudicial) {
  Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  door.visit.mutable_documents(0)->mutable_advice()->set_looks_judicial(true);
  EXPECT_EQ(SuggestedStep(door.visit, OfferedSteps(door.visit, kCounsel.permissions)),
            v1::AGENCY_STEP_UNSPECIFIED);
}

TEST(AgencyVisit, AGrantOfRecordsAloneKeepsTheDoorClosed) {
  Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  ASSERT_EQ(door.Do(v1::AGENCY_STEP_AUTHORISE, kCounsel, false), "");
  EXPECT_TRUE(door.visit.authority().scope().records());
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_ENTER, kClerk), "DOOR_STAYS_CLOSED");
  EXPECT_THAT(OfferedSteps(door.visit, kClerk.permissions), Not(Contains(v1::AGENCY_STEP_ENTER)));
}

TEST(AgencyVisit, NobodyIsInsideWithoutAnEscortAndABadge) {
  Door door = At(AgencyVisit::STATE_AUTHORISED);
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_ENTER, kClerk, false), "FIELD_MISSING");
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_ENTER, kClerk), "");
  EXPECT_EQ(door.visit.badge(), "A-17");
  EXPECT_TRUE(door.visit.inside());
}

TEST(AgencyVisit, AnAuthorisationThatHasRunOutIsCounselsAgain) {
  for (const auto state : {AgencyVisit::STATE_AUTHORISED, AgencyVisit::STATE_INSIDE}) {
    Door door = At(state);
    EXPECT_EQ(AgencyVisits::DeadlinesOf(door.visit).front().what, "expire");
    EXPECT_EQ(door.Do(v1::AGENCY_STEP_EXPIRE, kTimer), "ALREADY_SO");
    door.now += std::chrono::hours{1};
    if (state == AgencyVisit::STATE_AUTHORISED) {
      EXPECT_EQ(door.Do(v1::AGENCY_STEP_ENTER, kClerk), "AUTHORISATION_EXPIRED");
    }
    EXPECT_EQ(door.Do(v1::AGENCY_STEP_EXPIRE, kTimer), "");
    EXPECT_EQ(door.visit.state(), AgencyVisit::STATE_LEGAL_REVIEW);
    EXPECT_FALSE(door.visit.has_authority());
    EXPECT_EQ(door.last.authority_expired().paged_ids(0), kCounselId);
    EXPECT_EQ(door.visit.inside(), state == AgencyVisit::STATE_INSIDE);
  }
}

TEST(AgencyVisit, AnEntryWithoutConsentIsWrittenDownAndToldAtOnce) {
  Door door = At(AgencyVisit::STATE_REFUSED);
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_EXIGENT_ENTRY, kClerk, false), "FIELD_MISSING");
  ASSERT_EQ(door.Do(v1::AGENCY_STEP_EXIGENT_ENTRY, kClerk), "");
  EXPECT_TRUE(door.visit.entered_without_consent());
  EXPECT_EQ(door.last.entered_without_consent().paged_ids_size(), 4);  // every counsel, the superintendent
}

TEST(AgencyVisit, WhatTheyTookIsSaidWhenTheyLeave) {
  Door door = At(AgencyVisit::STATE_REFUSED);
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_DEPART, kClerk, false), "FIELD_MISSING");
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_DEPART, kClerk), "");
  EXPECT_EQ(door.visit.taken(), "nothing");
}

TEST(AgencyVisit, FamiliesAreToldOnlyWhatHappenedAndOnlyAfterCounsel) {
  Door door = At(AgencyVisit::STATE_DEPARTED);
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_PROPOSE_NOTICE, kPrincipal, false), "WORDING_UNTRUE");
  ASSERT_EQ(door.Do(v1::AGENCY_STEP_PROPOSE_NOTICE, kPrincipal), "");
  EXPECT_FALSE(door.visit.notice().approved());
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_DECIDE_NOTICE, kPrincipal), "NOT_PERMITTED");
  ASSERT_EQ(door.Do(v1::AGENCY_STEP_DECIDE_NOTICE, kCounsel), "");
  EXPECT_TRUE(door.visit.notice().approved());
  EXPECT_EQ(door.visit.state(), AgencyVisit::STATE_CLOSED);
  EXPECT_EQ(AgencyVisits::IndexesOf(door.visit).size(), 1U);
}

TEST(AgencyVisit, ATextThatIsTooLongIsNamed) {
  Door door = At(AgencyVisit::STATE_REFUSED);
  v1::RecordDepartureRequest request;
  request.set_taken(std::string(1501, 'x'));
  const auto decision = RecordDeparture(door.visit, request, door.As(kClerk));
  EXPECT_EQ(std::get<Error>(decision).field, "taken");
}

TEST(AgencyVisit, AFullRecordStillTakesTheStepsThatEndIt) {
  Door door = At(AgencyVisit::STATE_LEGAL_REVIEW);
  while (door.visit.log_size() < 70) *door.visit.add_log() = door.visit.log(0);
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_AUTHORISE, kCounsel), "VISIT_FULL");
  EXPECT_EQ(door.Do(v1::AGENCY_STEP_REFUSE, kCounsel), "");
}

TEST(AgencySteps, EachNeededFieldIsMissedByName) {
  EXPECT_EQ(At(AgencyVisit::STATE_LEGAL_REVIEW).Do(v1::AGENCY_STEP_ASK, kCounsel, false), "FIELD_MISSING");
  EXPECT_EQ(At(AgencyVisit::STATE_LEGAL_REVIEW).Do(v1::AGENCY_STEP_REFUSE, kCounsel, false), "FIELD_MISSING");
  EXPECT_EQ(At(AgencyVisit::STATE_ADMIN_REVIEW).Do(v1::AGENCY_STEP_CLOSE_AS_LOCAL_POLICE, kPrincipal, false),
            "FIELD_MISSING");
}

TEST(AgencySteps, ThePermissionsOfTheTableAreThoseOfTheContract) {
  const auto& service =
      *v1::AgencyVisit::descriptor()->file()->pool()->FindServiceByName("watchbell.visitor.v1.AgencyService");
  const std::vector<std::pair<const char*, v1::AgencyStep>> rpcs{
      {"RecordArrival", v1::AGENCY_STEP_ARRIVE},
      {"IdentifyOfficers", v1::AGENCY_STEP_IDENTIFY},
      {"CaptureDocument", v1::AGENCY_STEP_CAPTURE_DOCUMENT},
      {"HandToAdministrator", v1::AGENCY_STEP_HAND_TO_ADMINISTRATOR},
      {"TakeReview", v1::AGENCY_STEP_TAKE_REVIEW},
      {"ContactCounsel", v1::AGENCY_STEP_CONTACT_COUNSEL},
      {"CloseAsLocalPolice", v1::AGENCY_STEP_CLOSE_AS_LOCAL_POLICE},
      {"TakeLegalReview", v1::AGENCY_STEP_TAKE_LEGAL_REVIEW},
      {"Authorise", v1::AGENCY_STEP_AUTHORISE},
      {"Refuse", v1::AGENCY_STEP_REFUSE},
      {"AskForInformation", v1::AGENCY_STEP_ASK},
      {"GiveInformation", v1::AGENCY_STEP_ANSWER},
      {"RecordEntry", v1::AGENCY_STEP_ENTER},
      {"RecordExigentEntry", v1::AGENCY_STEP_EXIGENT_ENTRY},
      {"RecordDeparture", v1::AGENCY_STEP_DEPART},
      {"ProposeNotice", v1::AGENCY_STEP_PROPOSE_NOTICE},
      {"DecideNotice", v1::AGENCY_STEP_DECIDE_NOTICE}};
  for (const auto& [rpc, step] : rpcs)
    EXPECT_EQ(service.FindMethodByName(rpc)->options().GetExtension(policy::v1::rpc).permission(),
              RuleOf(step).permission)
        << rpc;
}

TEST(AgencyContacts, ASchoolHasAnAdministratorAndCounsel) {
  v1::AssignContactsRequest request;
  request.set_school("lincoln-es");
  const Context context{.id = AgencyContactsId("lincoln-es")};
  EXPECT_EQ(std::get<Error>(AssignContacts({}, request, context)).reason, "ADMINISTRATOR_MISSING");
  request.add_administrator_ids(kPrincipal.id);
  EXPECT_EQ(std::get<Error>(AssignContacts({}, request, context)).reason, "COUNSEL_MISSING");
  request.add_counsel_ids(kCounselId);
  v1::AgencyContacts contacts;
  AgencyContactLists::Evolve(contacts,
                             std::get<v1::AgencyContactsEvent>(AssignContacts({}, request, context)));
  EXPECT_EQ(contacts.counsel_ids(0), kCounselId);
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(AssignContacts(contacts, request, context)));
}

}  // namespace
}  // namespace watchbell::visitor
