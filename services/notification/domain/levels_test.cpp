#include "services/notification/domain/levels.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace watchbell::notification {
namespace {

using ::testing::ElementsAre;
using v1::Attempt;
using v1::Channel;

const std::vector<Channel> kAll{v1::CHANNEL_EMAIL, v1::CHANNEL_WEBHOOK, v1::CHANNEL_SMS,
                                v1::CHANNEL_VOICE, v1::CHANNEL_PUSH,    v1::CHANNEL_INTERCOM};

v1::Notice Of(v1::Level level) {
  v1::Notice notice;
  notice.set_level(level);
  return notice;
}

Reach Having(std::map<Channel, AddressState> addresses, const std::vector<Channel>& installed = kAll) {
  return {installed, [addresses](Channel channel) {
            const auto known = addresses.find(channel);
            return known == addresses.end() ? AddressState::kNone : known->second;
          }};
}

Reach HavingAll() {
  return {kAll, [](Channel) { return AddressState::kGood; }};
}

std::vector<Channel> Queued(const std::vector<Attempt>& attempts) {
  std::vector<Channel> channels;
  for (const auto& attempt : attempts) {
    if (attempt.state() == Attempt::STATE_QUEUED) channels.push_back(attempt.channel());
  }
  return channels;
}

v1::Delivery Tried(std::vector<std::pair<Channel, Attempt::State>> attempts) {
  v1::Delivery delivery;
  for (const auto& [channel, state] : attempts) {
    auto& attempt = *delivery.add_attempts();
    attempt.set_channel(channel);
    attempt.set_state(state);
  }
  return delivery;
}

TEST(Levels, EachLevelUsesItsChannelsAndAnEmergencyAllAtOnce) {
  EXPECT_THAT(Queued(FirstRound(Of(v1::LEVEL_EMERGENCY), HavingAll())),
              ElementsAre(v1::CHANNEL_SMS, v1::CHANNEL_PUSH, v1::CHANNEL_WEBHOOK, v1::CHANNEL_EMAIL,
                          v1::CHANNEL_VOICE));
  EXPECT_THAT(Queued(FirstRound(Of(v1::LEVEL_URGENT), HavingAll())),
              ElementsAre(v1::CHANNEL_SMS, v1::CHANNEL_PUSH, v1::CHANNEL_WEBHOOK, v1::CHANNEL_EMAIL));
  EXPECT_THAT(Queued(FirstRound(Of(v1::LEVEL_ADVISORY), HavingAll())),
              ElementsAre(v1::CHANNEL_EMAIL, v1::CHANNEL_PUSH, v1::CHANNEL_WEBHOOK));
  EXPECT_THAT(Queued(FirstRound(Of(v1::LEVEL_INFO), HavingAll())),
              ElementsAre(v1::CHANNEL_EMAIL, v1::CHANNEL_WEBHOOK));
}

TEST(Levels, ANoticeMayNameItsChannels) {
  auto notice = Of(v1::LEVEL_INFO);
  notice.add_channels(v1::CHANNEL_VOICE);
  EXPECT_THAT(Queued(FirstRound(notice, HavingAll())), ElementsAre(v1::CHANNEL_VOICE));
}

TEST(Levels, WhoSaidStopToTextsIsCalledInstead) {
  const auto attempts = FirstRound(Of(v1::LEVEL_URGENT), Having({{v1::CHANNEL_SMS, AddressState::kStopped},
                                                                 {v1::CHANNEL_EMAIL, AddressState::kGood},
                                                                 {v1::CHANNEL_VOICE, AddressState::kGood}}));
  EXPECT_THAT(Queued(attempts), ElementsAre(v1::CHANNEL_EMAIL, v1::CHANNEL_VOICE));
  EXPECT_EQ(attempts.front().reason(), "ADDRESS_STOPPED");
}

TEST(Levels, WhoHasNoneOfTheLevelsChannelsGetsTheNextOne) {
  const auto reach = Having({{v1::CHANNEL_SMS, AddressState::kGood}});
  EXPECT_THAT(Queued(FirstRound(Of(v1::LEVEL_ADVISORY), reach)), ElementsAre(v1::CHANNEL_SMS));
  const auto none = FirstRound(Of(v1::LEVEL_ADVISORY), Having({}));
  EXPECT_TRUE(Queued(none).empty());
  EXPECT_EQ(none.front().reason(), "NO_ADDRESS");
}

TEST(Levels, WhatIsNotInstalledIsNoAttempt) {
  const std::vector<Channel> mail{v1::CHANNEL_EMAIL};
  EXPECT_EQ(
      FirstRound(Of(v1::LEVEL_EMERGENCY), Having({{v1::CHANNEL_EMAIL, AddressState::kGood}}, mail)).size(),
      1U);
}

TEST(Levels, WhoWasNotReachedIsToldOnTheChannelThatWasNotTried) {
  const auto failed =
      Tried({{v1::CHANNEL_SMS, Attempt::STATE_FAILED}, {v1::CHANNEL_EMAIL, Attempt::STATE_FAILED}});
  EXPECT_EQ(NextChannel(Of(v1::LEVEL_URGENT), failed, HavingAll(), false), v1::CHANNEL_VOICE);
  const auto reached =
      Tried({{v1::CHANNEL_SMS, Attempt::STATE_FAILED}, {v1::CHANNEL_EMAIL, Attempt::STATE_SENT}});
  EXPECT_EQ(NextChannel(Of(v1::LEVEL_URGENT), reached, HavingAll(), true), std::nullopt);
}

TEST(Levels, StaffWhoDoNotAcknowledgeAreToldAgainWhenPatienceIsOver) {
  auto notice = Of(v1::LEVEL_EMERGENCY);
  notice.set_asks_acknowledgement(true);
  auto delivery = Tried({{v1::CHANNEL_EMAIL, Attempt::STATE_SENT}});
  EXPECT_EQ(NextChannel(notice, delivery, HavingAll(), false), std::nullopt);
  EXPECT_EQ(NextChannel(notice, delivery, HavingAll(), true), v1::CHANNEL_SMS);
  const auto mail_only = Having({{v1::CHANNEL_EMAIL, AddressState::kGood}});
  EXPECT_EQ(NextChannel(notice, delivery, mail_only, true), std::nullopt);
  const auto everything = Tried({{v1::CHANNEL_SMS, Attempt::STATE_SENT},
                                 {v1::CHANNEL_VOICE, Attempt::STATE_SENT},
                                 {v1::CHANNEL_PUSH, Attempt::STATE_SENT},
                                 {v1::CHANNEL_WEBHOOK, Attempt::STATE_SENT},
                                 {v1::CHANNEL_EMAIL, Attempt::STATE_SENT}});
  EXPECT_EQ(NextChannel(notice, everything, HavingAll(), true), v1::CHANNEL_VOICE);
  delivery.mutable_acknowledged_at();
  EXPECT_EQ(NextChannel(notice, delivery, HavingAll(), true), std::nullopt);
}

TEST(Levels, ARoutineNoticeNeverRingsTwice) {
  const auto failed = Tried({{v1::CHANNEL_EMAIL, Attempt::STATE_FAILED},
                             {v1::CHANNEL_PUSH, Attempt::STATE_FAILED},
                             {v1::CHANNEL_SMS, Attempt::STATE_FAILED}});
  EXPECT_EQ(NextChannel(Of(v1::LEVEL_ADVISORY), failed, HavingAll(), true), std::nullopt);
}

}  // namespace
}  // namespace watchbell::notification
