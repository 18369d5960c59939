// Who of a batch is told first, and over which of a channel's lanes.
#include "services/notification/adapters/courier.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/servers.hpp"

namespace watchbell::notification {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

// Notes to whom it was given what.
class Notebook final : public channels::Channel {
 public:
  explicit Notebook(v1::Channel kind, std::vector<std::string>& told) : kind_(kind), told_(told) {}
  void Send(channels::OutgoingMessage message, channels::Done done) override {
    told_.push_back(message.recipient_address);
    done({.state = v1::Attempt::STATE_SENT});
  }
  v1::Channel kind() const override { return kind_; }

 private:
  const v1::Channel kind_;
  std::vector<std::string>& told_;
};

class CourierTest : public ::testing::Test {
 protected:
  CourierTest() {
    std::vector<Lanes> channels;
    for (const auto kind : {v1::CHANNEL_WEBHOOK, v1::CHANNEL_INTERCOM}) {
      channels.push_back({std::make_unique<Notebook>(kind, first), std::make_unique<Notebook>(kind, urgent),
                          std::make_unique<Notebook>(kind, routine)});
    }
    auto wordings = Wordings::Load(WATCHBELL_SOURCE_DIR "/services/notification/wordings.json").value();
    courier = std::make_unique<Courier>(directory, std::move(wordings), std::move(channels));
  }
  static v1::DeliveryWork Work(v1::Level level, int ordinal) {
    v1::DeliveryWork work;
    auto& notice = *work.mutable_notice();
    notice.set_id("a-notice");
    notice.set_school("lincoln-es");
    notice.set_level(level);
    notice.set_wording("lockdown");
    work.set_ordinal(ordinal);
    for (int i = 0; i < kPeople; ++i) work.add_person_ids("person-" + std::to_string(i));
    return work;
  }

  static constexpr int kPeople = 10;
  testing::NatsServer nats;
  std::shared_ptr<bus::Bus> bus = bus::Bus::Connect({.url = nats.url()}).value();
  policy::Sealer sealer{policy::KeyRing::Random("notification"), policy::KeyRing::Random("directory")};
  AudienceDirectory directory{bus, sealer, SystemClock(), TimeZone::Find("America/New_York").value()};
  std::vector<std::string> first, urgent, routine;
  std::unique_ptr<Courier> courier;
};

TEST_F(CourierTest, TheFirstFourOfAnAlarmAreToldOnALaneOfTheirOwnBeforeTheRest) {
  const auto begun = courier->Begin(Work(v1::LEVEL_EMERGENCY, 0));
  EXPECT_THAT(first, SizeIs(4));
  EXPECT_THAT(urgent, IsEmpty());
  begun.hand_rest();
  EXPECT_THAT(first, SizeIs(4));
  EXPECT_THAT(urgent, SizeIs(kPeople - 4));
  EXPECT_FALSE(IsOpen(begun.sending->Await(std::chrono::seconds{1})));
}

TEST_F(CourierTest, TheLoudspeakersAreAmongTheFirst) {
  auto work = Work(v1::LEVEL_EMERGENCY, 0);
  work.set_place(true);
  courier->Begin(work);
  ASSERT_THAT(first, SizeIs(4));
  EXPECT_EQ(first.front(), "lincoln-es") << "the school, whose loudspeakers they are";
}

TEST_F(CourierTest, OfTheOtherBatchesNobodyIsFirst) {
  courier->Start(Work(v1::LEVEL_EMERGENCY, 1));
  EXPECT_THAT(first, IsEmpty());
  EXPECT_THAT(urgent, SizeIs(kPeople));
}

TEST_F(CourierTest, WhatIsRoutineUsesNoLaneOfAnAlarm) {
  courier->Start(Work(v1::LEVEL_ADVISORY, 0));
  EXPECT_THAT(first, IsEmpty());
  EXPECT_THAT(urgent, IsEmpty());
  EXPECT_THAT(routine, SizeIs(kPeople));
}

}  // namespace
}  // namespace watchbell::notification
