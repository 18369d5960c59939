#include "services/notification/domain/messages/rendering.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TimeZone Zone() { return *TimeZone::Find("America/New_York"); }

v1::MessageContent Secure() {
  v1::MessageContent content;
  const auto add = [&](const char* language, const char* subject, const char* body) {
    auto& text = *content.add_texts();
    text.set_language(language);
    text.set_subject(subject);
    text.set_body(body);
  };
  add("en", "Secure", "Doors are locked. Lessons go on.");
  add("es", "{school}: asegurado", "{school}: las puertas están cerradas. Escribimos a las {next_update}.");
  return content;
}

RenderFacts Facts() {
  const auto noon = Zone().At(std::chrono::year{2026} / 3 / 10, std::chrono::hours{12});
  return {
      .schools = "Lincoln, Roosevelt", .sent_at = noon, .next_update_at = noon + std::chrono::minutes{30}};
}

TEST(Rendering, EveryTextNamesItsSchoolsAndTheNextWord) {
  const auto text = Render(Secure(), "en", Facts(), Zone());
  EXPECT_EQ(text.subject, "Lincoln, Roosevelt: Secure");
  EXPECT_EQ(text.body, "Lincoln, Roosevelt: Doors are locked. Lessons go on. Next message by 12:30.");
}

TEST(Rendering, ATranslationHasTheEnglishBelowIt) {
  const auto text = Render(Secure(), "es", Facts(), Zone());
  EXPECT_THAT(text.body,
              StartsWith("Lincoln, Roosevelt: las puertas están cerradas. Escribimos a las 12:30."));
  EXPECT_THAT(text.body, HasSubstr("\n\nLincoln, Roosevelt: Doors are locked."));
}

TEST(Rendering, ALanguageWithoutATextIsEnglish) {
  EXPECT_EQ(Render(Secure(), "zh", Facts(), Zone()).body, Render(Secure(), "en", Facts(), Zone()).body);
}

TEST(Rendering, AnExerciseSaysSoFirstInEachLanguage) {
  auto facts = Facts();
  facts.exercise = true;
  const auto text = Render(Secure(), "es", facts, Zone());
  EXPECT_THAT(text.subject, StartsWith("SIMULACRO: "));
  EXPECT_THAT(text.subject, HasSubstr(" / EXERCISE: "));
  EXPECT_THAT(text.body, HasSubstr("\n\nEXERCISE: "));
}

TEST(Rendering, AttachmentsAreLinks) {
  auto content = Secure();
  auto& link = *content.add_links();
  link.set_title("Map");
  link.set_url("https://district.example/map");
  EXPECT_THAT(Render(content, "en", Facts(), Zone()).body, HasSubstr("\nMap: https://district.example/map"));
}

}  // namespace
}  // namespace watchbell::notification
