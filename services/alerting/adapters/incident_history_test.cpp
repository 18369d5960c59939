// The history of an incident, on a real nats-server.
#include "services/alerting/adapters/incident_history.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "common/bus/stream.hpp"
#include "common/testing/servers.hpp"

namespace watchbell::alerting {
namespace {

constexpr std::uint64_t kEvents = 3;

class IncidentHistoryTest : public ::testing::Test {
 protected:
  const names::Key incident_{"alerting", "incident", "lincoln-es", "an-incident"};
  std::optional<testing::NatsServer> nats_{std::in_place};
  std::shared_ptr<bus::Bus> bus_ = bus::Bus::Connect({.url = nats_->url()}).value();
  policy::Sealer sealer_{policy::KeyRing::Random("alerting"), policy::KeyRing::Random("directory")};
  IncidentHistories histories_{bus_, sealer_};

  void SetUp() override {
    ASSERT_TRUE(bus::Reconcile(*bus_, {.name = "ALERTING", .subjects = "record.alerting.>"}));
    std::uint64_t last = 0;
    for (std::uint64_t number = 1; number <= kEvents; ++number) {
      bus::Outgoing event;
      event.subject = names::RecordSubject(incident_);
      event.payload = Event(number).SerializeAsString();
      event.id = "event-" + std::to_string(number);
      event.expected_sequence = last;
      const auto stored = bus_->Append(event);
      ASSERT_TRUE(stored);
      last = stored->sequence;
    }
  }

  v1::IncidentEvent Event(std::uint64_t number) const {
    v1::IncidentEvent event;
    event.mutable_incident()->set_id(incident_.id);
    event.mutable_incident()->set_sequence(number);
    return event;
  }
  Result<std::vector<v1::IncidentEvent>> UpTo(std::uint64_t number) {
    return histories_.UpTo(Event(number), incident_, number);
  }
};

TEST_F(IncidentHistoryTest, WhatWasToldBeforeIsNotReadAgain) {
  auto first = UpTo(2);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->size(), 2u);
  histories_.Keep(std::move(*first));
  nats_.reset();
  const auto next = UpTo(3);
  ASSERT_TRUE(next) << next.error().reason;
  ASSERT_EQ(next->size(), 3u);
  EXPECT_EQ(next->back().incident().sequence(), 3u);
}

TEST_F(IncidentHistoryTest, AnEventThatIsNotTheNextIsReadWithAllBeforeIt) {
  histories_.Keep(UpTo(1).value());
  const auto later = UpTo(3);
  ASSERT_TRUE(later);
  EXPECT_EQ(later->size(), 3u);
  histories_.Keep(*later);
  const auto again = UpTo(2);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->size(), 2u);
}

}  // namespace
}  // namespace watchbell::alerting
