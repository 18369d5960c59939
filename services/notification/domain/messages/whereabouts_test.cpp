#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/notification/domain/messages/message.hpp"

namespace watchbell::notification {
namespace {

v1::MessageContent About(const std::string& body) {
  v1::MessageContent content;
  content.set_level(v1::LEVEL_INFO);
  auto& part = *content.mutable_audience()->add_include();
  part.set_scope(v1::AudiencePart::SCOPE_SCHOOL);
  part.set_people(v1::AudiencePart::PEOPLE_FAMILIES);
  auto& text = *content.add_texts();
  text.set_language("en");
  text.set_subject("From {school}");
  text.set_body(body);
  return content;
}

bool Marked(const std::string& body, const DraftFacts& facts = {}) {
  const auto decision = Draft({}, About(body), "lincoln", facts, {.id = "message"});
  const auto* event = std::get_if<v1::MessageEvent>(&decision);
  EXPECT_TRUE(event != nullptr) << body;
  return event != nullptr && event->drafted().content().tells_whereabouts();
}

TEST(Whereabouts, ATextThatSaysWhereChildrenAreIsKnownWithoutItsAuthorsWord) {
  for (const auto* body : {"Pick up your children at the gate.", "Reunification begins at two.",
                           "La reunificación empieza a las dos.", "The pickup location is the field."})
    EXPECT_TRUE(Marked(body)) << body;
  EXPECT_FALSE(Marked("Pick up your yearbook in the office."));
}

TEST(Whereabouts, AChangedTextIsLookedAtAgain) {
  v1::Message message;
  message.set_id("message");
  message.set_school("lincoln");
  message.set_kind(v1::MESSAGE_KIND_OPENING);
  message.set_state(v1::Message::STATE_DRAFT);
  const auto decision = Revise(message, About("Reunification begins at two."), {.id = "message"});
  ASSERT_TRUE(std::holds_alternative<v1::MessageEvent>(decision));
  EXPECT_TRUE(std::get<v1::MessageEvent>(decision).revised().content().tells_whereabouts());
}

// N3 before N6: the last word says that it is over.
TEST(Whereabouts, TheLastWordReachesWhoeverHadTheFirst) {
  v1::Message opening;
  opening.set_id("opening");
  opening.set_school("lincoln");
  opening.set_kind(v1::MESSAGE_KIND_OPENING);
  opening.set_state(v1::Message::STATE_SENT);
  *opening.mutable_content() = About("We are in a lockdown.");
  EXPECT_FALSE(Marked("The reunification is over.", {.kind = v1::MESSAGE_KIND_CLOSING, .opening = &opening}));
  EXPECT_TRUE(
      Marked("The reunification is at the field.", {.kind = v1::MESSAGE_KIND_UPDATE, .opening = &opening}));
}

}  // namespace
}  // namespace watchbell::notification
