// On a real NATS: what a replica says about who is inside, the moment it is asked.
#include "services/visitor/adapters/doors.hpp"

#include <gtest/gtest.h>

#include <set>

#include "common/bus/stream.hpp"
#include "common/id/id.hpp"
#include "common/testing/servers.hpp"
#include "common/time/clock.hpp"

namespace watchbell::visitor {
namespace {

constexpr char kSchool[] = "lincoln-es";

class InsideTest : public ::testing::Test {
 protected:
  InsideTest() { EXPECT_TRUE(bus::Reconcile(*bus_, bus::RecordStream("visitor", 1))); }

  std::string Arrive(const std::string& school) {
    const auto id = id::New(SystemClock()());
    v1::VisitEvent event;
    event.mutable_visit()->set_id(id);
    event.mutable_visit()->set_state(v1::Visit::STATE_ON_SITE);
    const bus::Outgoing message{.subject = names::RecordSubject({"visitor", "visit", school, id}),
                                .id = id,
                                .payload = event.SerializeAsString()};
    EXPECT_TRUE(bus_->Append(message));
    return id;
  }
  std::set<std::string> InsideNow() {
    std::set<std::string> ids;
    const auto people = inside_.At(kSchool);
    EXPECT_TRUE(people);
    for (const auto& person : people.value_or(std::vector<v1::PersonInside>{})) ids.insert(person.visit_id());
    return ids;
  }

  testing::NatsServer nats_;
  std::shared_ptr<bus::Bus> bus_ = bus::Bus::Connect({.url = nats_.url()}).value();
  policy::Sealer sealer_{policy::KeyRing::Random("visitor"), policy::KeyRing::Random("directory")};
  Inside inside_{bus_, sealer_};
};

TEST_F(InsideTest, WhoeverCheckedInBeforeItWasAskedIsInTheAnswer) {
  EXPECT_TRUE(InsideNow().empty());
  std::set<std::string> arrived;
  for (int i = 0; i < 100; ++i) {
    Arrive("roosevelt-ms");
    arrived.insert(Arrive(kSchool));
    ASSERT_EQ(InsideNow(), arrived);
  }
}

TEST_F(InsideTest, WithTheRecordAwayTheAnswerIsWhatIsKnown) {
  const auto id = Arrive(kSchool);
  EXPECT_EQ(InsideNow(), std::set{id});
  nats_.Kill();
  EXPECT_EQ(InsideNow(), std::set{id});
}

}  // namespace
}  // namespace watchbell::visitor
