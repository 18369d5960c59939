#include "services/notification/domain/messages/message_template.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using v1::MessageTemplate;
using v1::MessageTemplateEvent;

void Write(google::protobuf::RepeatedPtrField<v1::MessageText>& texts, const char* language,
           const std::string& body) {
  auto& text = *texts.Add();
  text.set_language(language);
  text.set_subject("{school}");
  text.set_body(body);
}
v1::MakeTemplateRequest Lockdown() {
  v1::MakeTemplateRequest request;
  request.set_school("lincoln");
  request.set_name("Lockdown");
  request.set_level(v1::LEVEL_EMERGENCY);
  Write(*request.mutable_texts(), "en", "Lockdown.");
  Write(*request.mutable_texts(), "es", "Cierre.");
  return request;
}
std::string ReasonOf(const Decision<MessageTemplateEvent>& decision) {
  const auto* refused = std::get_if<Error>(&decision);
  return refused ? refused->reason : "";
}
MessageTemplate After(MessageTemplate state, const Decision<MessageTemplateEvent>& decision,
                      const std::string& actor) {
  const auto* event = std::get_if<MessageTemplateEvent>(&decision);
  EXPECT_TRUE(event != nullptr) << ReasonOf(decision);
  if (event == nullptr) return state;
  auto whole = *event;
  whole.mutable_meta()->set_actor_id(actor);
  MessageTemplates::Evolve(state, whole);
  return state;
}
MessageTemplate Made() { return After({}, Make({}, Lockdown(), {.id = "template"}), "writer"); }
v1::ReviewTemplateRequest Reading(const char* language, int version = 1) {
  v1::ReviewTemplateRequest request;
  request.set_language(language);
  request.set_version(version);
  return request;
}

TEST(MessageTemplate, AnUrgentOneIsUsedOnlyInTheLanguagesThatSomebodyElseRead) {
  auto state = Made();
  v1::MessageContent content;
  EXPECT_EQ(Fill(state, content)->reason, "TEMPLATE_UNREVIEWED");
  EXPECT_EQ(ReasonOf(Review(state, Reading("en"), {.actor_id = "writer"})), "OWN_TEXT");
  state = After(state, Review(state, Reading("en"), {.actor_id = "reader"}), "reader");
  ASSERT_FALSE(Fill(state, content));
  ASSERT_EQ(content.texts_size(), 1);
  EXPECT_EQ(content.template_version(), 1);
  state = After(state, Review(state, Reading("es"), {.actor_id = "reader"}), "reader");
  ASSERT_FALSE(Fill(state, content));
  EXPECT_EQ(content.texts_size(), 2);
}

TEST(MessageTemplate, AChangedTextLosesItsReviewAndTheOthersKeepIt) {
  auto state = Made();
  for (const auto* language : {"en", "es"})
    state = After(state, Review(state, Reading(language), {.actor_id = "reader"}), "reader");
  v1::ChangeTemplateRequest request;
  request.set_name("Lockdown");
  request.set_level(v1::LEVEL_EMERGENCY);
  Write(*request.mutable_texts(), "en", "Lockdown.");
  Write(*request.mutable_texts(), "es", "Cierre de emergencia.");
  state = After(state, Change(state, request, {}), "writer");
  EXPECT_EQ(state.version(), 2);
  EXPECT_TRUE(IsUsed(state, state.texts(0)));
  EXPECT_FALSE(IsUsed(state, state.texts(1)));
  EXPECT_EQ(ReasonOf(Review(state, Reading("es", 1), {.actor_id = "reader"})), "TEMPLATE_CHANGED");
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Change(state, request, {})));
}

TEST(MessageTemplate, AnotherLevelIsReviewedAnew) {
  auto request = Lockdown();
  request.set_level(v1::LEVEL_INFO);
  auto state = After({}, Make({}, request, {.id = "template"}), "writer");
  EXPECT_TRUE(IsUsed(state, state.texts(0)));
  state = After(state, Review(state, Reading("en"), {.actor_id = "reader"}), "reader");
  v1::ChangeTemplateRequest louder;
  louder.set_name("Lockdown");
  louder.set_level(v1::LEVEL_EMERGENCY);
  *louder.mutable_texts() = request.texts();
  state = After(state, Change(state, louder, {}), "writer");
  EXPECT_FALSE(IsUsed(state, state.texts(0)));
}

TEST(MessageTemplate, ARetiredOneIsNotUsed) {
  auto state = Made();
  state = After(state, Retire(state, {}, {}), "writer");
  v1::MessageContent content;
  EXPECT_EQ(Fill(state, content)->reason, "TEMPLATE_RETIRED");
  EXPECT_TRUE(MessageTemplates::IndexesOf(state).empty());
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(Retire(state, {}, {})));
}

TEST(MessageTemplate, WithoutEnglishOrWithAnUnknownPlaceholderItIsNotMade) {
  auto request = Lockdown();
  request.mutable_texts()->erase(request.texts().begin());
  EXPECT_EQ(ReasonOf(Make({}, request, {})), "ENGLISH_MISSING");
  request = Lockdown();
  request.mutable_texts(0)->set_body("{student}");
  EXPECT_EQ(ReasonOf(Make({}, request, {})), "PLACEHOLDER_UNKNOWN");
}

}  // namespace
}  // namespace watchbell::notification
