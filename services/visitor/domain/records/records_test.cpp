#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "common/id/id.hpp"
#include "services/visitor/domain/records/outside_request.hpp"
#include "services/visitor/domain/records/sealed_records.hpp"

namespace watchbell::visitor {
namespace {

using v1::RecordsClaim;
using v1::RecordsRequest;
using namespace std::chrono_literals;

constexpr auto kToday = 2027y / 1 / 15;
const TimePoint kNow{std::chrono::seconds{1'800'000'000}};
const Context kContext{.now = kNow, .id = "0198c0de-0000-7000-8000-000000000001", .actor_id = "somebody"};

RecordsClaim Claim(RecordsClaim::Party party, RecordsClaim::Basis basis,
                   std::vector<v1::RecordsField> fields = {v1::RECORDS_FIELD_GRADES}) {
  RecordsClaim claim;
  claim.set_party(party);
  claim.set_party_name("Somebody");
  claim.set_student_id(id::Derive("test", "student"));
  claim.set_student_date_of_birth("2015-05-06");
  for (const auto field : fields) claim.add_fields(field);
  claim.set_basis(basis);
  if (basis == RecordsClaim::BASIS_EMERGENCY)
    claim.set_threat_text("said on the phone that he would come armed");
  if (basis == RecordsClaim::BASIS_CONSENT) {
    auto& consent = *claim.mutable_consent();
    consent.set_is_signed(true);
    consent.set_dated("2027-01-10");
    consent.set_records("grades");
    consent.set_purpose("college application");
    consent.set_recipient("State University");
  }
  return claim;
}

v1::RecordsRule RuleFor(const RecordsClaim& claim) { return RowFor(claim, kToday).rule; }

// One request, as its facts make it.
struct Row {
  RecordsRequest request;
  TimePoint now = kNow;

  Context Now() const {
    Context context = kContext;
    context.now = now;
    return context;
  }
  std::string Take(const RecordsDecision& decision) {
    if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
    if (std::holds_alternative<AlreadySo>(decision)) return "ALREADY_SO";
    auto event = std::get<v1::RecordsRequestEvent>(decision);
    *event.mutable_meta()->mutable_at() = ToProto(now);
    RecordsRequests::Evolve(request, event);
    return "";
  }
  std::string Record(const RecordsClaim& claim, Desk desk = Desk::kRecords) {
    v1::RecordRequestRequest asked;
    asked.set_school("lincoln-es");
    *asked.mutable_claim() = claim;
    return Take(RecordRequest(request, asked, kToday, desk, Now()));
  }
  std::string TellTheFamily() {
    v1::TellFamilyRequest told;
    told.set_how("letter and telephone");
    return Take(TellFamily(request, told, kObjectionWindow, Now()));
  }
  std::string Decide(bool approved, std::vector<v1::RecordsField> fields = {v1::RECORDS_FIELD_GRADES}) {
    v1::DecideRequestRequest decided;
    decided.set_approved(approved);
    decided.set_reason("as the order says");
    if (approved)
      for (const auto field : fields) decided.add_fields(field);
    return Take(DecideRequest(request, decided, Now()));
  }
  std::string ReleaseFields(std::vector<v1::RecordsField> fields, const std::string& reason = {},
                            const std::string& recipient = "State University") {
    v1::ReleaseRequest release;
    release.add_recipients(recipient);
    for (const auto field : fields) {
      auto& released = *release.add_fields();
      released.set_field(field);
      released.set_reason(reason);
    }
    return Take(Release(request, release, "notice-1", Now()));
  }
  std::string Tick() { return Take(RecordsRequests::Tick(request, "due", Now())); }
};

TEST(RecordsTable, AnswersEveryGroundByItsRow) {
  auto not_record = Claim(RecordsClaim::PARTY_SCHOOL_OFFICIAL, RecordsClaim::BASIS_NONE);
  not_record.set_not_education_record(true);
  EXPECT_EQ(RuleFor(not_record), v1::RECORDS_RULE_F0_NOT_EDUCATION_RECORD);
  EXPECT_EQ(RowFor(not_record, kToday).first, RecordsRequest::STATE_OPEN);
  not_record.set_party(RecordsClaim::PARTY_LAW_ENFORCEMENT);
  EXPECT_EQ(RowFor(not_record, kToday).first, RecordsRequest::STATE_COUNSEL);
  EXPECT_EQ(RuleFor(Claim(RecordsClaim::PARTY_PARENT, RecordsClaim::BASIS_OWN_RECORD)),
            v1::RECORDS_RULE_F1_OWN_RECORD);
  EXPECT_EQ(RuleFor(Claim(RecordsClaim::PARTY_OTHER, RecordsClaim::BASIS_CONSENT)),
            v1::RECORDS_RULE_F2_CONSENT);
  EXPECT_EQ(RuleFor(Claim(RecordsClaim::PARTY_SCHOOL_OFFICIAL, RecordsClaim::BASIS_LEGITIMATE_INTEREST)),
            v1::RECORDS_RULE_F3_SCHOOL_OFFICIAL);
  EXPECT_EQ(RuleFor(Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_COURT_ORDER)),
            v1::RECORDS_RULE_F5_COURT_ORDER_OR_SUBPOENA);
  EXPECT_EQ(RuleFor(Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_GRAND_JURY_SUBPOENA)),
            v1::RECORDS_RULE_F5X_SECRET_ORDER);
  EXPECT_EQ(RuleFor(Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_EMERGENCY)),
            v1::RECORDS_RULE_F6_EMERGENCY);
  for (const auto basis : {RecordsClaim::BASIS_NONE, RecordsClaim::BASIS_SUBPOENA_ADMINISTRATIVE,
                           RecordsClaim::BASIS_WARRANT_ADMINISTRATIVE})
    EXPECT_EQ(RuleFor(Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, basis)), v1::RECORDS_RULE_F7_ANYTHING_ELSE);
}

TEST(RecordsTable, AtEighteenTheRightsAreTheStudents) {
  auto parent = Claim(RecordsClaim::PARTY_PARENT, RecordsClaim::BASIS_OWN_RECORD);
  parent.set_student_date_of_birth("2009-01-16");  // 18 tomorrow
  EXPECT_EQ(RuleFor(parent), v1::RECORDS_RULE_F1_OWN_RECORD);
  parent.set_student_date_of_birth("2009-01-15");
  EXPECT_EQ(RuleFor(parent), v1::RECORDS_RULE_F7_ANYTHING_ELSE);
  parent.set_student_dependent(true);
  EXPECT_EQ(RuleFor(parent), v1::RECORDS_RULE_F1_OWN_RECORD);
  auto student = Claim(RecordsClaim::PARTY_STUDENT, RecordsClaim::BASIS_OWN_RECORD);
  EXPECT_EQ(RuleFor(student), v1::RECORDS_RULE_F7_ANYTHING_ELSE);
  student.set_student_date_of_birth("2009-01-15");
  EXPECT_EQ(RuleFor(student), v1::RECORDS_RULE_F1_OWN_RECORD);
}

TEST(RecordsTable, BornOnTheLeapDayIsOfAgeOnTheFirstOfMarch) {
  auto claim = Claim(RecordsClaim::PARTY_STUDENT, RecordsClaim::BASIS_OWN_RECORD);
  claim.set_student_date_of_birth("2008-02-29");
  EXPECT_FALSE(IsAdult(claim, 2026y / 2 / 28));
  EXPECT_TRUE(IsAdult(claim, 2026y / 3 / 1));
}

TEST(RecordsTable, AnOutsiderIsAnOfficialOnlyWithAllThreeBonds) {
  auto claim = Claim(RecordsClaim::PARTY_CONTRACTOR, RecordsClaim::BASIS_LEGITIMATE_INTEREST);
  auto& outsider = *claim.mutable_outsider();
  outsider.set_does_our_function(true);
  outsider.set_under_direct_control(true);
  EXPECT_EQ(RuleFor(claim), v1::RECORDS_RULE_F7_ANYTHING_ELSE);
  outsider.set_bound_on_reuse(true);
  EXPECT_EQ(RuleFor(claim), v1::RECORDS_RULE_F3_SCHOOL_OFFICIAL);
}

TEST(RecordsTable, DirectoryDataNeedsThePolicyAndNoOptOut) {
  auto claim =
      Claim(RecordsClaim::PARTY_OTHER, RecordsClaim::BASIS_DIRECTORY_DATA, {v1::RECORDS_FIELD_DIRECTORY});
  EXPECT_EQ(RuleFor(claim), v1::RECORDS_RULE_F7_ANYTHING_ELSE);
  claim.set_directory_policy(true);
  EXPECT_EQ(RuleFor(claim), v1::RECORDS_RULE_F4_DIRECTORY_DATA);
  claim.set_opted_out(true);
  EXPECT_EQ(RuleFor(claim), v1::RECORDS_RULE_F7_ANYTHING_ELSE);
}

TEST(Records, AConsentOfTomorrowIsInvalid) {
  Row row;
  auto claim = Claim(RecordsClaim::PARTY_OTHER, RecordsClaim::BASIS_CONSENT);
  claim.mutable_consent()->set_dated("2199-01-01");
  EXPECT_EQ(row.Record(claim), "CONSENT_INVALID");
}

TEST(Records, AConsentWithoutAPurposeIsInvalid) {
  Row row;
  auto claim = Claim(RecordsClaim::PARTY_OTHER, RecordsClaim::BASIS_CONSENT);
  claim.mutable_consent()->clear_purpose();
  EXPECT_EQ(row.Record(claim), "CONSENT_INVALID");
}

TEST(Records, AConsentReleasesToItsRecipientAlone) {
  Row row;
  ASSERT_EQ(row.Record(Claim(RecordsClaim::PARTY_OTHER, RecordsClaim::BASIS_CONSENT)), "");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}, "", "Somebody else"), "BEYOND_THE_CONSENT");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_HEALTH}), "BEYOND_THE_SCOPE");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}), "");
  EXPECT_EQ(row.request.disclosures(0).redisclosure_notice_id(), "notice-1");
}

TEST(Records, AnOwnRecordIsInspectedWithinFortyFiveDays) {
  Row row;
  ASSERT_EQ(row.Record(Claim(RecordsClaim::PARTY_PARENT, RecordsClaim::BASIS_OWN_RECORD)), "");
  EXPECT_EQ(FromProto(row.request.due_at()), kNow + std::chrono::days{45});
  row.now += std::chrono::days{45};
  ASSERT_EQ(row.Tick(), "");
  EXPECT_TRUE(row.request.overdue());
  EXPECT_TRUE(RecordsRequests::DeadlinesOf(row.request).empty());
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}), "");
}

TEST(Records, ACourtOrderWaitsForTheFamilyAndThenForCounsel) {
  Row row;
  ASSERT_EQ(row.Record(Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_COURT_ORDER)), "");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}), "FAMILY_NOT_TOLD");
  EXPECT_EQ(row.Decide(true), "NOT_COUNSELS");
  ASSERT_EQ(row.TellTheFamily(), "");
  EXPECT_EQ(row.Decide(true), "OBJECTION_WINDOW_OPEN");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}), "OBJECTION_WINDOW_OPEN");
  row.now += std::chrono::days{10} - std::chrono::seconds{1};
  EXPECT_EQ(row.Tick(), "ALREADY_SO");
  row.now += std::chrono::seconds{1};
  ASSERT_EQ(row.Tick(), "");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}), "COUNSEL_DECIDES");
  ASSERT_EQ(row.Decide(true), "");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}), "");
}

TEST(Records, AnAdministrativeSubpoenaIsNeitherReleasedNorRefusedWithoutCounsel) {
  Row row;
  ASSERT_EQ(
      row.Record(Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_SUBPOENA_ADMINISTRATIVE)),
      "");
  EXPECT_EQ(row.request.state(), RecordsRequest::STATE_COUNSEL);
  EXPECT_EQ(row.request.result(), v1::RECORDS_RESULT_HOLD_FOR_COUNSEL);
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}), "COUNSEL_DECIDES");
  row.now += std::chrono::days{400};
  EXPECT_EQ(row.Tick(), "ALREADY_SO");
  EXPECT_EQ(row.request.state(), RecordsRequest::STATE_COUNSEL);
  ASSERT_EQ(row.Decide(false), "");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_GRADES}), "REFUSED_BY_COUNSEL");
}

TEST(Records, AnEmergencyWithoutItsThreatIsRejected) {
  Row row;
  auto claim = Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_EMERGENCY);
  claim.clear_threat_text();
  EXPECT_EQ(row.Record(claim), "THREAT_TEXT_MISSING");
}

TEST(Records, AnEmergencyGivesTheLeastAndAReasonForEveryFieldBeyondIt) {
  Row row;
  ASSERT_EQ(
      row.Record(Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_EMERGENCY,
                       {v1::RECORDS_FIELD_SCHEDULE, v1::RECORDS_FIELD_CONTACT, v1::RECORDS_FIELD_HEALTH})),
      "");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_SCHEDULE, v1::RECORDS_FIELD_CONTACT}), "");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_HEALTH}), "FIELD_REASON_MISSING");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_HEALTH}, "needs insulin every four hours"), "");
  ASSERT_EQ(row.request.disclosures_size(), 2);
  EXPECT_FALSE(row.request.claim().threat_text().empty());
  ASSERT_EQ(row.Take(EndEmergency(row.request, {}, row.Now())), "");
  EXPECT_EQ(row.ReleaseFields({v1::RECORDS_FIELD_SCHEDULE}), "EMERGENCY_OVER");
}

TEST(Records, TheSameAskedAgainIsOneRowAndTwoAttempts) {
  Row row;
  const auto claim = Claim(RecordsClaim::PARTY_OTHER, RecordsClaim::BASIS_NONE,
                           {v1::RECORDS_FIELD_GRADES, v1::RECORDS_FIELD_ATTENDANCE});
  ASSERT_EQ(row.Record(claim), "");
  auto again = claim;
  std::swap(*again.mutable_fields()->Mutable(0), *again.mutable_fields()->Mutable(1));
  EXPECT_TRUE(IsSameClaim(row.request.claim(), again));
  ASSERT_EQ(row.Take(AskAgain(row.request, row.Now())), "");
  EXPECT_EQ(row.request.attempts(), 2);
  again.set_party_name("Somebody else");
  EXPECT_FALSE(IsSameClaim(row.request.claim(), again));
}

TEST(Records, WhatIsUnderSecrecyIsNeverKeptAtTheDesk) {
  Row row;
  EXPECT_EQ(row.Record(Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_GRAND_JURY_SUBPOENA)),
            "COUNSEL_RECEIVES_THIS");
  auto order = Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_SUBPOENA_ADMINISTRATIVE);
  order.set_secrecy_order(true);
  EXPECT_EQ(row.Record(order), "COUNSEL_RECEIVES_THIS");
  EXPECT_EQ(row.Record(Claim(RecordsClaim::PARTY_OTHER, RecordsClaim::BASIS_NONE), Desk::kCounsel),
            "NOT_SECRET");
  EXPECT_EQ(row.Record(order, Desk::kCounsel), "");
}

TEST(SealedRecords, FollowTheSameRulesAndShowInNoOtherList) {
  v1::SealedRecordsRequest sealed;
  const auto take = [&](const Decision<v1::SealedRecordsRequestEvent>& decision) {
    auto event = std::get<v1::SealedRecordsRequestEvent>(decision);
    *event.mutable_meta()->mutable_at() = ToProto(kNow);
    SealedRecordsRequests::Evolve(sealed, event);
  };
  v1::RecordRequestRequest asked;
  asked.set_school("district");
  *asked.mutable_claim() =
      Claim(RecordsClaim::PARTY_LAW_ENFORCEMENT, RecordsClaim::BASIS_GRAND_JURY_SUBPOENA);
  take(Sealed(RecordRequest(sealed.request(), asked, kToday, Desk::kCounsel, kContext)));
  EXPECT_EQ(sealed.request().rule(), v1::RECORDS_RULE_F5X_SECRET_ORDER);
  EXPECT_EQ(FromProto(sealed.request().received_at()), kNow);
  EXPECT_EQ(sealed.school(), "district");
  const auto indexes = SealedRecordsRequests::IndexesOf(sealed);
  ASSERT_EQ(indexes.size(), 1U);
  EXPECT_EQ(indexes.front().index, "sealed_records");
  EXPECT_TRUE(
      std::holds_alternative<Error>(Sealed(TellFamily(sealed.request(), {}, kObjectionWindow, kContext))));
}

TEST(OutsideRequest, KeepsItsReferenceUntilTheAnswerCame) {
  v1::OpenOutsideRequestRequest opened;
  opened.set_school("lincoln-es");
  EXPECT_EQ(std::get<Error>(OpenOutsideRequest({}, opened, kContext)).reason, "REFERENCE_MISSING");
  opened.set_reference("case 2027-112");
  v1::OutsideRequest request;
  OutsideRequests::Evolve(request,
                          std::get<v1::OutsideRequestEvent>(OpenOutsideRequest({}, opened, kContext)));
  EXPECT_EQ(OutsideRequests::IndexesOf(request).size(), 1U);
  v1::CloseOutsideRequestRequest closed;
  closed.set_outcome("the report came");
  auto event = std::get<v1::OutsideRequestEvent>(CloseOutsideRequest(request, closed, kContext));
  *event.mutable_meta()->mutable_at() = ToProto(kNow);
  OutsideRequests::Evolve(request, event);
  EXPECT_TRUE(OutsideRequests::IndexesOf(request).empty());
}

// Any claim and any order of requests: nothing leaves a request that counsel has not agreed to where counsel
// must, and software never says the last no.
RC_GTEST_PROP(RecordsProperty, NothingIsReleasedThatCounselMustDecideAndNothingIsRefusedByAnybodyElse, ()) {
  Row row;
  auto claim = Claim(static_cast<RecordsClaim::Party>(*rc::gen::inRange(1, 7)),
                     static_cast<RecordsClaim::Basis>(*rc::gen::inRange(1, 13)));
  claim.set_secrecy_order(*rc::gen::arbitrary<bool>());
  claim.set_not_education_record(*rc::gen::arbitrary<bool>());
  claim.set_student_date_of_birth(*rc::gen::element<std::string>("2000-01-01", "2015-01-01"));
  const bool secret = claim.secrecy_order() || RuleFor(claim) == v1::RECORDS_RULE_F5X_SECRET_ORDER;
  RC_ASSERT(row.Record(claim, secret ? Desk::kCounsel : Desk::kRecords).empty());
  const bool needs_counsel = RowFor(claim, kToday).first == RecordsRequest::STATE_COUNSEL ||
                             row.request.result() == v1::RECORDS_RESULT_NOTIFY_THEN_COUNSEL;
  bool agreed = false, declined = false;
  for (int i = 0; i < 20; ++i) {
    row.now += std::chrono::days{*rc::gen::inRange(0, 30)};
    switch (*rc::gen::inRange(0, 5)) {
      case 0: row.TellTheFamily(); break;
      case 1: agreed |= row.Decide(true).empty(); break;
      case 2: declined |= row.Decide(false).empty(); break;
      case 3: row.ReleaseFields({v1::RECORDS_FIELD_GRADES}); break;
      default: row.Tick(); break;
    }
    RC_ASSERT(row.request.disclosures().empty() || !needs_counsel || agreed);
    RC_ASSERT(row.request.state() != RecordsRequest::STATE_REFUSED || declined);
    RC_ASSERT(!(declined && !row.request.disclosures().empty() && !agreed));
  }
}

}  // namespace
}  // namespace watchbell::visitor
