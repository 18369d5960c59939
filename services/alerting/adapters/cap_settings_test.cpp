#include "services/alerting/adapters/cap_settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace watchbell::alerting {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

const TimeZone kZone = TimeZone::Find("America/New_York").value();

json FileOf(const std::string& name) { return json::parse(std::ifstream(WATCHBELL_CAP_FILES "/" + name)); }

TEST(CapSettings, TheShippedFilesHaveEveryKindInFourLanguages) {
  const auto settings =
      LoadCapSettings(WATCHBELL_CAP_FILES "/texts.json", WATCHBELL_CAP_FILES "/areas.json", kZone);
  ASSERT_TRUE(settings) << settings.error().remedy;
  EXPECT_EQ(settings->languages.size(), 4U);
  for (const auto& row : cap::Table()) {
    for (const auto& language : settings->languages)
      EXPECT_TRUE(settings->texts.at(std::string{row.word}).contains(language)) << row.word << language;
    EXPECT_EQ(settings->addresses.contains(row.word), row.to_named_agencies) << row.word;
  }
}

struct Spoilt {
  const char* name;
  void (*spoil)(json& texts, json& areas);
  const char* said;
};
class CapSettingsMistake : public ::testing::TestWithParam<Spoilt> {};

TEST_P(CapSettingsMistake, IsNamed) {
  auto texts = FileOf("texts.json"), areas = FileOf("areas.json");
  GetParam().spoil(texts, areas);
  const auto settings = ParseCapSettings(texts.dump(), areas.dump(), kZone);
  ASSERT_FALSE(settings);
  EXPECT_THAT(settings.error().remedy, HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    Each, CapSettingsMistake,
    ::testing::Values(
        Spoilt{"NoSender", [](json& texts, json&) { texts.erase("sender"); }, "form"},
        Spoilt{"BadSender", [](json& texts, json&) { texts["sender"] = "a b"; }, "sender"},
        Spoilt{"NoText", [](json& texts, json&) { texts["texts"].erase("lockdown"); }, "\"lockdown\""},
        Spoilt{"NoExerciseWord", [](json& texts, json&) { texts["exercise"].erase("ht-HT"); }, "\"ht-HT\""},
        Spoilt{"Html", [](json& texts, json&) { texts["texts"]["test"]["en-US"]["headline"] = "<b>x</b>"; },
               "headline"},
        Spoilt{"Long",
               [](json& texts, json&) { texts["texts"]["hold"]["en-US"]["event"] = std::string(401, 'x'); },
               "too long"},
        Spoilt{"OpenRing",
               [](json&, json& areas) { areas["schools"]["lincoln-es"]["polygon"] = "1,1 2,2 3,1 1,2"; },
               "lincoln-es"}),
    [](const auto& test) { return std::string{test.param.name}; });

}  // namespace
}  // namespace watchbell::alerting
