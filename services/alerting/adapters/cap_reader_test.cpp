#include "services/alerting/adapters/cap_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/alerting/adapters/cap_writer.hpp"
#include "services/alerting/domain/cap/cap_test_support.hpp"

namespace watchbell::alerting {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string Document(const std::string& inside, const std::string& before = "") {
  return before +
         "<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n<identifier>n1</identifier>\n"
         "<sender>neighbour@example</sender>\n<sent>2027-01-15T03:00:00-05:00</sent>\n"
         "<status>Actual</status>\n<msgType>Alert</msgType>\n<scope>Public</scope>\n" +
         inside + "</alert>";
}
std::vector<std::string> Said(const std::string& bytes) {
  std::vector<std::string> said;
  const auto reading = ReadCap(bytes);
  if (!reading) return {reading.error().reason + " " + reading.error().remedy};
  for (const auto& [line, problem] : reading->problems)
    said.push_back(std::to_string(line) + " " + problem.path + " " + problem.reason);
  return said;
}

TEST(CapReader, ReadsADocumentAsItIsMeant) {
  const auto reading =
      ReadCap(Document("<info><category>Met</category><event>A &amp; B</event>"
                       "<urgency>Future</urgency><severity>Minor</severity>"
                       "<certainty> Likely </certainty></info>\n"));
  ASSERT_TRUE(reading);
  EXPECT_THAT(reading->problems, IsEmpty());
  EXPECT_EQ(reading->alert.infos(0).event(), "A & B");
  EXPECT_EQ(reading->alert.infos(0).certainty(), "Likely");
}

TEST(CapReader, SaysTheLineAndTheElementOfEachProblem) {
  EXPECT_THAT(Said(Document("<references></references>\n<info>\n<category>Met</category>\n<urgency/>\n"
                            "<severity>Minor</severity>\n<certainty>Likely</certainty>\n<bogus/>\n"
                            "<area>\n<areaDesc>x</areaDesc>\n<polygon>1,1 2,2</polygon></area></info>\n")),
              ElementsAre("8 references ELEMENT_EMPTY", "9 info[0].event ELEMENT_MISSING",
                          "11 info[0].urgency WORD_UNKNOWN", "14 info[0].? ELEMENT_UNKNOWN",
                          "17 info[0].area[0].polygon[0] POLYGON_OPEN"));
}

TEST(CapReader, KeepsTheSchemasOrderAndCounts) {
  EXPECT_THAT(Said(Document("<note>a</note>\n<source>b</source>\n<note>c</note>\n")),
              ElementsAre("9 source ELEMENT_MISPLACED", "10 note ELEMENT_TWICE"));
}

TEST(CapReader, ReadsNoEntityNoDocumentTypeAndNoFile) {
  const std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
  EXPECT_THAT(Said(Document("<note>&x;</note>", bomb)), ElementsAre(HasSubstr("document type")));
  EXPECT_THAT(Said(Document("<note>&x;</note>")), ElementsAre(HasSubstr("well-formed")));
  // The same in an encoding that a plain search does not see.
  EXPECT_THAT(Said(Document("", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-!DOCTYPE a+AD4-")),
              ElementsAre(HasSubstr("CAP_UNREADABLE")));
  EXPECT_THAT(Said(std::string("<\0!\0D\0O\0C\0", 10)), ElementsAre(HasSubstr("CAP_UNREADABLE")));
}

TEST(CapReader, IsBoundedInSizeDepthAndCounts) {
  EXPECT_THAT(Said(std::string(kCapBytesMax + 1, ' ')), ElementsAre(HasSubstr("40 kB")));
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "<a>";
  EXPECT_THAT(Said(Document(deep)), ElementsAre(HasSubstr("CAP_UNREADABLE")));
  std::string many;
  for (int i = 0; i < kElementsMax; ++i) many += "<code/>";
  EXPECT_THAT(Said(Document(many)), ElementsAre(HasSubstr("TOO_MANY")));
  EXPECT_THAT(Said("<feed/>"), ElementsAre(HasSubstr("<alert>")));
  EXPECT_THAT(Said(""), ElementsAre(HasSubstr("CAP_UNREADABLE")));
}

TEST(CapReader, ARefusalNamesTheFirstFewProblems) {
  std::vector<CapProblem> problems(9, {7, {"info[0].urgency", "WORD_UNKNOWN", "Use another."}});
  const auto error = RefusalOf(problems);
  EXPECT_EQ(error.reason, "CAP_INVALID");
  EXPECT_THAT(error.remedy, HasSubstr("Line 7, info[0].urgency (WORD_UNKNOWN): Use another. "));
  EXPECT_THAT(error.remedy, ::testing::EndsWith("And 3 more."));
}

TEST(CapWriter, WhatIsWrittenIsReadBackEqual) {
  for (const auto& alert : cap::testing::Incidents(true)
                               .Act(v1::ACTION_EVACUATE, "gas")
                               .Act(v1::ACTION_LOCKDOWN)
                               .End(v1::Incident::STATE_CANCELLED)
                               .Documents(cap::testing::District())) {
    auto odd = alert;
    odd.mutable_infos(0)->set_description("1 < 2 & \"3\" > ' é ñ");
    const auto reading = ReadCap(Bytes(CapXml(odd).get()));
    ASSERT_TRUE(reading);
    EXPECT_THAT(reading->problems, IsEmpty());
    EXPECT_EQ(reading->alert.SerializeAsString(), odd.SerializeAsString());
  }
}

TEST(CapWriter, WhatXmlCannotHoldIsLeftOut) {
  auto alert = cap::testing::Incidents().Act(v1::ACTION_HOLD).Documents(cap::testing::District())[0];
  alert.set_note(std::string("a\0b\001c", 5));
  EXPECT_EQ(ReadCap(Bytes(CapXml(alert).get()))->alert.note(), "abc");
}

TEST(CapWriter, TheFeedLinksToEachDocument) {
  const auto settings = cap::testing::District();
  const auto message = cap::TestMessage("0198c0de", "lincoln-es", cap::testing::kNow, settings);
  const auto feed = CapFeed({message}, settings, cap::testing::kNow);
  EXPECT_THAT(feed, HasSubstr("<feed xmlns=\"http://www.w3.org/2005/Atom\">"));
  EXPECT_THAT(feed, HasSubstr("href=\"lincoln-es/0198c0de.xml\""));
  EXPECT_THAT(feed, HasSubstr("<title>test at Lincoln</title>"));
  EXPECT_THAT(CapFeed({}, settings, cap::testing::kNow),
              HasSubstr("<updated>2027-01-15T03:00:00-05:00</updated>"));
}

}  // namespace
}  // namespace watchbell::alerting
