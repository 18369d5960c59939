// The rules that every .proto of the house keeps, and proof that breaking one is seen.
#include <gmock/gmock.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "common/policy/policy.hpp"
#include "tests/contract/contract_files.hpp"

namespace watchbell::contract {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptorProto;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Contract, EveryProtoIsPartOfTheProgramAndBreaksNoRule) {
  ASSERT_GE(Files().size(), 10U);
  for (const auto* file : Files()) {
    ASSERT_NE(file, nullptr);
    EXPECT_THAT(policy::Violations(*file), IsEmpty()) << file->name();
  }
}

// A contract in text form on top of the house's own.
class BrokenContract : public testing::Test {
 protected:
  std::vector<std::string> ViolationsOf(const std::string& body) {
    FileDescriptorProto file;
    const std::string head = R"(name: "broken.proto" package: "broken" syntax: "proto3"
        dependency: ["watchbell/policy/v1/policy.proto", "watchbell/common/v1/event.proto"] )";
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(head + body, &file));
    const auto* built = pool_.BuildFile(file);
    EXPECT_NE(built, nullptr);
    return built == nullptr ? std::vector<std::string>() : policy::Violations(*built);
  }

  std::vector<std::string> ViolationsOfRpc(const std::string& options, const std::string& request = "") {
    return ViolationsOf(R"(message_type { name: "Ask" )" + request + R"( } message_type { name: "Answer" }
        service { name: "S" method { name: "Call" input_type: ".broken.Ask" output_type: ".broken.Answer" )" +
                        (options.empty() ? "" : "options { " + options + " }") + "} }");
  }

  // An event whose fact and state are the message `Thing` with these fields, beside other messages.
  std::vector<std::string> ViolationsOfEvent(const std::string& thing, const std::string& others = "") {
    return ViolationsOf(R"(message_type { name: "Thing" )" + thing + "} " + others + kEvent);
  }

  static constexpr char kEvent[] = R"(
      message_type { name: "ThingEvent" options { [watchbell.policy.v1.event] { permission: "thing.read" } }
        field { name: "made" number: 1 type: TYPE_MESSAGE type_name: ".broken.Thing" label: LABEL_OPTIONAL oneof_index: 0 }
        field { name: "thing" number: 100 type: TYPE_MESSAGE type_name: ".broken.Thing" label: LABEL_OPTIONAL }
        field { name: "meta" number: 101 type: TYPE_MESSAGE type_name: ".watchbell.common.v1.EventMeta" label: LABEL_OPTIONAL }
        field { name: "sealed" number: 102 type: TYPE_MESSAGE type_name: ".watchbell.common.v1.Sealed" label: LABEL_REPEATED }
        oneof_decl { name: "fact" } })";
  static constexpr char kSchool[] =
      R"(field { name: "school" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL })";
  static constexpr char kPerson[] = R"(message_type { name: "Person"
        field { name: "name" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL
                options { [watchbell.policy.v1.field] { class: PERSONAL } } } })";

  DescriptorPool pool_{DescriptorPool::generated_pool()};
};

TEST_F(BrokenContract, AGoodOneHasNoViolation) {
  EXPECT_THAT(ViolationsOfRpc(R"([watchbell.policy.v1.rpc] { permission: "x.y" scope: SCHOOL })", kSchool),
              IsEmpty());
}

TEST_F(BrokenContract, AnRpcWithoutAPolicyIsReported) {
  EXPECT_THAT(ViolationsOfRpc(""), ElementsAre(HasSubstr("broken.S.Call: an RPC without option")));
}

TEST_F(BrokenContract, AnRpcWithoutAPermissionIsReported) {
  EXPECT_THAT(ViolationsOfRpc("[watchbell.policy.v1.rpc] { scope: ANYWHERE }"),
              ElementsAre(HasSubstr("without a permission")));
}

TEST_F(BrokenContract, AnRpcWithoutAScopeIsReported) {
  EXPECT_THAT(ViolationsOfRpc(R"([watchbell.policy.v1.rpc] { permission: "x.y" })"),
              ElementsAre(HasSubstr("without a scope")));
}

TEST_F(BrokenContract, ScopeAnyoneWithAPermissionIsReported) {
  EXPECT_THAT(ViolationsOfRpc(R"([watchbell.policy.v1.rpc] { permission: "x.y" scope: ANYONE })"),
              ElementsAre(HasSubstr("scope ANYONE checks nobody")));
}

TEST_F(BrokenContract, ScopeSchoolWithoutASchoolInTheRequestIsReported) {
  EXPECT_THAT(ViolationsOfRpc(R"([watchbell.policy.v1.rpc] { permission: "x.y" scope: SCHOOL })"),
              ElementsAre(HasSubstr("needs a field `string school`")));
}

TEST_F(BrokenContract, AGoodEventHasNoViolation) {
  EXPECT_THAT(ViolationsOfEvent(R"(
      field { name: "who" number: 1 type: TYPE_MESSAGE type_name: ".broken.Person" label: LABEL_OPTIONAL }
      field { name: "all" number: 2 type: TYPE_MESSAGE type_name: ".broken.Person" label: LABEL_REPEATED
              options { [watchbell.policy.v1.field] { class: PERSONAL } } })",
                                kPerson),
              IsEmpty());
}

TEST_F(BrokenContract, ASensitiveMemberInsideAnUnsealedRepeatedMessageIsReported) {
  EXPECT_THAT(ViolationsOfEvent(R"(
      field { name: "all" number: 1 type: TYPE_MESSAGE type_name: ".broken.Person" label: LABEL_REPEATED
              options { [watchbell.policy.v1.field] { class: STAFF } } })",
                                kPerson),
              ElementsAre(HasSubstr(".all: a repeated message with a sensitive member")));
}

TEST_F(BrokenContract, ASensitiveMemberDeepInsideAnUnsealedRepeatedMessageIsReported) {
  EXPECT_THAT(ViolationsOfEvent(R"(
      field { name: "groups" number: 1 type: TYPE_MESSAGE type_name: ".broken.Group" label: LABEL_REPEATED })",
                                std::string(kPerson) + R"(message_type { name: "Group"
      field { name: "head" number: 1 type: TYPE_MESSAGE type_name: ".broken.Person" label: LABEL_OPTIONAL } })"),
              ElementsAre(HasSubstr(".groups: a repeated message with a sensitive member")));
}

TEST_F(BrokenContract, AMapInAnEventIsReported) {
  EXPECT_THAT(ViolationsOfEvent(R"(
      field { name: "notes" number: 1 type: TYPE_MESSAGE type_name: ".broken.Thing.NotesEntry" label: LABEL_REPEATED }
      nested_type { name: "NotesEntry" options { map_entry: true }
        field { name: "key" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
        field { name: "value" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL } })"),
              ElementsAre(HasSubstr(".notes: a map in an event")));
}

TEST_F(BrokenContract, AnEventWithoutItsPartsIsReportedPartByPart) {
  EXPECT_THAT(ViolationsOf(R"(message_type { name: "BareEvent" })"),
              ElementsAre(HasSubstr("permission"), HasSubstr("oneof fact"), HasSubstr("field 100"),
                          HasSubstr("field 101"), HasSubstr("field 102")));
}

TEST_F(BrokenContract, AKeyRingOnAFieldThatIsNotSealedIsReported) {
  EXPECT_THAT(ViolationsOf(R"(message_type { name: "Thing" field { name: "note" number: 1 type: TYPE_STRING
      label: LABEL_OPTIONAL options { [watchbell.policy.v1.field] { class: STAFF ring: DIRECTORY } } } })"),
              ElementsAre(HasSubstr("broken.Thing.note: names a key ring")));
}

TEST_F(BrokenContract, ATypeInsideItselfIsWalkedOnce) {
  EXPECT_THAT(ViolationsOfEvent(R"(
      field { name: "inner" number: 1 type: TYPE_MESSAGE type_name: ".broken.Thing" label: LABEL_OPTIONAL }
      field { name: "many" number: 2 type: TYPE_MESSAGE type_name: ".broken.Thing" label: LABEL_REPEATED })"),
              IsEmpty());
}

TEST_F(BrokenContract, AnEventThatIsNotNamedAfterItsStateIsSeen) {
  const auto found = ViolationsOf(R"(message_type { name: "Other" } )" + [] {
    std::string event = kEvent;
    for (auto at = event.find(".broken.Thing"); at != std::string::npos;
         at = event.find(".broken.Thing", at + 1)) {
      event.replace(at, 13, ".broken.Other");
    }
    return event;
  }());
  EXPECT_THAT(found, ElementsAre(HasSubstr("named after its state")));
}

}  // namespace
}  // namespace watchbell::contract
