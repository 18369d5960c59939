#include "services/notification/domain/messages/publication.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using v1::AudiencePart;

v1::Message ToFamilies(v1::Level level) {
  v1::Message message;
  message.mutable_content()->set_level(level);
  auto& part = *message.mutable_content()->mutable_audience()->add_include();
  part.set_scope(AudiencePart::SCOPE_SCHOOL);
  part.set_people(AudiencePart::PEOPLE_FAMILIES);
  return message;
}
v1::Message Agreed(v1::Level level) {
  auto message = ToFamilies(level);
  message.add_approvals()->set_approval(v1::MESSAGE_APPROVAL_ADMINISTRATOR);
  return message;
}

TEST(Publication, WhatEveryFamilyIsToldIsPublicOnceSomebodyAgreed) {
  EXPECT_TRUE(IsPublic(Agreed(v1::LEVEL_URGENT)));
  EXPECT_FALSE(IsPublic(ToFamilies(v1::LEVEL_URGENT)));
  EXPECT_FALSE(IsPublic(Agreed(v1::LEVEL_INFO)));
}

TEST(Publication, AnEmergencysTemplateIsAgreementEnough) {
  auto message = ToFamilies(v1::LEVEL_EMERGENCY);
  message.mutable_content()->set_template_id("evacuation");
  EXPECT_TRUE(IsPublic(message));
  message.mutable_content()->set_level(v1::LEVEL_URGENT);
  EXPECT_FALSE(IsPublic(message));
}

TEST(Publication, WhatIsForSomeIsNotForEverybody) {
  const auto changed = [](auto change) {
    auto message = Agreed(v1::LEVEL_EMERGENCY);
    change(*message.mutable_content());
    return message;
  };
  EXPECT_FALSE(IsPublic(changed([](auto& content) { content.set_test_list_id("drill"); })));
  EXPECT_FALSE(IsPublic(changed([](auto& content) { content.mutable_question(); })));
  EXPECT_FALSE(IsPublic(changed([](auto& content) { content.set_tells_whereabouts(true); })));
  EXPECT_FALSE(IsPublic(changed([](auto& content) { content.set_topic(v1::MESSAGE_TOPIC_AGENCY); })));
  EXPECT_FALSE(IsPublic(changed([](auto& content) { content.mutable_audience()->add_exclude(); })));
  EXPECT_FALSE(IsPublic(changed([](auto& content) {
    content.mutable_audience()->mutable_include(0)->set_people(AudiencePart::PEOPLE_STAFF);
  })));
  EXPECT_FALSE(IsPublic(changed([](auto& content) {
    content.mutable_audience()->mutable_include(0)->set_scope(AudiencePart::SCOPE_BUS);
  })));
}

}  // namespace
}  // namespace watchbell::notification
