#include "services/visitor/domain/identity/aamva.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace watchbell::visitor {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr year_month_day kToday{2026y, std::chrono::June, 1d};

// An invented card: a header of the given version, then the elements one a line.
std::string Card(std::string_view elements, std::string_view version = "10") {
  const std::string header =
      version == "01" ? "AAMVA6360000101DL00290187DL" : "ANSI 636006" + std::string(version);
  return "@\n\x1e\r" + header + (version == "01" ? "" : "0001DL00310220DL") + std::string(elements) + "\r";
}

ScannedIdentity Read(const std::string& card) {
  auto result = ParseAamva(card, kToday);
  EXPECT_TRUE(result) << static_cast<int>(result.error().fault) << " " << result.error().field;
  return result.value_or(ScannedIdentity{});
}

ScanFault FaultOf(const std::string& card) {
  const auto result = ParseAamva(card, kToday);
  EXPECT_FALSE(result);
  return result ? ScanFault{} : result.error().fault;
}

constexpr auto kPerson = "DCSROE\nDACJO\nDBB03041990\n";

TEST(Aamva, EverythingThatMayBeKeptIsRead) {
  const auto identity = Read(Card(
      "DAQA12-345678\nDCSO'BRIEN-SMITH\nDDEN\nDACMARY ANN\nDDFT\nDADQUINN,LEE\nDDGU\nDCUJR\nDBB12311999\n"
      "DBA01012030\nDBC2\nDAJCT\nDCGUSA\nDBNROE\nDBGANN\nDBSSR\nDAG1 MAIN ST\n"));
  EXPECT_EQ(identity.kind, DocumentKind::kDriverLicense);
  EXPECT_EQ(identity.family_name, "O'BRIEN-SMITH");
  EXPECT_EQ(identity.given_name, "MARY ANN");
  EXPECT_THAT(identity.middle_names, ElementsAre("QUINN", "LEE"));
  EXPECT_EQ(identity.suffix, "JR");
  EXPECT_EQ(identity.birth_date, year_month_day(1999y, std::chrono::December, 31d));
  EXPECT_EQ(identity.expires_on, year_month_day(2030y, std::chrono::January, 1d));
  EXPECT_EQ(identity.sex, Sex::kFemale);
  EXPECT_EQ(identity.number_last4, "5678");
  EXPECT_EQ(identity.jurisdiction, "CT");
  EXPECT_EQ(identity.country, "USA");
  EXPECT_EQ(identity.family_truncated, Truncation::kNo);
  EXPECT_EQ(identity.given_truncated, Truncation::kYes);
  EXPECT_EQ(identity.middle_truncated, Truncation::kUnknown);
  ASSERT_EQ(identity.aliases.size(), 1u);
  EXPECT_EQ(identity.aliases[0].family_name, "ROE");
  EXPECT_EQ(identity.aliases[0].given_name, "ANN");
  EXPECT_EQ(identity.aliases[0].suffix, "SR");
}

TEST(Aamva, EveryHeaderVersionIsRead) {
  for (const auto* version : {"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11"}) {
    EXPECT_EQ(Read(Card(kPerson, version)).family_name, "ROE") << version;
  }
}

TEST(Aamva, VersionOneMayPutTheWholeNameInOneElement) {
  const auto identity = Read(Card("DAAROE,JO,QUINN,LEE\nDBB19900304\n", "01"));
  EXPECT_EQ(identity.family_name, "ROE");
  EXPECT_EQ(identity.given_name, "JO");
  EXPECT_THAT(identity.middle_names, ElementsAre("QUINN", "LEE"));
}

TEST(Aamva, ASuffixBehindTheGivenNamesIsNoMiddleName) {
  for (const auto* name : {"DAAROE,JO,QUINN,JR\n", "DCSROE\nDCTJO QUINN JR.\n", "DAAROE,JO,QUINN,Iii\n"}) {
    const auto identity = Read(Card(std::string{name} + "DBB19900304\n", "01"));
    EXPECT_EQ(identity.given_name, "JO") << name;
    EXPECT_THAT(identity.middle_names, ElementsAre("QUINN")) << name;
    EXPECT_FALSE(identity.suffix.empty()) << name;
  }
  EXPECT_THAT(Read(Card("DAAROE,JO,JR\nDBB19900304\n", "01")).middle_names, IsEmpty());
}

TEST(Aamva, VersionOneMayUseItsOwnNameElements) {
  const auto identity = Read(Card("DABROE\nDACJO\nDADQ\nDAEIII\nDBB19900304\n", "01"));
  EXPECT_EQ(identity.family_name, "ROE");
  EXPECT_EQ(identity.given_name, "JO");
  EXPECT_EQ(identity.suffix, "III");
}

TEST(Aamva, VersionsTwoAndThreePutAllGivenNamesInOneElement) {
  for (const auto* given : {"DCTJO QUINN\n", "DCTJO,QUINN\n"}) {
    const auto identity = Read(Card("DCSROE\n" + std::string(given) + "DBB03041990\n", "03"));
    EXPECT_EQ(identity.given_name, "JO");
    EXPECT_THAT(identity.middle_names, ElementsAre("QUINN"));
  }
}

TEST(Aamva, CanadianDatesStartWithTheYear) {
  EXPECT_EQ(Read(Card("DCSROE\nDACJO\nDBB19900304\n")).birth_date,
            year_month_day(1990y, std::chrono::March, 4d));
}

TEST(Aamva, LineEndsMayBeAnyOfThree) {
  EXPECT_EQ(Read(Card("DCSROE\rDACJO\rDBB03041990\r")).given_name, "JO");
  EXPECT_EQ(Read(Card("DCSROE\r\nDACJO\r\nDBB03041990\r\n")).given_name, "JO");
}

TEST(Aamva, TheRecordSeparatorMayBeMissing) {
  EXPECT_EQ(Read("@\n\rANSI 636006100001DL00310220DL" + std::string(kPerson)).family_name, "ROE");
}

TEST(Aamva, WrongOffsetsAndLengthsDoNotMatter) {
  EXPECT_EQ(Read("@\n\x1e\rANSI 636006090002DL00420251ZC02930001DL" + std::string(kPerson) + "\rZCZCAX\n")
                .given_name,
            "JO");
}

TEST(Aamva, TheSubfileTypeMayBeRepeatedOrMissing) {
  EXPECT_EQ(Read("@\n\x1e\rANSI 636006100001DL00310220DLDL" + std::string(kPerson)).family_name, "ROE");
  EXPECT_EQ(Read("@\n\x1e\rANSI 636006100001DL00310220" + std::string(kPerson)).family_name, "ROE");
  EXPECT_EQ(Read("@\n\x1e\rANSI 636006100001ID00310220ID" + std::string(kPerson)).family_name, "ROE");
}

TEST(Aamva, LowerCaseElementIdsAndTrailingBlanksAreAccepted) {
  const auto identity = Read("@\n\x1e\ransi 636006100001dl00310220dldcsRoe   \ndacJo  \ndbb03041990 \n");
  EXPECT_EQ(identity.family_name, "Roe");
  EXPECT_EQ(identity.given_name, "Jo");
}

TEST(Aamva, TheFirstOfRepeatedElementsWins) {
  EXPECT_EQ(Read(Card("DCSROE\nDCSDOE\nDACJO\nDBB03041990\n")).family_name, "ROE");
}

TEST(Aamva, EmptyValuesAreNoValues) {
  const auto identity = Read(Card("DCSROE\nDACJO\nDAD\nDCU\nDBA\nDBC\nDAQ\nDBB03041990\n"));
  EXPECT_THAT(identity.middle_names, IsEmpty());
  EXPECT_EQ(identity.expires_on, std::nullopt);
  EXPECT_EQ(identity.number_last4, "");
}

TEST(Aamva, PlaceholdersAreNoNames) {
  const auto identity = Read(Card("DCSROE\nDACNONE\nDADunavl\nDCUNONE\nDBNNONE\nDBB03041990\n"));
  EXPECT_EQ(identity.given_name, "");
  EXPECT_THAT(identity.middle_names, IsEmpty());
  EXPECT_EQ(identity.suffix, "");
  EXPECT_THAT(identity.aliases, IsEmpty());
}

TEST(Aamva, TheJurisdictionComesFromTheIssuerNumberWhenTheCardDoesNotSay) {
  EXPECT_EQ(Read(Card(kPerson)).jurisdiction, "CT");
}

TEST(Aamva, ACardWithoutAHeaderIsRefused) {
  EXPECT_EQ(FaultOf(""), ScanFault::kNoHeader);
  EXPECT_EQ(FaultOf(kPerson), ScanFault::kNoHeader);
  EXPECT_EQ(FaultOf("@\n\x1e\rANSI 6360"), ScanFault::kNoHeader);
  EXPECT_EQ(FaultOf("@\n\x1e\rOTHER636006100001DL00310220DL" + std::string(kPerson)), ScanFault::kNoHeader);
}

TEST(Aamva, ACardWithoutAFamilyNameIsRefused) {
  EXPECT_EQ(FaultOf(Card("DACJO\nDBB03041990\n")), ScanFault::kNoName);
  EXPECT_EQ(FaultOf(Card("DCS  \nDACJO\nDBB03041990\n")), ScanFault::kNoName);
}

TEST(Aamva, ACardWithoutABirthDateIsRefused) {
  EXPECT_EQ(FaultOf(Card("DCSROE\nDACJO\n")), ScanFault::kNoBirthDate);
  EXPECT_EQ(FaultOf(Card("DCSROE\nDACJO\nDBB\n")), ScanFault::kNoBirthDate);
}

TEST(Aamva, ImpossibleAndFutureBirthDatesAreRefused) {
  for (const auto* date :
       {"02301990", "13011990", "06022026", "01011850", "19901340", "0304199", "030419901"}) {
    EXPECT_EQ(FaultOf(Card("DCSROE\nDACJO\nDBB" + std::string(date) + "\n")), ScanFault::kBadBirthDate)
        << date;
  }
  EXPECT_TRUE(ParseAamva(Card("DCSROE\nDACJO\nDBB06012026\n"), kToday));
}

TEST(Aamva, AnOverlongScanIsRefused) {
  EXPECT_EQ(FaultOf(Card(kPerson) + std::string(kAamvaBytesMax, ' ')), ScanFault::kTooLong);
}

TEST(Aamva, ControlBytesInsideAValueAreRefusedAndNamed) {
  const auto result = ParseAamva(Card("DCSRO\x01"
                                      "E\nDACJO\nDBB03041990\n"),
                                 kToday);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().fault, ScanFault::kControlByte);
  EXPECT_EQ(result.error().field, "DCS");
  EXPECT_FALSE(result.error().remedy.empty());
}

TEST(Aamva, NonAsciiIsRefused) {
  EXPECT_EQ(FaultOf(Card("DCSRO\xC9\nDACJO\nDBB03041990\n")), ScanFault::kNotAscii);
}

TEST(Aamva, AnExpiredCardIsOnlyAWarning) {
  const auto identity = Read(Card("DCSROE\nDACJO\nDBA01012020\nDBB03041990\n"));
  EXPECT_TRUE(IsExpired(identity, kToday));
  EXPECT_FALSE(IsExpired(Read(Card(kPerson)), kToday));
}

TEST(Aamva, TheEighteenthBirthdayEndsTheStudentPath) {
  auto identity = Read(Card("DCSROE\nDACJO\nDBB06012008\n"));
  EXPECT_FALSE(IsMinor(identity, kToday));
  EXPECT_TRUE(IsMinor(identity, year_month_day(2026y, std::chrono::May, 31d)));
  identity.birth_date = {2008y, std::chrono::February, 29d};
  EXPECT_TRUE(IsMinor(identity, year_month_day(2026y, std::chrono::February, 28d)));
  EXPECT_FALSE(IsMinor(identity, year_month_day(2026y, std::chrono::March, 1d)));
}

RC_GTEST_PROP(AamvaProperty, AnyBytesAfterAHeaderAreReadOrRefused, (const std::string& bytes)) {
  const auto result = ParseAamva("@\n\x1e\rANSI 636006100001DL00310220DL" + bytes, kToday);
  RC_ASSERT(result.has_value() || !result.error().remedy.empty());
}

}  // namespace
}  // namespace watchbell::visitor
