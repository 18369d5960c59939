#include "services/alerting/domain/drill.hpp"

#include <gtest/gtest.h>

#include "services/alerting/domain/test_readiness.hpp"

namespace watchbell::alerting {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using test::After;
using test::At;
using test::Reason;
using v1::Drill;
using v1::DrillPolicy;

constexpr std::chrono::seconds kDay = days{1};

v1::ScheduleDrillRequest Asking(v1::DrillKind kind = v1::DRILL_KIND_CRISIS) {
  v1::ScheduleDrillRequest request;
  request.set_school("lincoln-es");
  request.set_kind(kind);
  *request.mutable_scheduled_at() = ToProto(At(10 * kDay).now);
  request.mutable_plan()->set_action(v1::ACTION_LOCKDOWN);
  request.mutable_plan()->set_leader_id("principal");
  request.mutable_plan()->add_team_ids("teacher-1");
  return request;
}
Drill Scheduled(v1::DrillKind kind = v1::DRILL_KIND_CRISIS) {
  return After<Drills>({}, ScheduleDrill({}, Asking(kind), {}, At()));
}
Drill Running() {
  return After<Drills>(Scheduled(), BeginDrill(Scheduled(), "incident", {}, {}, At(10 * kDay)),
                       At(10 * kDay));
}
v1::AbortDrillRequest Aborting() {
  v1::AbortDrillRequest request;
  request.set_reason("a child was hurt");
  return request;
}

TEST(Drill, IsHeldFromTheCalendarToItsEvaluation) {
  const auto running = Running();
  EXPECT_EQ(running.incident_id(), "incident");
  const auto ended =
      After<Drills>(running, EndDrill(running, false, At(10 * kDay + 240s)), At(10 * kDay + 240s));
  EXPECT_EQ(ended.state(), Drill::STATE_COMPLETED);
  EXPECT_EQ(ended.ended_at().seconds() - ended.started_at().seconds(), 240);
  v1::EvaluateDrillRequest request;
  request.set_office(v1::OFFICE_POLICE);
  request.set_feedback("Two doors stood open.");
  EXPECT_EQ(Reason(EvaluateDrill(ended, request, At())), "SCORE_WRONG");
  request.set_score(4);
  EXPECT_EQ(Reason(EvaluateDrill(running, request, At())), "DRILL_NOT_HELD");
  EXPECT_EQ(After<Drills>(ended, EvaluateDrill(ended, request, At())).evaluations(0).score(), 4);
}

TEST(Drill, ThatSomethingRealEndedIsAborted) {
  const auto ended = After<Drills>(Running(), EndDrill(Running(), true, At()));
  EXPECT_EQ(ended.state(), Drill::STATE_ABORTED);
  EXPECT_EQ(ended.reason(), "REAL_EVENT");
  EXPECT_EQ(Reason(EndDrill(ended, false, At())), "so");
}

TEST(Drill, ThatNobodyEndsIsAbortedByTheTimerAndNotBefore) {
  const auto running = Running();
  ASSERT_EQ(Drills::DeadlinesOf(running).size(), 1U);
  EXPECT_EQ(Reason(Drills::Tick(running, "end", At(10 * kDay + 6h - 1s))), "so");
  const auto over = After<Drills>(running, Drills::Tick(running, "end", At(10 * kDay + 6h)));
  EXPECT_EQ(over.state(), Drill::STATE_ABORTED);
  EXPECT_TRUE(Drills::DeadlinesOf(over).empty());
}

TEST(Drill, EachRuleOfTheDistrictIsOffUntilItSaysSo) {
  auto request = Asking();
  request.mutable_plan()->set_with_students(true);
  request.mutable_plan()->set_attacker_simulation(true);
  request.mutable_plan()->add_real_role_ids("teacher-1");
  EXPECT_EQ(Reason(ScheduleDrill({}, request, {}, At())), "");
  const auto under = [&](void (DrillPolicy::*flag)(bool)) {
    DrillPolicy policy;
    (policy.*flag)(true);
    return Reason(ScheduleDrill({}, request, policy, At()));
  };
  EXPECT_EQ(under(&DrillPolicy::set_no_attacker_simulation), "ATTACKER_SIMULATION");
  EXPECT_EQ(under(&DrillPolicy::set_accommodations_required), "ACCOMMODATIONS_MISSING");
  EXPECT_EQ(under(&DrillPolicy::set_police_agreement), "POLICE_AGREEMENT_MISSING");
  EXPECT_EQ(under(&DrillPolicy::set_team_without_real_roles), "TEAM_HAS_REAL_ROLE");
}

TEST(Drill, WhereNoticeIsGivenNothingBeginsUnannounced) {
  DrillPolicy policy;
  policy.set_notice_days(5);
  const auto scheduled = Scheduled();
  EXPECT_EQ(Reason(BeginDrill(scheduled, "", policy, {}, At())), "ANNOUNCEMENT_MISSING");
  EXPECT_EQ(Reason(AnnounceDrill(scheduled, policy, At(5 * kDay + 1s))), "NOTICE_TOO_SHORT");
  const auto announced = After<Drills>(scheduled, AnnounceDrill(scheduled, policy, At(5 * kDay)));
  EXPECT_EQ(Reason(BeginDrill(announced, "incident", policy, {}, At())), "");
}

TEST(Drill, AnUntrainedLeaderIsRefusedAndToldWhatIsMissing) {
  const auto refused = BeginDrill(Scheduled(), "", {}, {v1::TRAINING_TOPIC_DRILL_LEADERSHIP}, At());
  ASSERT_EQ(Reason(refused), "TRAINING_MISSING");
  EXPECT_NE(std::get<Error>(refused).remedy.find("DRILL_LEADERSHIP"), std::string::npos);
}

TEST(Drill, OnlyWhatRunsIsAbortedAndOnlyWhatIsPlannedIsCancelled) {
  EXPECT_EQ(Reason(AbortDrill(Scheduled(), Aborting(), At())), "DRILL_NOT_RUNNING");
  EXPECT_EQ(Reason(AbortDrill(Running(), {}, At())), "TEXT_MISSING");
  EXPECT_EQ(Reason(AbortDrill(Running(), Aborting(), At())), "");
  v1::CancelDrillRequest request;
  request.set_reason("snow");
  EXPECT_EQ(Reason(CancelDrill(Running(), request, At())), "DRILL_NOT_PLANNED");
  EXPECT_EQ(After<Drills>(Scheduled(), CancelDrill(Scheduled(), request, At())).state(),
            Drill::STATE_CANCELLED);
}

TEST(Drill, WhatWasHeldOnPaperIsRecordedAndCorrected) {
  v1::RecordDrillRequest record;
  record.set_school("lincoln-es");
  record.set_kind(v1::DRILL_KIND_BUS);
  *record.mutable_started_at() = ToProto(At(-kDay).now);
  *record.mutable_ended_at() = ToProto(At(-kDay + 7h).now);
  EXPECT_EQ(Reason(RecordDrill({}, record, At())), "TIME_WRONG");
  *record.mutable_ended_at() = ToProto(At(-kDay + 5min).now);
  const auto recorded = After<Drills>({}, RecordDrill({}, record, At()));
  EXPECT_EQ(recorded.state(), Drill::STATE_COMPLETED);
  v1::CorrectDrillRequest correct;
  correct.set_kind(v1::DRILL_KIND_BUS);
  *correct.mutable_started_at() = record.started_at();
  *correct.mutable_ended_at() = record.ended_at();
  correct.set_aborted(true);
  EXPECT_EQ(Reason(CorrectDrill(recorded, correct, At())), "TEXT_MISSING");
  correct.set_reason("the bus broke down");
  EXPECT_EQ(After<Drills>(recorded, CorrectDrill(recorded, correct, At())).state(), Drill::STATE_ABORTED);
}

TEST(Drill, ARepeatedRequestIsAlreadySo) {
  EXPECT_EQ(Reason(ScheduleDrill(Scheduled(), Asking(), {}, At())), "so");
  EXPECT_EQ(Reason(BeginDrill(Running(), "incident", {}, {}, At())), "so");
  EXPECT_EQ(ActionOf(Scheduled(v1::DRILL_KIND_FIRE)), v1::ACTION_EVACUATE);
  EXPECT_EQ(ActionOf(Scheduled()), v1::ACTION_LOCKDOWN);
  EXPECT_EQ(ActionOf(Scheduled(v1::DRILL_KIND_BUS)), v1::ACTION_UNSPECIFIED);
}

Decision<v1::DrillEvent> Improvise(const DrillPolicy& policy, const std::vector<v1::TrainingTopic>& missing) {
  v1::StartDrillRequest request;
  request.set_school("lincoln-es");
  request.set_action(v1::ACTION_LOCKDOWN);
  return ImproviseDrill({}, request, "incident", policy, missing, At());
}

TEST(Drill, AnUnplannedOneKeepsEveryRuleOfAPlannedOne) {
  const auto running = After<Drills>({}, Improvise({}, {}));
  EXPECT_EQ(running.state(), Drill::STATE_RUNNING);
  EXPECT_EQ(running.kind(), v1::DRILL_KIND_CRISIS);
  EXPECT_EQ(running.incident_id(), "incident");
  EXPECT_EQ(Reason(Improvise({}, {v1::TRAINING_TOPIC_RESPONSE_PROTOCOL})), "TRAINING_MISSING");
  DrillPolicy announced;
  announced.set_staff_told(true);
  EXPECT_EQ(Reason(Improvise(announced, {})), "ANNOUNCEMENT_MISSING");
  DrillPolicy agreed;
  agreed.set_police_agreement(true);
  EXPECT_EQ(Reason(Improvise(agreed, {})), "POLICE_AGREEMENT_MISSING");
}

TEST(Drill, EndsWithItsExerciseAndIsAbortedByARealEvent) {
  v1::Incident exercise;
  exercise.set_id("incident");
  EXPECT_EQ(Reason(FollowExercise(Scheduled(), exercise)), "DRILL_BEGINNING");
  exercise.set_state(v1::Incident::STATE_PREEMPTED);
  const auto aborted = After<Drills>(Running(), FollowExercise(Running(), exercise));
  EXPECT_EQ(aborted.state(), Drill::STATE_ABORTED);
  EXPECT_EQ(aborted.reason(), "REAL_EVENT");
  EXPECT_EQ(Reason(FollowExercise(aborted, exercise)), "so");
  exercise.set_state(v1::Incident::STATE_RELEASED);
  EXPECT_EQ(After<Drills>(Running(), FollowExercise(Running(), exercise)).state(), Drill::STATE_COMPLETED);
}

}  // namespace
}  // namespace watchbell::alerting
