// What is done for people beside the assessment: actions, plans, support, referrals, bullying, suicide risk,
// transfers.
#include <gtest/gtest.h>

#include "services/threat-intake/domain/cases/bullying.hpp"
#include "services/threat-intake/domain/cases/referral.hpp"
#include "services/threat-intake/domain/cases/safety_plan.hpp"
#include "services/threat-intake/domain/cases/suicide_risk.hpp"
#include "services/threat-intake/domain/cases/support_plan.hpp"
#include "services/threat-intake/domain/cases/test_case.hpp"
#include "services/threat-intake/domain/cases/threat_action.hpp"
#include "services/threat-intake/domain/cases/transfer.hpp"

namespace watchbell::threat_intake {
namespace {

using namespace test;

const std::string kCaseId = id::Derive("test", "case");

// One aggregate, and the clock beside it.
template <class Aggregate>
struct Desk {
  typename Aggregate::State state;
  Room room;

  std::string Take(const Decision<typename Aggregate::Event>& decision, const std::string& actor_id) {
    if (const auto* error = std::get_if<Error>(&decision)) return error->reason;
    if (std::holds_alternative<AlreadySo>(decision)) return "ALREADY_SO";
    auto event = std::get<typename Aggregate::Event>(decision);
    *event.mutable_meta()->mutable_at() = ToProto(room.now);
    event.mutable_meta()->set_actor_id(actor_id);
    Aggregate::Evolve(state, event);
    return "";
  }
  template <class Rule, class Request, class... More>
  std::string Do(Rule rule, const Request& request, const Member& member, const More&... more) {
    return Take(rule(state, request, more..., room.As(member)), member.id);
  }
  std::string Tick() { return Take(Aggregate::Tick(state, "due", Context{.now = room.now}), ""); }
};

v1::CasePerson Person(v1::CasePersonRole role) {
  v1::CasePerson person;
  person.set_role(role);
  person.set_description("a classmate");
  return person;
}

v1::AskThreatActionRequest Ask(v1::ThreatActionKind kind) {
  v1::AskThreatActionRequest request;
  request.set_school("lincoln-es");
  request.set_kind(kind);
  request.set_note("Yard, Monday 8:00 to 8:20.");
  return request;
}

TEST(ThreatAction, IsAskedForTakenAndAnsweredOrSaidToBeLate) {
  Desk<ThreatActions> desk;
  const Room open = Evaluating();
  ASSERT_EQ(desk.Do(AskThreatAction, Ask(v1::THREAT_ACTION_KIND_REVIEW_FOOTAGE), kOfficer, open.assessment),
            "");
  EXPECT_EQ(desk.Tick(), "ALREADY_SO");
  desk.room.now += kThreatActionWithin;
  EXPECT_EQ(desk.Tick(), "");
  EXPECT_EQ(desk.Tick(), "ALREADY_SO");
  EXPECT_EQ(desk.Do(TakeThreatAction, v1::TakeThreatActionRequest{}, kOfficer), "");
  EXPECT_TRUE(ThreatActions::DeadlinesOf(desk.state).empty());
  v1::CloseThreatActionRequest close;
  close.set_done(true);
  EXPECT_EQ(desk.Do(CloseThreatAction, close, kOfficer), "TEXT_MISSING");
  close.set_outcome("Nobody was there.");
  EXPECT_EQ(desk.Do(CloseThreatAction, close, kOfficer), "");
  EXPECT_EQ(desk.state.state(), v1::ThreatAction::STATE_DONE);
}

TEST(ThreatAction, BelongsToAnOpenCase) {
  Desk<ThreatActions> desk;
  EXPECT_EQ(desk.Do(AskThreatAction, Ask(v1::THREAT_ACTION_KIND_SECURE_AREA), kOfficer, v1::Case{}),
            "NOT_FOUND");
}

v1::DraftSafetyPlanRequest Draft() {
  v1::DraftSafetyPlanRequest request;
  request.set_school("lincoln-es");
  auto& measure = *request.add_measures();
  measure.set_text("Checked in by the counselor each morning.");
  measure.set_responsible("counselor");
  request.set_family_part("Searches the bag at home.");
  return request;
}

TEST(SafetyPlan, IsInForceOnceTwoRolesHaveAgreedToThatVersion) {
  Desk<SafetyPlans> desk;
  const Room open = At(v1::CASE_LEVEL_VERY_SERIOUS);
  ASSERT_EQ(desk.Do(DraftSafetyPlan, Draft(), kPsychologist, open.assessment), "");
  v1::AgreeToSafetyPlanRequest agree;
  agree.set_version(1);
  EXPECT_EQ(desk.Do(AgreeToSafetyPlan, agree, kAdministrator), "");
  EXPECT_EQ(desk.Do(AgreeToSafetyPlan, agree, kDeputy), "");
  EXPECT_EQ(desk.state.state(), v1::SafetyPlan::STATE_DRAFT) << "two administrators are one role";
  EXPECT_EQ(desk.Do(AgreeToSafetyPlan, agree, kPsychologist), "");
  EXPECT_EQ(desk.state.state(), v1::SafetyPlan::STATE_IN_FORCE);
  auto revised = Draft();
  revised.set_plan_id(desk.state.id());
  ASSERT_EQ(desk.Do(DraftSafetyPlan, revised, kPsychologist, open.assessment), "");
  EXPECT_EQ(desk.state.state(), v1::SafetyPlan::STATE_DRAFT);
  EXPECT_EQ(desk.Do(AgreeToSafetyPlan, agree, kPsychologist), "PLAN_CHANGED");
}

TEST(SupportPlan, WhoeverFeelsUnsafeIsAskedAgainOnTheNextSchoolDay) {
  Desk<SupportPlans> desk;
  const Room threat = Evaluating();
  v1::OpenSupportPlanRequest open;
  open.set_case_id(kCaseId);
  *open.mutable_person() = Person(v1::CASE_PERSON_ROLE_SUBJECT);
  open.set_advocate_id(kPsychologist.id);
  open.add_measures("Walks to the bus with an adult.");
  open.set_check_in_days(7);
  EXPECT_EQ(desk.Do(OpenSupportPlan, open, kPsychologist, threat.assessment), "ROLE_MISSING");
  open.mutable_person()->set_role(v1::CASE_PERSON_ROLE_TARGET);
  EXPECT_EQ(desk.Do(OpenSupportPlan, open, kPsychologist, v1::Case{}), "NOT_FOUND");
  ASSERT_EQ(desk.Do(OpenSupportPlan, open, kPsychologist, threat.assessment), "");
  desk.room.now += std::chrono::days{7};
  EXPECT_EQ(desk.Tick(), "") << "nobody asked";
  EXPECT_TRUE(desk.state.overdue());
  v1::RecordCheckInRequest check_in;
  check_in.set_feeling(v1::SUPPORT_FEELING_UNSAFE);
  check_in.set_note("Was followed home.");
  ASSERT_EQ(desk.Do(RecordCheckIn, check_in, kPsychologist), "");
  EXPECT_FALSE(desk.state.overdue());
  EXPECT_EQ(FromProto(desk.state.next_check_in_at()), Hours().CloseOfDay(desk.room.now, 1));
}

v1::ListProvidersResponse Providers() {
  v1::ListProvidersResponse providers;
  for (const auto* id : {"mobile-crisis", "family-clinic"}) providers.add_providers()->set_id(id);
  providers.mutable_providers(0)->set_crisis(true);
  return providers;
}
v1::OpenReferralRequest Referring(const std::string& provider) {
  v1::OpenReferralRequest request;
  request.set_case_id(kCaseId);
  *request.mutable_person() = Person(v1::CASE_PERSON_ROLE_SUBJECT);
  request.set_provider_id(provider);
  request.set_need("Anger, sleep.");
  *request.mutable_due_at() = ToProto(kTuesday + std::chrono::days{5});
  return request;
}

TEST(Referral, IsMadeWithConsentOnlyUnlessItIsACrisis) {
  Desk<Referrals> clinic;
  const auto providers = Providers();
  ASSERT_EQ(clinic.Do(OpenReferral, Referring("family-clinic"), kPsychologist, providers), "");
  EXPECT_EQ(clinic.Do(MakeReferral, v1::MakeReferralRequest{}, kPsychologist, providers), "CONSENT_MISSING");
  v1::RecordConsentRequest consent;
  consent.set_consent(v1::REFERRAL_CONSENT_GIVEN);
  consent.set_by("mother, by telephone");
  ASSERT_EQ(clinic.Do(RecordConsent, consent, kPsychologist), "");
  EXPECT_EQ(clinic.Do(MakeReferral, v1::MakeReferralRequest{}, kPsychologist, providers), "");
  Desk<Referrals> crisis;
  ASSERT_EQ(crisis.Do(OpenReferral, Referring("mobile-crisis"), kPsychologist, providers), "");
  EXPECT_EQ(crisis.Do(MakeReferral, v1::MakeReferralRequest{}, kPsychologist, providers), "");
  Desk<Referrals> nowhere;
  EXPECT_EQ(nowhere.Do(OpenReferral, Referring("nobody"), kPsychologist, providers), "PROVIDER_UNKNOWN");
}

TEST(Referral, IsLateOnceItsDayHasComeAndClosesWithAnOutcome) {
  Desk<Referrals> desk;
  ASSERT_EQ(desk.Do(OpenReferral, Referring("mobile-crisis"), kPsychologist, Providers()), "");
  desk.room.now += std::chrono::days{5};
  EXPECT_EQ(desk.Tick(), "");
  v1::CloseReferralRequest close;
  close.set_outcome(v1::REFERRAL_OUTCOME_ENGAGED);
  close.set_note("Seen twice.");
  EXPECT_EQ(desk.Do(CloseReferral, close, kPsychologist), "REFERRAL_NOT_MADE");
  ASSERT_EQ(desk.Do(MakeReferral, v1::MakeReferralRequest{}, kPsychologist, Providers()), "");
  EXPECT_EQ(desk.Do(CloseReferral, close, kPsychologist), "");
}

std::string Step(Desk<BullyingCases>& desk, v1::BullyingStep step) {
  v1::RecordBullyingStepRequest request;
  request.set_step(step);
  request.set_note("By telephone.");
  return desk.Do(RecordBullyingStep, request, kAdministrator);
}

TEST(Bullying, IsDecidedOnceTheTargetIsSupportedAndThePlatformTold) {
  Desk<BullyingCases> desk;
  v1::ReportBullyingRequest report;
  report.set_online(true);
  report.set_summary("A group chat makes fun of a student.");
  *report.add_people() = Person(v1::CASE_PERSON_ROLE_TARGET);
  ASSERT_EQ(desk.Do(ReportBullying, report, kAdministrator), "");
  v1::DecideBullyingRequest decide;
  decide.set_finding(v1::BULLYING_FINDING_SUBSTANTIATED);
  decide.set_reason("The chat shows it.");
  decide.set_measures("Talks, seats, a mentor.");
  EXPECT_EQ(desk.Do(DecideBullying, decide, kAdministrator), "NOT_LOOKED_INTO");
  ASSERT_EQ(desk.Do(TakeBullying, v1::TakeBullyingRequest{}, kAdministrator), "");
  EXPECT_EQ(desk.Do(DecideBullying, decide, kAdministrator), "STEPS_OPEN");
  for (const auto step : {v1::BULLYING_STEP_KEEP_EVIDENCE, v1::BULLYING_STEP_SUPPORT_TARGET,
                          v1::BULLYING_STEP_TELL_TARGETS_PARENTS})
    ASSERT_EQ(Step(desk, step), "");
  EXPECT_EQ(desk.Do(DecideBullying, decide, kAdministrator), "PLATFORM_NOT_TOLD");
  Step(desk, v1::BULLYING_STEP_REPORT_TO_PLATFORM);
  EXPECT_EQ(desk.Do(DecideBullying, decide, kAdministrator), "");
  EXPECT_EQ(FromProto(desk.state.due_at()), Hours().CloseOfDay(kTuesday, kBullyingFollowUpSchoolDays));
  v1::CloseBullyingRequest close;
  close.set_note("It has stopped.");
  EXPECT_EQ(desk.Do(CloseBullying, close, kAdministrator), "");
  EXPECT_TRUE(BullyingCases::DeadlinesOf(desk.state).empty());
}

TEST(Bullying, HasNoLevel) { EXPECT_EQ(v1::BullyingCase::descriptor()->FindFieldByName("level"), nullptr); }

std::string Step(Desk<SuicideRisks>& desk, v1::SuicideRiskStep step, const Member& member) {
  v1::RecordSuicideRiskStepRequest request;
  request.set_step(step);
  request.set_note("With the nurse, in the quiet room.");
  return desk.Do(RecordSuicideRiskStep, request, member);
}

TEST(SuicideRisk, SomebodyStaysAtOnceAndMentalHealthScreensAndCloses) {
  Desk<SuicideRisks> desk;
  v1::OpenSuicideRiskRequest open;
  *open.mutable_person() = Person(v1::CASE_PERSON_ROLE_SUBJECT);
  open.set_concern("Said good-bye in a letter.");
  ASSERT_EQ(desk.Do(OpenSuicideRisk, open, kAdministrator), "");
  desk.room.now += kStayWithin;
  EXPECT_EQ(desk.Tick(), "") << "nobody is said to be there";
  ASSERT_EQ(Step(desk, v1::SUICIDE_RISK_STEP_STAY_WITH, kAdministrator), "");
  EXPECT_EQ(desk.state.next(), v1::SUICIDE_RISK_STEP_SCREEN);
  EXPECT_FALSE(desk.state.overdue());
  EXPECT_EQ(FromProto(desk.state.due_at()), Hours().CloseOfDay(kTuesday));
  EXPECT_EQ(Step(desk, v1::SUICIDE_RISK_STEP_SCREEN, kOfficer), "MENTAL_HEALTH_ONLY");
  v1::CloseSuicideRiskRequest close;
  close.set_note("In care.");
  ASSERT_EQ(Step(desk, v1::SUICIDE_RISK_STEP_SCREEN, kPsychologist), "");
  EXPECT_EQ(desk.Do(CloseSuicideRisk, close, kPsychologist), "STEPS_OPEN");
  ASSERT_EQ(Step(desk, v1::SUICIDE_RISK_STEP_TELL_PARENTS, kAdministrator), "");
  ASSERT_EQ(Step(desk, v1::SUICIDE_RISK_STEP_FOLLOW_UP, kPsychologist), "");
  EXPECT_FALSE(desk.state.has_due_at());
  EXPECT_EQ(desk.Do(CloseSuicideRisk, close, kAdministrator), "MENTAL_HEALTH_ONLY");
  EXPECT_EQ(desk.Do(CloseSuicideRisk, close, kPsychologist), "");
}

v1::OfferTransferRequest Offer() {
  v1::OfferTransferRequest request;
  request.set_school("lincoln-es");
  request.set_to_school("adams-ms");
  request.set_summary("A plan after a threat with a knife.");
  return request;
}

TEST(PlanTransfer, OfAVerySeriousThreatNeedsTheSafetyPlanInForce) {
  Desk<PlanTransfers> desk;
  const Room ongoing = Monitored(v1::CASE_LEVEL_VERY_SERIOUS);
  v1::SafetyPlan plan;
  EXPECT_EQ(desk.Do(OfferTransfer, Offer(), kAdministrator, ongoing.assessment, plan), "PLAN_MISSING");
  auto request = Offer();
  request.set_plan_id(kCaseId);
  plan.set_case_id(ongoing.assessment.id());
  EXPECT_EQ(desk.Do(OfferTransfer, request, kAdministrator, ongoing.assessment, plan), "PLAN_NOT_IN_FORCE");
  plan.set_state(v1::SafetyPlan::STATE_IN_FORCE);
  EXPECT_EQ(desk.Do(OfferTransfer, request, kAdministrator, ongoing.assessment, plan), "");
}

TEST(PlanTransfer, AcceptedTheCaseGoesOnWithItsLevelItsActionsAndItsReviews) {
  Room ongoing = At(v1::CASE_LEVEL_SERIOUS);
  ongoing.RecordAll();
  ongoing.Activate();
  Desk<PlanTransfers> desk;
  ASSERT_EQ(desk.Do(OfferTransfer, Offer(), kAdministrator, ongoing.assessment, v1::SafetyPlan{}), "");
  EXPECT_EQ(desk.state.school(), "adams-ms");
  ASSERT_EQ(desk.Take(AcceptTransfer(desk.state, kCaseId), kPsychologist.id), "");
  Room there;
  ASSERT_EQ(there.Take(ReceiveCase(there.assessment, desk.state, there.As(kPsychologist)), kPsychologist.id),
            "");
  EXPECT_EQ(there.assessment.state(), v1::Case::STATE_PLAN_ACTIVE);
  EXPECT_EQ(there.assessment.school(), "adams-ms");
  EXPECT_EQ(there.assessment.level(), v1::CASE_LEVEL_SERIOUS);
  EXPECT_EQ(there.assessment.actions_size(), ongoing.assessment.actions_size());
  EXPECT_EQ(there.assessment.reviews_size(), 1);
  for (const auto& action : there.assessment.actions()) EXPECT_TRUE(action.note().empty()) << "stays there";
  EXPECT_TRUE(there.assessment.exact_words().empty()) << "stays there";
}

TEST(PlanTransfer, TheSchoolThatHandedItOnHoldsNoMoreReviews) {
  Room ongoing = At(v1::CASE_LEVEL_SERIOUS);
  ongoing.RecordAll();
  ongoing.Activate();
  ASSERT_EQ(Cases::DeadlinesOf(ongoing.assessment).size(), 1U);
  ASSERT_EQ(ongoing.Take(MarkTransferred(ongoing.assessment, "adams-ms"), kOfficer.id), "");
  EXPECT_TRUE(Cases::DeadlinesOf(ongoing.assessment).empty());
}

TEST(PlanTransfer, UnansweredIsSaidToBeLateAndOnlyItsSenderWithdrawsIt) {
  const Room ongoing = Monitored(v1::CASE_LEVEL_SERIOUS);
  Desk<PlanTransfers> desk;
  ASSERT_EQ(desk.Do(OfferTransfer, Offer(), kAdministrator, ongoing.assessment, v1::SafetyPlan{}), "");
  desk.room.now = FromProto(desk.state.due_at());
  EXPECT_EQ(desk.Tick(), "");
  v1::WithdrawTransferRequest withdraw;
  withdraw.set_school("adams-ms");
  withdraw.set_reason("The student stays.");
  EXPECT_EQ(desk.Do(WithdrawTransfer, withdraw, kAdministrator), "NOT_FOUND");
  withdraw.set_school("lincoln-es");
  EXPECT_EQ(desk.Do(WithdrawTransfer, withdraw, kAdministrator), "");
  EXPECT_EQ(desk.Take(AcceptTransfer(desk.state, kCaseId), kOfficer.id), "TRANSFER_ANSWERED");
}

}  // namespace
}  // namespace watchbell::threat_intake
