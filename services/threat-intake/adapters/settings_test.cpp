#include "services/threat-intake/adapters/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "common/testing/process.hpp"

namespace watchbell::threat_intake {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

const std::string kShipped = WATCHBELL_SOURCE_DIR "/deploy/threat/";

TEST(Settings, TheShippedWordsFindADangerToLifeInEveryLanguageOfTheForm) {
  const auto priorities = *LoadPriorities(kShipped + "keywords.json");
  const auto fired = [&](const char* text) { return priorities.Fired(v1::Tip::CATEGORY_OTHER, false, text); };
  EXPECT_THAT(fired("he said he will SHOOT up the school"), Contains("shooting"));
  EXPECT_THAT(fired("she wants to kill herself"), Contains("self_harm"));
  EXPECT_THAT(fired("dice que va a matar a todos"), Contains("killing"));
  EXPECT_THAT(fired("tiene munición en la mochila"), Contains("weapon"));
  EXPECT_THAT(fired("ele vai atirar na escola"), Contains("shooting"));
  EXPECT_THAT(fired("ela quer se matar"), Contains("self_harm"));
  EXPECT_THAT(fired("l ap tire ak fizi"), Contains("weapon"));
  EXPECT_THAT(fired("li vle touye tèt li"), Contains("self_harm"));
  EXPECT_THAT(priorities.Fired(v1::Tip::CATEGORY_WEAPON, false, ""), Contains("category"));
  EXPECT_THAT(priorities.Fired(v1::Tip::CATEGORY_OTHER, true, ""), Contains("happening_now"));
  for (const char* text : {"the shogun exhibition is skilled work", "they vape in the bathroom",
                           "somebody writes mean things about me", "la farmacia y la alarma"})
    EXPECT_THAT(fired(text), IsEmpty()) << text;
}

TEST(Settings, TheShippedDistrictKnowsItsSchools) {
  const auto district = *LoadDistrict(kShipped + "district.json", *TimeZone::Find("America/New_York"));
  ASSERT_NE(district.Find("lincoln-es"), nullptr);
  EXPECT_EQ(district.settings().texts_size(), 4);
}

TEST(Settings, TheShippedProvidersKnowTheCrisisLines) {
  const auto providers = LoadProviders(kShipped + "providers.json");
  int crisis = 0;
  ASSERT_TRUE(providers);
  for (const auto& provider : providers->providers()) crisis += provider.crisis() ? 1 : 0;
  EXPECT_GE(crisis, 3) << "911, 211 and 988";
  testing::TempDir dir;
  std::ofstream(dir.path() + "/nameless.json") << R"({"providers": [{"id": "x"}]})";
  EXPECT_EQ(LoadProviders(dir.path() + "/nameless.json").error().field, "providers");
}

TEST(Settings, WhatIsNoSuchFileOrOfAnotherFormNamesItsFlag) {
  testing::TempDir dir;
  std::ofstream(dir.path() + "/bad.json") << R"({"rules": [{"lowers": true}]})";
  EXPECT_EQ(LoadPriorities(dir.path() + "/bad.json").error().field, "keywords");
  EXPECT_EQ(LoadDistrict(dir.path() + "/none.json", *TimeZone::Find("UTC")).error().field, "district");
}

}  // namespace
}  // namespace watchbell::threat_intake
