#include "services/alerting/adapters/police_lines.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <type_traits>

#include "common/id/id.hpp"
#include "services/alerting/adapters/alerting_settings.hpp"

namespace watchbell::alerting {
namespace {

using v1::DispatchAttempt;

// Not of an incident, and so not of a drill.
static_assert(!std::is_constructible_v<LineMessage, v1::Incident>);
static_assert(!std::is_constructible_v<LineMessage, v1::IncidentEvent>);
static_assert(!std::is_constructible_v<LineMessage, v1::Dispatch>);
static_assert(!std::is_default_constructible_v<LineMessage>);

constexpr char kSecret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

v1::DispatchEvent Requested() {
  v1::DispatchEvent event;
  auto& dispatch = *event.mutable_dispatch();
  dispatch.set_id(id::Derive("test", "dispatch"));
  dispatch.set_school("lincoln-es");
  dispatch.set_state(v1::Dispatch::STATE_REQUESTED);
  dispatch.set_line(v1::Dispatch::LINE_EMERGENCY_911);
  dispatch.mutable_report()->set_action(v1::ACTION_LOCKDOWN);
  dispatch.mutable_report()->set_place("gym");
  event.mutable_requested();
  return event;
}

class PoliceLinesTest : public ::testing::Test {
 protected:
  std::unique_ptr<PoliceLines> Open(int port) {
    return PoliceLines::Open(
               {.url_911 = "http://127.0.0.1:" + std::to_string(port) + "/911", .secret = kSecret})
        .value();
  }
  const TimePoint now_ = SystemClock()();
};

TEST_F(PoliceLinesTest, ARefusalAMissingPeerAndAMissingLineAreToldApart) {
  EXPECT_EQ(OutcomeOf({.status = 204}), DispatchAttempt::OUTCOME_ACCEPTED);
  EXPECT_EQ(OutcomeOf({.status = 503}), DispatchAttempt::OUTCOME_REFUSED);
  EXPECT_EQ(OutcomeOf({.code = CURLE_OPERATION_TIMEDOUT}), DispatchAttempt::OUTCOME_UNREACHABLE);
  EXPECT_EQ(Open(1)->Send(*LineMessage::Of(Requested()), now_), DispatchAttempt::OUTCOME_UNREACHABLE);
  EXPECT_EQ(PoliceLines::Open({}).value()->Send(*LineMessage::Of(Requested()), now_),
            DispatchAttempt::OUTCOME_NO_LINE);
}

TEST_F(PoliceLinesTest, ALineWithoutASecretIsRefusedAtStart) {
  EXPECT_FALSE(PoliceLines::Open({.url_911 = "http://127.0.0.1:1/911"}));
  EXPECT_FALSE(PoliceLines::Open({.url_911 = "ftp://127.0.0.1/911", .secret = kSecret}));
}

TEST_F(PoliceLinesTest, OnlyTheLinesOwnFreshAnswerIsTheirs) {
  const auto lines = Open(1);
  v1::AnswerDispatchRequest answer;
  answer.set_id("0198a000-0000-7000-8000-000000000001");
  answer.set_timestamp(std::chrono::duration_cast<std::chrono::seconds>(now_.time_since_epoch()).count());
  answer.set_body("id received 26-1");
  const auto secret = WebhookSecret::Parse(kSecret);
  answer.set_signature(secret->Sign(answer.id(), answer.timestamp(), answer.body()));
  EXPECT_TRUE(lines->IsTheirs(answer, now_));
  EXPECT_FALSE(lines->IsTheirs(answer, now_ + std::chrono::seconds{301}));
  EXPECT_FALSE(PoliceLines::Open({}).value()->IsTheirs(answer, now_));
  answer.set_body("id danger_over 26-1");
  EXPECT_FALSE(lines->IsTheirs(answer, now_));
}

TEST(LineMessage, EveryAttemptSaysWhatAndWhereUnderTheIdOfTheDispatch) {
  const auto message = LineMessage::Of(Requested());
  ASSERT_TRUE(message);
  EXPECT_EQ(message->id(), Requested().dispatch().id());
  const auto body = nlohmann::json::parse(message->body());
  EXPECT_EQ(body.at("type"), "dispatch.requested");
  EXPECT_EQ(body.at("data").at("place"), "gym");
  EXPECT_EQ(body.at("data").at("action"), "ACTION_LOCKDOWN");
  EXPECT_EQ(body.at("data").at("dispatch_id"), message->id());
}

TEST(LineMessage, AWithdrawalIsAMessageOfItsOwnAndAConfirmedCallIsSentNoMore) {
  auto event = Requested();
  const auto first = LineMessage::Of(event);
  event.mutable_withdrawn();
  event.mutable_dispatch()->set_state(v1::Dispatch::STATE_WITHDRAWN);
  EXPECT_NE(LineMessage::Of(event)->id(), first->id());
  event.mutable_attempt_due()->set_number(2);
  EXPECT_FALSE(LineMessage::Of(event));
  event.mutable_confirmed();
  EXPECT_FALSE(LineMessage::Of(event));
}

TEST(AlertingSettings, TheShippedFileCalls911ForALockdownAndAFire) {
  const auto settings = LoadAlertingSettings(WATCHBELL_ALERTING_SETTINGS);
  ASSERT_TRUE(settings) << settings.error().remedy;
  ASSERT_EQ(settings->police.calls.size(), 2u);
  EXPECT_EQ(settings->police.calls[0].action, v1::ACTION_LOCKDOWN);
  EXPECT_EQ(settings->police.calls[1].hazard, "fire");
  EXPECT_FALSE(settings->police.schools.at("lincoln-es").address.empty());
  EXPECT_FALSE(settings->zones.at("lincoln-es").empty());
}

TEST(AlertingSettings, WhatCannotBeReadIsNamed) {
  EXPECT_EQ(LoadAlertingSettings("/nowhere").error().reason, "SETTINGS_UNUSABLE");
  EXPECT_TRUE(LoadAlertingSettings(""));
}

}  // namespace
}  // namespace watchbell::alerting
