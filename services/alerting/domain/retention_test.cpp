#include <gtest/gtest.h>

#include "services/alerting/domain/dispatch.hpp"
#include "services/alerting/domain/drill.hpp"
#include "services/alerting/domain/incident.hpp"
#include "services/alerting/domain/safety.hpp"
#include "services/alerting/domain/site_activity.hpp"

namespace watchbell::alerting {
namespace {

constexpr TimePoint kEnd{std::chrono::seconds{1'800'000'000}};

TEST(AlertingRetention, AnOpenIncidentIsNeverOver) {
  v1::Incident incident;
  incident.set_state(v1::Incident::STATE_OPEN);
  *incident.mutable_raised_at() = ToProto(kEnd);
  EXPECT_FALSE(Incidents::RetentionOf(incident));
  *incident.mutable_closed_at() = ToProto(kEnd);
  EXPECT_EQ(Incidents::RetentionOf(incident)->kind, "closed");
  EXPECT_EQ(Incidents::RetentionOf(incident)->since, kEnd);
  incident.set_drill(true);
  EXPECT_EQ(Incidents::RetentionOf(incident)->kind, "drill");
}

TEST(AlertingRetention, ACallToThePoliceIsOverWhenNoAttemptIsDueAnyMore) {
  v1::Dispatch dispatch;
  *dispatch.mutable_requested_at() = ToProto(kEnd);
  EXPECT_FALSE(Dispatches::RetentionOf(dispatch));
  for (const auto waiting : {v1::Dispatch::STATE_REQUESTED, v1::Dispatch::STATE_SENT}) {
    dispatch.set_state(waiting);
    EXPECT_FALSE(Dispatches::RetentionOf(dispatch));
  }
  for (const auto over :
       {v1::Dispatch::STATE_CONFIRMED, v1::Dispatch::STATE_UNCONFIRMED, v1::Dispatch::STATE_WITHDRAWN}) {
    dispatch.set_state(over);
    EXPECT_EQ(Dispatches::RetentionOf(dispatch)->kind, "requested");
    EXPECT_EQ(Dispatches::RetentionOf(dispatch)->since, kEnd);
  }
}

TEST(AlertingRetention, WhoWasSafeIsKeptFromTheNewestAnswerOn) {
  v1::SafetyBatch batch;
  EXPECT_FALSE(SafetyBatches::RetentionOf(batch));
  *batch.add_answers()->mutable_at() = ToProto(kEnd);
  *batch.add_answers()->mutable_at() = ToProto(kEnd - std::chrono::hours{1});
  EXPECT_EQ(SafetyBatches::RetentionOf(batch)->since, kEnd);
}

TEST(AlertingRetention, ADrillThatNeverCameIsOverWhenItWouldHaveBegun) {
  v1::Drill drill;
  *drill.mutable_scheduled_at() = ToProto(kEnd);
  EXPECT_FALSE(Drills::RetentionOf(drill));
  drill.set_state(v1::Drill::STATE_CANCELLED);
  EXPECT_EQ(Drills::RetentionOf(drill)->since, kEnd);
}

TEST(AlertingRetention, AnEventThatIsPlannedIsNotOver) {
  v1::SiteActivity activity;
  activity.set_state(v1::SiteActivity::STATE_PLANNED);
  *activity.mutable_ends_at() = ToProto(kEnd);
  EXPECT_FALSE(SiteActivities::RetentionOf(activity));
  activity.set_state(v1::SiteActivity::STATE_ENDED);
  EXPECT_TRUE(SiteActivities::RetentionOf(activity));
}

}  // namespace
}  // namespace watchbell::alerting
