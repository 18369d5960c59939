#include "services/notification/adapters/wordings.hpp"

#include <gtest/gtest.h>

namespace watchbell::notification {
namespace {

Wordings Ours() {
  return Wordings::Load(WATCHBELL_SOURCE_DIR "/services/notification/wordings.json").value();
}

v1::Notice Notice(const std::string& wording, bool drill = false) {
  v1::Notice notice;
  notice.set_wording(wording);
  notice.set_drill(drill);
  return notice;
}

TEST(Wordings, EveryWordingThatTheRulesNameIsThereInFourLanguages) {
  for (const char* wording : {"hold",
                              "secure",
                              "shelter",
                              "evacuate",
                              "lockdown",
                              "release",
                              "false_alarm",
                              "drill_ended",
                              "visitor_match",
                              "visitor_unsure",
                              "visitor_inside",
                              "tip",
                              "tip_life_safety",
                              "tip_assigned",
                              "tip_message",
                              "case_danger",
                              "case_overdue",
                              "drill_overdue",
                              "agency_review",
                              "agency_entry",
                              "agency_stayed_outside",
                              "agency_admitted",
                              "agency_without_consent",
                              "release_held",
                              "reunion_held",
                              "fire_decision",
                              "command_offered",
                              "assist",
                              "assist_medical",
                              "plan_review_due",
                              "committee_meeting_due",
                              "action_item_overdue",
                              "training_end_is_near",
                              "training_expired",
                              "partner_not_reached",
                              "dispatch_unconfirmed",
                              "text_info",
                              "text_unknown",
                              "text_safe",
                              "text_need_help",
                              "text_unasked",
                              "text_shared"}) {
    for (const char* language : {"en", "es", "pt", "ht"}) {
      const auto text = Ours().Render(Notice(wording), language, "Lincoln");
      ASSERT_TRUE(text) << wording << " " << language;
      EXPECT_EQ(text->body.find("{"), std::string::npos) << wording << " " << language;
    }
  }
}

TEST(Wordings, ADrillBeginsWithTheWordForItInEveryLanguage) {
  const auto text = Ours().Render(Notice("lockdown", true), "es", "Lincoln");
  EXPECT_TRUE(text->subject.starts_with("SIMULACRO: ")) << text->subject;
  EXPECT_NE(text->subject.find(" / DRILL: "), std::string::npos) << text->subject;
  EXPECT_TRUE(text->body.starts_with("SIMULACRO: "));
  EXPECT_FALSE(Ours().Render(Notice("lockdown"), "en", "Lincoln")->subject.starts_with("DRILL"));
}

TEST(Wordings, AnotherLanguageHasTheEnglishBelowIt) {
  const auto text = Ours().Render(Notice("release"), "ht", "Lincoln");
  EXPECT_NE(text->body.find("\n\n" + Ours().Render(Notice("release"), "en", "Lincoln")->body),
            std::string::npos);
}

TEST(Wordings, ALanguageWithoutAWordingGetsEnglish) {
  EXPECT_EQ(Ours().Render(Notice("hold"), "pl", "Lincoln")->body,
            Ours().Render(Notice("hold"), "en", "Lincoln")->body);
}

TEST(Wordings, AFileWithoutEnglishOrWithoutAWordForDrillIsRefused) {
  EXPECT_FALSE(Wordings::Parse("{"));
  EXPECT_FALSE(Wordings::Parse(
      R"({"drill": {"en": "DRILL"}, "wordings": {"hold": {"es": {"subject": "a", "body": "b"}}}})"));
  EXPECT_FALSE(
      Wordings::Parse(R"({"drill": {}, "wordings": {"hold": {"en": {"subject": "a", "body": "b"}}}})"));
  EXPECT_FALSE(Wordings::Parse(R"({"drill": {"en": "D"}, "wordings": {"hold": {"en": "text"}}})"));
}

TEST(Wordings, AWordingThatIsMissingIsNamed) {
  EXPECT_EQ(Ours().Render(Notice("no_such"), "en", "Lincoln").error().reason, "WORDING_MISSING");
}

}  // namespace
}  // namespace watchbell::notification
