#include "services/notification/domain/messages/text_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace watchbell::notification {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

v1::MessageText English(const std::string& body) {
  v1::MessageText text;
  text.set_language("en");
  text.set_subject("From {school}");
  text.set_body(body);
  return text;
}

CheckFacts Lincoln() {
  return {.students = {{"Ana", "Pérez"}, {"John Paul", "O'Brien"}, {"李", "明"}},
          .rooms = {"B-204", "112"},
          .own_schools = {"Lincoln Elementary School"},
          .other_schools = {"Roosevelt Middle School", "Lincoln"}};
}

std::vector<std::string> ReasonsOf(const std::string& body, const CheckFacts& facts = Lincoln()) {
  std::vector<std::string> reasons;
  for (const auto& finding : CheckTexts({English(body)}, facts)) reasons.push_back(finding.reason());
  return reasons;
}

TEST(TextCheck, APlainTextOfTheOwnSchoolPasses) {
  EXPECT_THAT(
      ReasonsOf("Lincoln Elementary School is in a secure. Lessons go on. Next word at {next_update}."),
      IsEmpty());
}

TEST(TextCheck, AStudentsNameIsFoundHoweverItIsWritten) {
  for (const auto* body :
       {"We spoke with Ana Perez today.", "PÉREZ, ANA is well.", "A. Pérez is well.",
        "Ana Pérez's mother came.", "Ana Pérez’s class is out.", "Ana M. Perez left.", "John O'Brien's bag.",
        "John O'Brien left.", "John Paul O’Brien left.", "OBRIEN John", "李 明 left"})
    EXPECT_THAT(ReasonsOf(body), ElementsAre("STUDENT_NAMED")) << body;
  EXPECT_THAT(ReasonsOf("Ana, our nurse, and Mr. Perez will call."), IsEmpty());
}

TEST(TextCheck, OfTwoSurnamesOneIsEnough) {
  CheckFacts facts;
  facts.students = {{"Lucía", "García López"}, {"Eva", "de la Cruz"}, {"Tim", "Smith-Jones"}};
  for (const auto* body :
       {"Lucia Garcia is well.", "López, Lucía left.", "Lucia Garcia Lopez", "Eva Cruz left.",
        "Eva de la Cruz left.", "Tim Smith left.", "Tim Jones left.", "Tim Smith-Jones left."})
    EXPECT_THAT(ReasonsOf(body, facts), ElementsAre("STUDENT_NAMED")) << body;
  EXPECT_THAT(ReasonsOf("Eva de compras, Lucia y Garcia.", facts), IsEmpty());
}

TEST(TextCheck, AFindingSaysWhereAndWhatToDo) {
  const auto findings = CheckTexts({English("Hello. We spoke with Ana Pérez today.")}, Lincoln());
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(
      std::string("Hello. We spoke with Ana Pérez today.")
          .substr(static_cast<std::size_t>(findings[0].at()), static_cast<std::size_t>(findings[0].length())),
      "Ana Pérez");
  EXPECT_EQ(findings[0].rule(), "N9");
  EXPECT_FALSE(findings[0].remedy().empty());
}

TEST(TextCheck, RoomsAreFoundByTheirWordAndByTheDirectory) {
  EXPECT_THAT(ReasonsOf("They are in room 112."), ElementsAre("ROOM_NUMBER"));
  EXPECT_THAT(ReasonsOf("Go to room no. 5 now."), ElementsAre("ROOM_NUMBER"));
  EXPECT_THAT(ReasonsOf("Están en el aula 3B."), ElementsAre("ROOM_NUMBER"));
  EXPECT_THAT(ReasonsOf("They are in b 204 now."), ElementsAre("ROOM_NUMBER"));
  EXPECT_THAT(ReasonsOf("We expect 112 families; there is room for all."), IsEmpty());
}

TEST(TextCheck, AnotherSchoolsNameIsTheWrongSchool) {
  EXPECT_THAT(ReasonsOf("Roosevelt Middle School is in lockdown."), ElementsAre("WRONG_SCHOOL"));
}

TEST(TextCheck, ASchoolIsFoundWithItsOwnApostropheAndInThePossessive) {
  auto facts = Lincoln();
  facts.other_schools = {"St. Mary's School", "Roosevelt"};
  for (const auto* body :
       {"St Marys School is open.", "St. Mary's School is open.", "Roosevelt’s doors are shut."})
    EXPECT_THAT(ReasonsOf(body, facts), ElementsAre("WRONG_SCHOOL")) << body;
}

TEST(TextCheck, AMessageIsAboutAnAlarmOfItsOwnSchool) {
  const auto foreign = ForeignAlarm({"roosevelt"}, "lincoln");
  ASSERT_TRUE(foreign);
  EXPECT_EQ(foreign->reason(), "WRONG_INCIDENT");
  EXPECT_TRUE(foreign->blocking());
  EXPECT_FALSE(ForeignAlarm({"roosevelt", "lincoln"}, "lincoln"));
  EXPECT_FALSE(ForeignAlarm({}, "lincoln"));
}

TEST(TextCheck, TacticsAndCamerasStayInside) {
  EXPECT_THAT(ReasonsOf("Our cameras show that the halls are empty."), ElementsAre("CAMERA_FACT"));
  EXPECT_THAT(ReasonsOf("A SWAT team waits at the command post."), ElementsAre("TACTIC", "TACTIC"));
}

TEST(TextCheck, CredibilityIsThePolicesToSay) {
  auto facts = Lincoln();
  for (const auto* body : {"The threat is not credible.", "It was a hoax.", "La amenaza no es creíble."})
    EXPECT_THAT(ReasonsOf(body, facts), Contains("CREDIBILITY")) << body;
  facts.cleared = true;
  EXPECT_THAT(ReasonsOf("It was a hoax.", facts), IsEmpty());
}

TEST(TextCheck, AfterSwattingTheLastWordSaysWhatItWasAndNotEarlier) {
  auto facts = Lincoln();
  facts.topic = v1::MESSAGE_TOPIC_SWATTING;
  EXPECT_THAT(ReasonsOf("A report came in. The police are here.", facts), IsEmpty());
  facts.closing = true;
  EXPECT_THAT(ReasonsOf("It is over.", facts), ElementsAre("NOT_CLEARED"));
  facts.cleared = true;
  EXPECT_THAT(ReasonsOf("It is over.", facts), ElementsAre("WHAT_IT_WAS_MISSING"));
  EXPECT_THAT(ReasonsOf("The report was false.", facts), IsEmpty());
}

TEST(TextCheck, OnlyTheKnownPlaceholdersStand) {
  EXPECT_THAT(ReasonsOf("See {room} at {time}."), ElementsAre("PLACEHOLDER_UNKNOWN"));
  EXPECT_THAT(ReasonsOf("An open { brace."), ElementsAre("PLACEHOLDER_UNKNOWN"));
}

TEST(TextCheck, EnglishIsAlwaysThere) {
  auto spanish = English("Hola.");
  spanish.set_language("es");
  const auto findings = CheckForm({spanish});
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].reason(), "ENGLISH_MISSING");
}

TEST(TextCheck, ALinkIsHttpsAndNamesNobody) {
  v1::MessageLink link;
  link.set_title("Map");
  for (const auto* url : {"https://district.example/a", "https://district.example"}) {
    link.set_url(url);
    EXPECT_TRUE(IsLink(link)) << url;
  }
  for (const auto* url : {"http://district.example/a", "https://me@district.example", "https://localhost/x",
                          "javascript:alert(1)", "https://a.example/\"><script>"}) {
    link.set_url(url);
    EXPECT_FALSE(IsLink(link)) << url;
  }
}

// Whatever stands around it, a full name is never missed.
RC_GTEST_PROP(TextCheckProperty, AFullNameIsFoundInAnyText,
              (const std::string& before, const std::string& after)) {
  const auto letters = [](const std::string& text) {
    std::string plain;
    for (const char c : text)
      if ((c >= 'a' && c <= 'z') || c == ' ' || c == '.') plain += c;
    return plain;
  };
  RC_ASSERT(!ReasonsOf(letters(before) + " Ana Pérez " + letters(after)).empty());
}

}  // namespace
}  // namespace watchbell::notification
