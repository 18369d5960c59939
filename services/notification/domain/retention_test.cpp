#include <gtest/gtest.h>

#include "services/notification/domain/directory.hpp"
#include "services/notification/domain/group.hpp"
#include "services/notification/domain/partner.hpp"

namespace watchbell::notification {
namespace {

const TimePoint kGone{std::chrono::seconds{1'790'000'000}};

// The state after one more fact, at that moment.
template <class Aggregate>
typename Aggregate::State After(typename Aggregate::State state, typename Aggregate::Event event) {
  *event.mutable_meta()->mutable_at() = ToProto(kGone);
  Aggregate::Evolve(state, event);
  return state;
}

TEST(DirectoryRetention, APersonsTimeBeginsWhenTheFilesNoLongerNameThemAndEndsWhenTheyReturn) {
  v1::Person ana;
  ana.set_id("ana");
  EXPECT_FALSE(People::RetentionOf(ana));
  auto gone = ana;
  gone.set_removed(true);
  const auto removed = After<People>(ana, std::get<v1::PersonEvent>(ImportPerson(ana, gone)));
  ASSERT_TRUE(People::RetentionOf(removed));
  EXPECT_EQ(People::RetentionOf(removed)->kind, "left");
  EXPECT_EQ(People::RetentionOf(removed)->since, kGone);
  const auto back = After<People>(removed, std::get<v1::PersonEvent>(ImportPerson(removed, ana)));
  EXPECT_FALSE(People::RetentionOf(back));
}

TEST(DirectoryRetention, AClassIsOverWhenTheFilesNoLongerNameIt) {
  v1::Group chemistry;
  chemistry.set_id("chemistry");
  EXPECT_FALSE(Groups::RetentionOf(chemistry));
  auto gone = chemistry;
  gone.set_removed(true);
  const auto removed = After<Groups>(chemistry, std::get<v1::GroupEvent>(ImportGroup(chemistry, gone)));
  ASSERT_TRUE(Groups::RetentionOf(removed));
  EXPECT_EQ(Groups::RetentionOf(removed)->since, kGone);
  const auto back = After<Groups>(removed, std::get<v1::GroupEvent>(ImportGroup(removed, chemistry)));
  EXPECT_FALSE(Groups::RetentionOf(back));
}

TEST(DirectoryRetention, APartnerIsOverWhenRetiredAndNotWhenSavedAgain) {
  v1::Partner hospital;
  hospital.set_id("hospital");
  EXPECT_FALSE(Partners::RetentionOf(hospital));
  const auto retired = After<Partners>(hospital, std::get<v1::PartnerEvent>(RetirePartner(hospital, {}, {})));
  ASSERT_TRUE(Partners::RetentionOf(retired));
  EXPECT_EQ(Partners::RetentionOf(retired)->since, kGone);
  v1::SavePartnerRequest again;
  again.set_school("district");
  again.set_partner_id("hospital");
  *again.mutable_partner() = retired;  // as a client may send back what it read
  again.mutable_partner()->set_kind(v1::Partner::KIND_HOSPITAL);
  again.mutable_partner()->set_name("Norwalk Hospital");
  again.mutable_partner()->set_phone("+12035550100");
  const auto saved = SavePartner(retired, again, {.now = kGone, .id = "hospital"});
  EXPECT_FALSE(Partners::RetentionOf(After<Partners>(retired, std::get<v1::PartnerEvent>(saved))));
}

}  // namespace
}  // namespace watchbell::notification
