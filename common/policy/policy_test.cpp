#include "common/policy/policy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "watchbell/alerting/v1/incident.pb.h"
#include "watchbell/notification/v1/directory.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::policy {
namespace {

using testing::HasSubstr;
using testing::Not;

visitor::v1::Visit MariasVisit() {
  visitor::v1::Visit visit;
  visit.set_id("v-1");
  visit.set_school("lincoln-es");
  visit.set_given_name("Maria");
  visit.mutable_document()->set_kind(visitor::v1::Document::KIND_PASSPORT);
  visit.mutable_document()->set_number_last4("4711");
  visit.set_purpose("parent meeting");
  visit.add_matches()->set_entry_id("e-1");
  return visit;
}

const google::protobuf::FieldDescriptor& Field(const google::protobuf::Descriptor& type, const char* name) {
  return *type.FindFieldByName(name);
}

TEST(Policy, AFieldThatStatesNothingIsPublicAndOfTheServicesRing) {
  const auto& id = Field(*visitor::v1::Visit::descriptor(), "id");
  EXPECT_EQ(ClassOf(id), v1::PUBLIC);
  EXPECT_EQ(RingOf(id), v1::SERVICE);
}

TEST(Policy, AFieldSaysItsClassAndRing) {
  const auto& name = Field(*visitor::v1::Visit::descriptor(), "given_name");
  EXPECT_EQ(ClassOf(name), v1::PERSONAL);
  EXPECT_EQ(RingOf(name), v1::DIRECTORY);
}

TEST(Policy, EverythingAboveStaffIsSealedAlsoAClassOfANewerContract) {
  EXPECT_FALSE(IsSealedClass(v1::PUBLIC));
  EXPECT_FALSE(IsSealedClass(v1::STAFF));
  EXPECT_TRUE(IsSealedClass(v1::PERSONAL));
  EXPECT_TRUE(IsSealedClass(v1::TACTICAL));
  EXPECT_TRUE(IsSealedClass(v1::CONFIDENTIAL));
  EXPECT_TRUE(IsSealedClass(static_cast<Class>(17)));
}

TEST(Policy, AnRpcSaysItsPermissionScopeAndLane) {
  const auto* method = google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
      "watchbell.alerting.v1.AlarmService.Raise");
  ASSERT_NE(method, nullptr);
  EXPECT_EQ(PolicyOf(*method).permission(), "incident.raise");
  EXPECT_EQ(PolicyOf(*method).scope(), v1::SCHOOL);
  EXPECT_EQ(PolicyOf(*method).lane(), v1::URGENT);
}

TEST(Redact, AReaderOfNoClassSeesPublicFieldsOnly) {
  auto visit = MariasVisit();
  Redact(visit, {});
  EXPECT_EQ(visit.ShortDebugString(), R"(id: "v-1" school: "lincoln-es" document { kind: KIND_PASSPORT })");
}

TEST(Redact, AReaderOfOneClassSeesThatClassToo) {
  auto visit = MariasVisit();
  Redact(visit, {v1::STAFF});
  EXPECT_EQ(visit.purpose(), "parent meeting");
  EXPECT_EQ(visit.given_name(), "");
  EXPECT_EQ(visit.matches_size(), 0);
}

TEST(Redact, AReaderOfEveryClassSeesEverything) {
  auto visit = MariasVisit();
  Redact(visit, {v1::STAFF, v1::PERSONAL});
  EXPECT_EQ(visit.SerializeAsString(), MariasVisit().SerializeAsString());
}

TEST(Redact, RepeatedMessagesAreRedactedOneByOne) {
  visitor::v1::ListOnSiteResponse response;
  *response.add_visits() = MariasVisit();
  *response.add_visits() = MariasVisit();
  Redact(response, {v1::STAFF});
  ASSERT_EQ(response.visits_size(), 2);
  for (const auto& visit : response.visits()) {
    EXPECT_EQ(visit.id(), "v-1");
    EXPECT_EQ(visit.given_name(), "");
    EXPECT_EQ(visit.document().number_last4(), "");
  }
}

TEST(Redact, AnUnreadableMessageGoesWholeWithItsPublicMembers) {
  alerting::v1::Incident incident;
  incident.add_zones()->set_name("gym");
  Redact(incident, {v1::STAFF, v1::PERSONAL});
  EXPECT_EQ(incident.zones_size(), 0);
}

TEST(Redact, AFieldThatThisBuildDoesNotKnowIsNotShown) {
  auto visit = MariasVisit();
  visit.GetReflection()->MutableUnknownFields(&visit)->AddLengthDelimited(999, "of a newer contract");
  auto* document = visit.mutable_document();
  document->GetReflection()->MutableUnknownFields(document)->AddLengthDelimited(999, "of a newer contract");
  Redact(visit, {v1::STAFF, v1::PERSONAL, v1::TACTICAL, v1::CONFIDENTIAL});
  EXPECT_THAT(visit.SerializeAsString(), Not(HasSubstr("newer contract")));
}

TEST(Redact, ThreadsShareThePlans) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([] {
      for (int j = 0; j < 100; ++j) {
        notification::v1::Person person;
        person.set_given_name("Maria");
        person.set_role("teacher");
        Redact(person, {v1::STAFF});
        EXPECT_EQ(person.given_name(), "");
        EXPECT_EQ(person.role(), "teacher");
      }
    });
  }
}

TEST(ForLog, HoldsPublicFieldsOnOneLineAndNothingElse) {
  EXPECT_EQ(ForLog(MariasVisit()), R"(id: "v-1" school: "lincoln-es" document { kind: KIND_PASSPORT })");
}

TEST(ForLog, LeavesTheMessageAsItIs) {
  const auto visit = MariasVisit();
  EXPECT_EQ(ForLog(visit).find("Maria"), std::string::npos);
  EXPECT_EQ(visit.given_name(), "Maria");
}

TEST(ForLog, ALineHasAnEndAndNoLineBreak) {
  visitor::v1::ListOnSiteResponse response;
  for (int i = 0; i < 500; ++i) response.add_visits()->set_id("a\nb\x01");
  const std::string line = ForLog(response);
  EXPECT_LE(line.size(), 2'000U);
  EXPECT_GT(line.size(), 1'000U);
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

}  // namespace
}  // namespace watchbell::policy
