// Against the standard's own schema and documents of other authorities, where they are at hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libxml/xmlschemas.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "services/alerting/adapters/cap_reader.hpp"
#include "services/alerting/adapters/cap_settings.hpp"
#include "services/alerting/adapters/cap_writer.hpp"
#include "services/alerting/domain/cap/cap_test_support.hpp"

namespace watchbell::alerting {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::filesystem::path kData = WATCHBELL_SHARED_DATA;

struct SchemaFree {
  void operator()(xmlSchema* schema) const { xmlSchemaFree(schema); }
  void operator()(xmlSchemaParserCtxt* parser) const { xmlSchemaFreeParserCtxt(parser); }
  void operator()(xmlSchemaValidCtxt* check) const { xmlSchemaFreeValidCtxt(check); }
};

class CapSchema : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto path = kData / "cap12.xsd";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "no schema at " << path;
    const std::unique_ptr<xmlSchemaParserCtxt, SchemaFree> parser{xmlSchemaNewParserCtxt(path.c_str())};
    schema_.reset(xmlSchemaParse(parser.get()));
    ASSERT_TRUE(schema_);
  }
  bool Valid(const v1::CapAlert& alert) const {
    const std::unique_ptr<xmlSchemaValidCtxt, SchemaFree> check{xmlSchemaNewValidCtxt(schema_.get())};
    return xmlSchemaValidateDoc(check.get(), CapXml(alert).get()) == 0;
  }
  std::unique_ptr<xmlSchema, SchemaFree> schema_;
};

v1::CapReference ReferenceTo(const std::string& sender) {
  v1::CapReference reference;
  reference.set_sender(sender);
  reference.set_identifier("earlier");
  reference.set_sent("2027-01-15T02:00:00-05:00");
  return reference;
}

// What each kind of the table says, as an alarm and as a drill.
TEST_F(CapSchema, EveryKindIsValidAsAnAlarmAndAsADrillInEveryLanguage) {
  const auto zone = TimeZone::Find("America/New_York").value();
  const auto settings =
      LoadCapSettings(WATCHBELL_CAP_FILES "/texts.json", WATCHBELL_CAP_FILES "/areas.json", zone).value();
  int checked = 0;
  for (const auto& row : cap::Table()) {
    for (const bool drill : {false, true}) {
      for (const auto& language : settings.languages) {
        auto only = settings;
        only.languages = {language};
        auto alert = cap::Compose({.kind = row.kind,
                                   .identifier = "one",
                                   .school = "lincoln-es",
                                   .at = cap::testing::kNow,
                                   .exercise = drill ? "exercise-1" : ""},
                                  only);
        if (alert.msg_type() != "Alert") *alert.add_references() = ReferenceTo(alert.sender());
        ASSERT_TRUE(Valid(alert)) << row.word << alert.DebugString();
        ASSERT_THAT(cap::ProblemsOf(alert), IsEmpty()) << row.word;
        ASSERT_EQ(ReadCap(Bytes(CapXml(alert).get()))->alert.SerializeAsString(), alert.SerializeAsString());
        ASSERT_EQ(alert.status() == "Actual", !drill && row.kind != cap::Kind::kTest);
        ASSERT_EQ(alert.infos_size(), 1);
        ++checked;
      }
    }
  }
  EXPECT_EQ(checked, 27 * 2 * 4);
}

TEST_F(CapSchema, TheDocumentsOfAnIncidentAreValid) {
  for (const bool drill : {false, true}) {
    for (const auto& alert : cap::testing::Incidents(drill)
                                 .Act(v1::ACTION_EVACUATE, "bomb_threat")
                                 .Act(v1::ACTION_LOCKDOWN)
                                 .ReleaseTo(v1::ACTION_HOLD)
                                 .End(v1::Incident::STATE_RELEASED)
                                 .Documents(cap::testing::District())) {
      EXPECT_TRUE(Valid(alert)) << alert.DebugString();
    }
  }
}

TEST_F(CapSchema, RefusesWhatTheSchemaRefuses) {
  auto alert = cap::testing::Incidents().Act(v1::ACTION_HOLD).Documents(cap::testing::District())[0];
  alert.set_sent("2027-01-15T08:00:00Z");
  EXPECT_FALSE(Valid(alert));
}

CapReading ReadFile(const std::string& name) {
  std::ifstream in(kData / name, std::ios::binary);
  return ReadCap(std::string{std::istreambuf_iterator<char>(in), {}}).value();
}

TEST(CapData, DocumentsOfOtherAuthoritiesAreRead) {
  if (!std::filesystem::exists(kData / "weather.cap")) GTEST_SKIP() << "no samples at " << kData;
  for (const auto* name : {"weather.cap", "earthquake.cap", "no_optional_fields.cap"}) {
    EXPECT_THAT(ReadFile(name).problems, IsEmpty()) << name;
  }
  EXPECT_EQ(ReadFile("weather.cap").alert.infos(0).event(), "Flash Flood Watch");
}

TEST(CapData, EachErrorOfTheFaultyDocumentIsNamedWithItsLine) {
  if (!std::filesystem::exists(kData / "noaa_errors.cap")) GTEST_SKIP() << "no samples at " << kData;
  std::vector<std::string> said;
  for (const auto& [line, problem] : ReadFile("noaa_errors.cap").problems)
    said.push_back(std::to_string(line) + " " + problem.path + " " + problem.reason);
  EXPECT_THAT(said, ElementsAre("13 references ELEMENT_EMPTY", "17 info[0].urgency WORD_UNKNOWN",
                                "18 info[0].severity WORD_UNKNOWN", "19 info[0].certainty WORD_UNKNOWN",
                                "66 info[0].area[0].polygon[0] POLYGON_MALFORMED",
                                "67 info[0].area[0].polygon[1] ELEMENT_EMPTY"));
}

}  // namespace
}  // namespace watchbell::alerting
