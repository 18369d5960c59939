#include "services/threat-intake/domain/cases/case.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "services/threat-intake/domain/cases/test_case.hpp"

namespace watchbell::threat_intake {
namespace {

using namespace test;
using std::chrono::hours;
using std::chrono::minutes;
using v1::Case;

TimePoint DueOf(const Room& room, const std::string& timer) {
  for (const auto& deadline : Cases::DeadlinesOf(room.assessment))
    if (deadline.what == timer) return deadline.due;
  return {};
}

const v1::CaseAction& ActionOf(const Room& room, v1::CaseActionKind kind) {
  for (const auto& action : room.assessment.actions())
    if (action.kind() == kind) return action;
  return v1::CaseAction::default_instance();
}

TEST(Case, InSchoolHoursIsTriagedWithinFifteenMinutesAndOffHoursAfterTheNextOpening) {
  Room room;
  ASSERT_EQ(room.Open(), "");
  EXPECT_EQ(DueOf(room, "triage"), kTuesday + kTriageWithin);
  Room evening;
  evening.now = kTuesday + hours{9};  // 19:00
  ASSERT_EQ(evening.Open(), "");
  EXPECT_EQ(DueOf(evening, "triage"), kTuesday + hours{21} + minutes{30} + kTriageWithin);  // Wednesday 7:30
}

TEST(Case, AClockThatRunsOutIsSaidOnce) {
  Room room;
  room.Open();
  EXPECT_EQ(room.Tick("triage"), "ALREADY_SO");
  room.now += minutes{15};
  EXPECT_EQ(room.Tick("triage"), "");
  EXPECT_EQ(room.last.overdue().clock(), v1::CASE_CLOCK_TRIAGE);
  EXPECT_EQ(room.Tick("triage"), "ALREADY_SO");
  EXPECT_TRUE(Cases::DeadlinesOf(room.assessment).empty());
}

TEST(Case, TheEvaluationIsDueOnTheSameSchoolDay) {
  const Room room = Evaluating();
  EXPECT_EQ(DueOf(room, "evaluation"), kTuesday + hours{6});  // 16:00
}

TEST(Case, StepsAreAnsweredInTheirOrder) {
  Room room = Evaluating();
  EXPECT_EQ(room.Answer(v1::CASE_STEP_RESPOND, v1::CASE_ANSWER_SERIOUS), "STEP_NOT_NEXT");
  EXPECT_EQ(room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_SERIOUS), "ANSWER_UNKNOWN");
  EXPECT_EQ(room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_YES), "");
  EXPECT_EQ(room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_NO), "STEP_NOT_NEXT");
}

TEST(Case, TheFirstStepNeedsTheExactWordsAndAnInterview) {
  Room room = Evaluating();
  room.assessment.clear_interviews();
  EXPECT_EQ(room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_YES), "INTERVIEWS_MISSING");
  room.assessment.clear_exact_words();
  EXPECT_EQ(room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_YES), "EXACT_WORDS_MISSING");
}

TEST(Case, WhatIsUnclearInTheSecondStepCountsAsNo) {
  Room room = Evaluating();
  room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_UNCLEAR);
  room.Answer(v1::CASE_STEP_RESOLVE_AS_TRANSIENT, v1::CASE_ANSWER_UNCLEAR);
  EXPECT_EQ(room.assessment.step(), v1::CASE_STEP_RESPOND);
}

TEST(Case, EachAnswerLeadsToItsState) {
  EXPECT_EQ(At(v1::CASE_LEVEL_NOT_A_THREAT).assessment.state(), Case::STATE_NOT_A_THREAT);
  EXPECT_EQ(At(v1::CASE_LEVEL_TRANSIENT).assessment.state(), Case::STATE_TRANSIENT);
  EXPECT_EQ(At(v1::CASE_LEVEL_SERIOUS).assessment.state(), Case::STATE_SERIOUS);
  EXPECT_EQ(At(v1::CASE_LEVEL_VERY_SERIOUS).assessment.state(), Case::STATE_VERY_SERIOUS);
}

TEST(Case, AnIndicatorMakesATransientEndTheMatterOfTwoRoles) {
  Room room = Evaluating();
  room.Indicate();
  room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_YES);
  ASSERT_EQ(room.Answer(v1::CASE_STEP_RESOLVE_AS_TRANSIENT, v1::CASE_ANSWER_YES), "");
  EXPECT_EQ(room.assessment.state(), Case::STATE_EVALUATING);
  EXPECT_EQ(room.Support(kAdministrator), "ALREADY_SO");
  EXPECT_EQ(room.Support(kDeputy), "");
  EXPECT_EQ(room.assessment.state(), Case::STATE_EVALUATING) << "two administrators are one role";
  EXPECT_EQ(room.Support(kPsychologist), "");
  EXPECT_EQ(room.assessment.state(), Case::STATE_TRANSIENT);
  EXPECT_EQ(room.last.classified().supporters_size(), 3);
  EXPECT_FALSE(room.last.classified().answer().reason().empty());
}

TEST(Case, ANewIndicatorOverturnsWhatWasProposedWithoutIt) {
  Room room = Evaluating();
  room.Indicate();
  room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_NO);
  ASSERT_TRUE(room.assessment.has_proposal());
  room.Indicate(v1::CASE_INDICATOR_REPEATED);
  EXPECT_EQ(room.Support(kPsychologist), "NOTHING_PROPOSED");
}

TEST(Case, WhatWasProposedFallsWhenTheTeamGoesOn) {
  Room room = Evaluating();
  room.Indicate();
  room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_YES);
  room.Answer(v1::CASE_STEP_RESOLVE_AS_TRANSIENT, v1::CASE_ANSWER_YES);
  ASSERT_TRUE(room.assessment.has_proposal());
  EXPECT_EQ(room.Answer(v1::CASE_STEP_RESOLVE_AS_TRANSIENT, v1::CASE_ANSWER_NO, kOfficer), "");
  EXPECT_EQ(room.Support(kPsychologist), "NOTHING_PROPOSED");
}

TEST(Case, OneAuthorRaisesTheLevelAndTwoRolesLowerIt) {
  Room room = At(v1::CASE_LEVEL_TRANSIENT);
  EXPECT_EQ(room.Raise(v1::CASE_LEVEL_VERY_SERIOUS), "");
  EXPECT_EQ(room.assessment.state(), Case::STATE_VERY_SERIOUS);
  EXPECT_EQ(room.Raise(v1::CASE_LEVEL_SERIOUS), "NOT_HIGHER");
  EXPECT_EQ(room.Lower(v1::CASE_LEVEL_TRANSIENT), "");
  EXPECT_EQ(room.assessment.level(), v1::CASE_LEVEL_VERY_SERIOUS);
  EXPECT_EQ(room.Support(kOfficer), "");
  EXPECT_EQ(room.assessment.level(), v1::CASE_LEVEL_TRANSIENT);
  EXPECT_EQ(room.last.level_lowered().from(), v1::CASE_LEVEL_VERY_SERIOUS);
}

TEST(Case, AReopenedCaseIsNotAssessedAwayByOneMember) {
  Room room = Monitored(v1::CASE_LEVEL_SERIOUS);
  room.Answer(v1::CASE_STEP_IMPLEMENT_AND_MONITOR, v1::CASE_ANSWER_YES);
  room.Close();
  room.Support(kPsychologist);
  room.Support(kOfficer);
  ASSERT_EQ(room.assessment.state(), Case::STATE_CLOSED);
  ASSERT_EQ(room.Reopen(), "");
  EXPECT_EQ(room.Answer(v1::CASE_STEP_EVALUATE, v1::CASE_ANSWER_NO), "");
  EXPECT_EQ(room.assessment.level(), v1::CASE_LEVEL_SERIOUS) << "waits for another role";
}

TEST(Case, AVerySeriousThreatRequiresAtOnceWhatTheTableSays) {
  const Room room = At(v1::CASE_LEVEL_VERY_SERIOUS);
  EXPECT_EQ(FromProto(ActionOf(room, v1::CASE_ACTION_KIND_PRECAUTIONS_FOR_TARGETS).due_at()),
            kTuesday + kAtOnceWithin);
  EXPECT_EQ(FromProto(ActionOf(room, v1::CASE_ACTION_KIND_CONSULT_POLICE).due_at()), kTuesday + hours{6});
  EXPECT_EQ(FromProto(ActionOf(room, v1::CASE_ACTION_KIND_SAFETY_PLAN).due_at()), kTuesday + hours{54});
  EXPECT_EQ(DueOf(room, "action"), kTuesday + kAtOnceWithin);
}

TEST(Case, EachActionThatIsLateIsSaidByItsName) {
  Room room = At(v1::CASE_LEVEL_VERY_SERIOUS);
  room.now += kAtOnceWithin;
  std::vector<v1::CaseActionKind> late;
  while (room.Tick("action").empty()) late.push_back(room.last.overdue().action());
  EXPECT_EQ(late, (std::vector{v1::CASE_ACTION_KIND_TELL_SUBJECTS_PARENTS,
                               v1::CASE_ACTION_KIND_TELL_TARGETS_AND_PARENTS,
                               v1::CASE_ACTION_KIND_PRECAUTIONS_FOR_TARGETS}));
}

TEST(Case, TheSafetyEvaluationComesBeforeThePlanOfAVerySeriousThreat) {
  Room room = At(v1::CASE_LEVEL_VERY_SERIOUS);
  EXPECT_EQ(room.Activate(), "SAFETY_EVALUATION_OPEN");
  EXPECT_EQ(room.Answer(v1::CASE_STEP_SAFETY_EVALUATION, v1::CASE_ANSWER_YES), "SAFETY_EVALUATION_OPEN");
  room.RecordAll();
  EXPECT_EQ(room.Answer(v1::CASE_STEP_SAFETY_EVALUATION, v1::CASE_ANSWER_YES), "");
  EXPECT_EQ(room.Activate(), "");
  EXPECT_EQ(room.assessment.reviews_size(), 4);
  EXPECT_EQ(DueOf(room, "review"), kTuesday + std::chrono::days{7});
}

TEST(Case, ASubstantiveCaseClosesWithAnAdministratorMentalHealthAndPolice) {
  Room room = Monitored(v1::CASE_LEVEL_VERY_SERIOUS);
  EXPECT_EQ(room.Close(), "STEP_OPEN");
  ASSERT_EQ(room.Answer(v1::CASE_STEP_IMPLEMENT_AND_MONITOR, v1::CASE_ANSWER_YES), "");
  EXPECT_EQ(room.Close(), "");
  EXPECT_EQ(room.Support(kDeputy), "");
  EXPECT_EQ(room.Support(kPsychologist), "");
  EXPECT_NE(room.assessment.state(), Case::STATE_CLOSED);
  EXPECT_EQ(room.Support(kOfficer), "");
  EXPECT_EQ(room.assessment.state(), Case::STATE_CLOSED);
}

TEST(Case, AReviewThatFindsThePlanNotWorkingOpensTheLastStepAgain) {
  Room room = Monitored(v1::CASE_LEVEL_SERIOUS);
  room.Answer(v1::CASE_STEP_IMPLEMENT_AND_MONITOR, v1::CASE_ANSWER_YES);
  room.Review(v1::CASE_REVIEW_EFFECT_NOT_WORKING);
  EXPECT_EQ(room.Close(), "STEP_OPEN");
  EXPECT_EQ(room.Answer(v1::CASE_STEP_IMPLEMENT_AND_MONITOR, v1::CASE_ANSWER_YES), "PLAN_NOT_WORKING");
  room.Review(v1::CASE_REVIEW_EFFECT_REVISED);
  EXPECT_EQ(room.Answer(v1::CASE_STEP_IMPLEMENT_AND_MONITOR, v1::CASE_ANSWER_YES), "");
}

TEST(Case, ATransientThreatClosesWithSupportAndWithoutReviews) {
  Room room = At(v1::CASE_LEVEL_TRANSIENT);
  EXPECT_EQ(room.Close(), "ACTIONS_OPEN") << "discipline is considered apart";
  room.Record(v1::CASE_ACTION_KIND_CONSIDER_DISCIPLINE);
  EXPECT_EQ(room.Close(), "");
  EXPECT_EQ(room.assessment.state(), Case::STATE_CLOSED);
}

TEST(Case, AHoaxIsOneWhenPoliceHaveConfirmedIt) {
  Room room;
  room.Open();
  EXPECT_EQ(room.Close(), "NOT_ASSESSED");
  EXPECT_NE(room.PoliceFinding(v1::CASE_DISPOSITION_SWATTING, false), "");
  EXPECT_EQ(room.assessment.disposition(), v1::CASE_DISPOSITION_UNSPECIFIED);
  EXPECT_EQ(room.PoliceFinding(v1::CASE_DISPOSITION_SWATTING), "");
  EXPECT_EQ(room.Close(), "");
}

TEST(Case, DangerIsDeclaredInAnyStateAndComesBeforeEverythingElse) {
  Room room;
  EXPECT_EQ(room.Danger(), "") << "it may open the case";
  EXPECT_EQ(room.last.imminent_danger_declared().kind(), v1::DANGER_KIND_WEAPON);
  EXPECT_EQ(room.assessment.state(), Case::STATE_REPORTED);
  EXPECT_EQ(room.Triage(), "DANGER_FIRST");
  EXPECT_EQ(room.Danger(), "ALREADY_SO");
  EXPECT_EQ(room.EndDanger(), "");
  EXPECT_EQ(room.Triage(), "");
  Room closed = At(v1::CASE_LEVEL_NOT_A_THREAT);
  closed.Close();
  ASSERT_EQ(closed.assessment.state(), Case::STATE_CLOSED);
  EXPECT_EQ(closed.Danger(), "");
}

TEST(Case, AKnownTargetIsToldAndProtected) {
  Room room = At(v1::CASE_LEVEL_SERIOUS);
  const auto nobody = v1::CASE_ACTION_OUTCOME_NOT_APPLICABLE;
  EXPECT_EQ(room.Record(v1::CASE_ACTION_KIND_TELL_SUBJECTS_PARENTS, nobody), "ALWAYS_APPLIES");
  EXPECT_EQ(room.Record(v1::CASE_ACTION_KIND_PRECAUTIONS_FOR_TARGETS, nobody), "");
  room.AddTarget();
  EXPECT_TRUE(IsOpen(ActionOf(room, v1::CASE_ACTION_KIND_PRECAUTIONS_FOR_TARGETS)));
  EXPECT_EQ(room.Record(v1::CASE_ACTION_KIND_PRECAUTIONS_FOR_TARGETS, nobody), "TARGETS_KNOWN");
}

TEST(Case, ALinkNamesAnotherCaseAndIsMadeOnce) {
  Room room;
  room.Open();
  v1::LinkCaseRequest request;
  request.mutable_link()->set_case_id(room.assessment.id());
  request.mutable_link()->set_relation(v1::CASE_RELATION_SAME_SUBJECT);
  EXPECT_EQ(room.Do(LinkCase, request), "CASE_UNKNOWN");
  request.mutable_link()->set_case_id(id::Derive("test", "another case"));
  EXPECT_EQ(room.Do(LinkCase, request), "");
  EXPECT_EQ(room.Do(LinkCase, request), "ALREADY_SO");
}

}  // namespace
}  // namespace watchbell::threat_intake
