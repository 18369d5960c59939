#include "services/alerting/domain/training.hpp"

#include <gtest/gtest.h>

#include "services/alerting/domain/site_activity.hpp"
#include "services/alerting/domain/test_readiness.hpp"

namespace watchbell::alerting {
namespace {

using namespace std::chrono_literals;
using test::After;
using test::At;
using test::Reason;
using v1::SiteActivity;

v1::RecordTrainingRequest Asking(v1::TrainingTopic topic) {
  v1::RecordTrainingRequest request;
  request.set_school("lincoln-es");
  request.set_person_id("coach");
  request.set_topic(topic);
  request.set_completed_on("2026-11-20");
  request.set_expires_on("2027-11-20");
  return request;
}
v1::Training In(v1::TrainingTopic topic, std::chrono::seconds valid = std::chrono::days{365}) {
  return After<Trainings>({}, RecordTraining({}, Asking(topic), At(valid).now, At()));
}

TEST(Training, ALeaderOfAnEventNeedsBothTopicsAndBothValid) {
  const auto protocol = In(v1::TRAINING_TOPIC_RESPONSE_PROTOCOL);
  const auto safety = In(v1::TRAINING_TOPIC_EVENT_SAFETY, 1h);
  EXPECT_EQ(MissingTopics(v1::TRAINED_TASK_LEAD_EVENT, {protocol}, At().now),
            std::vector{v1::TRAINING_TOPIC_EVENT_SAFETY});
  EXPECT_TRUE(MissingTopics(v1::TRAINED_TASK_LEAD_EVENT, {protocol, safety}, At().now).empty());
  EXPECT_FALSE(MissingTopics(v1::TRAINED_TASK_LEAD_EVENT, {protocol, safety}, At(1h).now).empty());
  for (const auto task :
       {v1::TRAINED_TASK_LEAD_DRILL, v1::TRAINED_TASK_LEAD_EVENT, v1::TRAINED_TASK_LEAD_REUNIFICATION})
    EXPECT_FALSE(TopicsOf(task).empty());
}

TEST(Training, ExpiresByItsTimerAndIsFoundByThePersonNoMore) {
  const auto training = In(v1::TRAINING_TOPIC_FIRST_AID, 1h);
  EXPECT_EQ(Trainings::IndexesOf(training).back().blind, "coach");
  const auto near = After<Trainings>(training, Trainings::Tick(training, "end is near", At()));
  EXPECT_TRUE(near.expiring());
  EXPECT_EQ(Trainings::DeadlinesOf(near).size(), 1U);
  EXPECT_EQ(Reason(Trainings::Tick(near, "expire", At())), "so");
  const auto expired = After<Trainings>(training, Trainings::Tick(training, "expire", At(1h)));
  EXPECT_TRUE(expired.expired());
  EXPECT_EQ(Trainings::IndexesOf(expired).size(), 1U);
}

TEST(Training, ThePersonHearsOfItsEndAMonthBefore) {
  const auto training = In(v1::TRAINING_TOPIC_FIRST_AID, std::chrono::days{40});
  EXPECT_EQ(Reason(Trainings::Tick(training, "end is near", At())), "so");
  const auto deadlines = Trainings::DeadlinesOf(training);
  ASSERT_EQ(deadlines.size(), 2U);
  EXPECT_EQ(deadlines[1].due, FromProto(training.expires_at()) - kTrainingEndIsNear);
}

TEST(Training, DaysThatMakeNoSenseAreRefused) {
  auto request = Asking(v1::TRAINING_TOPIC_FIRST_AID);
  EXPECT_EQ(Reason(RecordTraining({}, request, std::nullopt, At())), "EXPIRY_WRONG");
  request.set_completed_on("2026-11-23");
  EXPECT_EQ(Reason(RecordTraining({}, request, At(std::chrono::days{9}).now, At())), "DAY_WRONG");
}

v1::PlanSiteActivityRequest Match() {
  v1::PlanSiteActivityRequest request;
  request.set_school("lincoln-es");
  request.set_title("Soccer, home");
  *request.mutable_starts_at() = ToProto(At(1h).now);
  *request.mutable_ends_at() = ToProto(At(3h).now);
  request.set_leader_id("coach");
  request.mutable_plan()->add_roster_ids("coach");
  request.mutable_plan()->add_doors("gym north");
  request.mutable_plan()->set_audience_tag("varsity-soccer");
  return request;
}

TEST(SiteActivity, AnUntrainedLeaderIsRefused) {
  EXPECT_EQ(Reason(PlanSiteActivity({}, Match(), {v1::TRAINING_TOPIC_EVENT_SAFETY}, At())),
            "TRAINING_MISSING");
}

TEST(SiteActivity, OpensAndEndsByItsTimers) {
  const auto planned = After<SiteActivities>({}, PlanSiteActivity({}, Match(), {}, At()));
  EXPECT_EQ(Reason(SiteActivities::Tick(planned, "open", At())), "so");
  const auto open = After<SiteActivities>(planned, SiteActivities::Tick(planned, "open", At(1h)));
  EXPECT_EQ(open.state(), SiteActivity::STATE_OPEN);
  EXPECT_EQ(SiteActivities::IndexesOf(open).size(), 1U);
  EXPECT_EQ(Reason(SiteActivities::Tick(open, "end", At(3h - 1s))), "so");
  const auto ended = After<SiteActivities>(open, SiteActivities::Tick(open, "end", At(3h)));
  EXPECT_EQ(ended.state(), SiteActivity::STATE_ENDED);
  EXPECT_TRUE(SiteActivities::IndexesOf(ended).empty());
  EXPECT_TRUE(SiteActivities::DeadlinesOf(ended).empty());
}

TEST(SiteActivity, EndedBeforeItsStartItIsCancelled) {
  const auto planned = After<SiteActivities>({}, PlanSiteActivity({}, Match(), {}, At()));
  EXPECT_EQ(After<SiteActivities>(planned, EndSiteActivity(planned, {}, At())).state(),
            SiteActivity::STATE_CANCELLED);
}

TEST(SiteActivity, APlanWithoutPeopleOrWithTooLongATimeIsRefused) {
  auto request = Match();
  request.mutable_plan()->clear_roster_ids();
  EXPECT_EQ(Reason(PlanSiteActivity({}, request, {}, At())), "ROSTER_MISSING");
  request = Match();
  request.mutable_plan()->set_audience_tag("Varsity Soccer");
  EXPECT_EQ(Reason(PlanSiteActivity({}, request, {}, At())), "TAG_WRONG");
  *request.mutable_ends_at() = ToProto(At(26h).now);
  EXPECT_EQ(Reason(PlanSiteActivity({}, request, {}, At())), "TIME_WRONG");
}

}  // namespace
}  // namespace watchbell::alerting
