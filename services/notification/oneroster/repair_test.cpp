#include "services/notification/oneroster/repair.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

namespace watchbell::notification::oneroster {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using std::literals::operator""sv;

struct Told {
  std::string text;
  std::vector<std::string> left_out;
  std::size_t lost = 0;
};

Told Mend(std::string_view text) {
  csv::FaultList left_out;
  auto [mended, lost] = Repair("users.csv", text, left_out);
  Told told{std::move(mended), {}, lost};
  for (const auto& fault : left_out.Take())
    told.left_out.push_back(std::to_string(fault.line) + ":" + fault.column + ": " + fault.problem);
  return told;
}

std::string Utf16(std::string_view ascii, bool little) {
  std::string text;
  for (const char c : ascii) text += little ? std::string{c, '\0'} : std::string{'\0', c};
  return text;
}

TEST(Repair, WhatIsInOrderStaysAsItIs) {
  const std::string text = "sourcedId,name,role\n1,\"Silva, Ana\",student\n2,\"\"\"Bo\"\" Li\",\n";
  const auto told = Mend(text);
  EXPECT_EQ(told.text, text);
  EXPECT_THAT(told.left_out, IsEmpty());
}

TEST(Repair, AnEncodingIsRecognisedAndBecomesUtf8) {
  constexpr std::string_view kPlain = "sourcedId,name\n1,Ana\n";
  EXPECT_EQ(Mend("\xEF\xBB\xBF" + std::string(kPlain)).text, kPlain);
  EXPECT_EQ(Mend("\xFF\xFE" + Utf16(kPlain, true)).text, kPlain);
  EXPECT_EQ(Mend("\xFE\xFF" + Utf16(kPlain, false)).text, kPlain);
  EXPECT_EQ(Mend(Utf16(kPlain, true)).text, kPlain);
  EXPECT_EQ(Mend(Utf16(kPlain, false)).text, kPlain);
  EXPECT_EQ(Mend("sourcedId,name\n1,Ana\n\x1A").text, kPlain);
  EXPECT_EQ(Mend("sourcedId,name\n1,A\0na\n"sv).text, kPlain);
}

TEST(Repair, ALineOfWindows1252DoesNotSpoilThoseOfUtf8) {
  EXPECT_EQ(Mend("sourcedId,name\n1,Jos\xe9\n2,Jos\xc3\xa9\n3,D\x92"
                 "Angelo\n")
                .text,
            "sourcedId,name\n1,Jos\xc3\xa9\n2,Jos\xc3\xa9\n3,D\xe2\x80\x99"
            "Angelo\n");
}

TEST(Repair, ColumnsHaveTheirOwnSpellingAndOthersGo) {
  const auto told = Mend("SOURCEDID, Name ,grades,,,Metadata.Language,name\n1,Ana,09,,,pt,Rui\n");
  EXPECT_EQ(told.text, "sourcedId,name,metadata.language\n1,Ana,pt\n");
  EXPECT_THAT(told.left_out, ElementsAre("1:name: is there twice; the first column counts"));
}

TEST(Repair, AHeaderWithoutAColumnThatIsReadLeavesNoText) {
  EXPECT_EQ(Mend("a,b\n1,2\n").text.find_first_not_of('\n'), std::string::npos);
}

TEST(Repair, LineBreaksAreBlanksAndEveryRowKeepsItsLine) {
  EXPECT_EQ(Mend("sourcedId,name\r\n1,\"Mary\r\nAnn\"\r\n\r\n,\r\n  \r\n2,\"Bo\rLi\"\r3,\"Al\nEd\"").text,
            "sourcedId,name\n1,Mary Ann\n\n\n\n\n2,Bo Li\n\n3,Al Ed\n\n");
}

TEST(Repair, AQuoteWithinQuotesStandsForItself) {
  const auto told =
      Mend("sourcedId,name,role\n1,\"Robert \"Bob\" Lee\",aide\n2,\"Ana\" ,\"aide\"\t\n3,O\"Neil,aide\n");
  EXPECT_EQ(told.text,
            "sourcedId,name,role\n1,\"Robert \"\"Bob\"\" Lee\",aide\n2,Ana,aide\n3,\"O\"\"Neil\",aide\n");
  EXPECT_THAT(told.left_out, IsEmpty());
}

TEST(Repair, OfAQuoteThatIsNeverClosedOnlyTheLineIsLost) {
  for (const char* rest :
       {"2,Rui,aide\n3,Eva,aide\n", "2,\"Rui\",aide\n3,Eva,\"aide\"\n", "2,Rui,\"aide\"\n3,Eva,aide\n"}) {
    const auto told = Mend(std::string("sourcedId,name,role\n1,\"Ana,aide\n") + rest);
    EXPECT_EQ(told.text, "sourcedId,name,role\n\n2,Rui,aide\n3,Eva,aide\n") << rest;
    EXPECT_THAT(told.left_out, ElementsAre("2:: has a quote that is never closed; the row is left out"))
        << rest;
    EXPECT_EQ(told.lost, 1u);
  }
}

TEST(Repair, AQuoteIsNotSearchedForWithoutEnd) {
  std::string text = "sourcedId,name\n1,\"Ana\n";
  for (int i = 0; i < 17; ++i) text.append("2,Rui\n");
  const auto told = Mend(text + "3,\"Eva\"\n");
  EXPECT_THAT(told.left_out, ElementsAre("2:: has a quote that is never closed; the row is left out"));
  EXPECT_TRUE(told.text.ends_with("2,Rui\n3,Eva\n"));
}

TEST(Repair, FieldsThatLackAreEmptyAndEmptyOnesTooManyGo) {
  const auto told = Mend("sourcedId,name,role\n1\n2,Rui,aide,,\n3,Silva, Eva,aide\n4,Bo,aide\n");
  EXPECT_EQ(told.text, "sourcedId,name,role\n1,,\n2,Rui,aide\n\n4,Bo,aide\n");
  EXPECT_THAT(told.left_out,
              ElementsAre("4:: has more fields than the header, as by a comma without quotes; the "
                          "row is left out"));
  EXPECT_EQ(told.lost, 1u);
}

TEST(Repair, AFieldThatIsTooLongIsLeftOutOnlyWhereItIsRead) {
  const std::string long_text(20'000, 'x');
  const auto told = Mend("sourcedId,notes,name\n1," + long_text + ",Ana\n2,," + long_text + "\n");
  EXPECT_EQ(told.text, "sourcedId,name\n1,Ana\n2,\n");
  EXPECT_THAT(told.left_out, ElementsAre("3:name: is too long; it is left out"));
}

}  // namespace
}  // namespace watchbell::notification::oneroster
