#include "services/visitor/domain/identity/mrz.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace watchbell::visitor {
namespace {

using namespace std::chrono_literals;
using std::chrono::year_month_day;
using ::testing::ElementsAre;

constexpr year_month_day kToday{2026y, std::chrono::June, 1d};

// The specimens of ICAO Doc 9303 parts 4 and 5: Utopia has no citizens.
const std::string kPassport =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
const std::string kCard =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n";

ScanError ErrorOf(const std::string& text) {
  const auto result = ParseMrz(text, kToday);
  EXPECT_FALSE(result);
  return result ? ScanError{} : result.error();
}

TEST(Mrz, APassportIsRead) {
  const auto identity = ParseMrz(kPassport, kToday);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->kind, DocumentKind::kPassport);
  EXPECT_EQ(identity->family_name, "ERIKSSON");
  EXPECT_EQ(identity->given_name, "ANNA");
  EXPECT_THAT(identity->middle_names, ElementsAre("MARIA"));
  EXPECT_EQ(identity->birth_date, year_month_day(1974y, std::chrono::August, 12d));
  EXPECT_EQ(identity->expires_on, year_month_day(2012y, std::chrono::April, 15d));
  EXPECT_EQ(identity->sex, Sex::kFemale);
  EXPECT_EQ(identity->number_last4, "02C3");
  EXPECT_EQ(identity->country, "UTO");
  EXPECT_EQ(identity->family_truncated, Truncation::kNo);
}

TEST(Mrz, AnIdentityCardIsRead) {
  const auto identity = ParseMrz(kCard, kToday);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->kind, DocumentKind::kIdentityCard);
  EXPECT_EQ(identity->family_name, "ERIKSSON");
  EXPECT_EQ(identity->number_last4, "5890");
}

TEST(Mrz, ALongCardNumberContinuesInTheOptionalData) {
  // Doc 9303 part 5, note j: D23145890 then 734, whose check digit 9 comes last.
  const auto identity = ParseMrz(
      "I<UTOD23145890<7349<<<<<<<<<<<3407127M9507122UTO<<<<<<<<<<<2STEVENSON<<PETER<JOHN<<<<<<<<<", kToday);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->number_last4, "0734");
  EXPECT_EQ(identity->birth_date, year_month_day(1934y, std::chrono::July, 12d));
}

TEST(Mrz, BlanksLineEndsAndLowerCaseDoNotMatter) {
  std::string spaced;
  for (const char c : kPassport) spaced += {static_cast<char>(std::tolower(c)), ' '};
  EXPECT_TRUE(ParseMrz(spaced, kToday));
}

TEST(Mrz, ANameThatFillsItsFieldWasCut) {
  const auto identity = ParseMrz(
      "P<UTOERIKSSON<<ANNA<MARIAALEXANDRAVICTORIASI\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", kToday);
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->middle_truncated, Truncation::kYes);
  EXPECT_EQ(identity->given_truncated, Truncation::kNo);
}

TEST(Mrz, TheFieldThatFailsItsCheckDigitIsNamed) {
  const auto with = [](std::size_t at, char c) {
    auto text = kPassport;
    text[45 + at] = c;
    return ErrorOf(text);
  };
  EXPECT_EQ(with(1, '0').field, "document_number");
  EXPECT_EQ(with(14, '1').field, "birth_date");
  EXPECT_EQ(with(22, '0').field, "expiry_date");
  EXPECT_EQ(with(30, '0').field, "personal_number");
  EXPECT_EQ(with(43, '1').field, "composite");
  EXPECT_EQ(with(43, '1').fault, ScanFault::kBadCheckDigit);
}

TEST(Mrz, AnythingElseIsNoMachineReadableZone) {
  EXPECT_EQ(ErrorOf("").fault, ScanFault::kNoHeader);
  EXPECT_EQ(ErrorOf(std::string(88, '<')).fault, ScanFault::kNoHeader);
  EXPECT_EQ(ErrorOf(kPassport.substr(0, 60)).fault, ScanFault::kNoHeader);
  EXPECT_EQ(ErrorOf("P<UTO\x01").fault, ScanFault::kNoHeader);
  EXPECT_EQ(ErrorOf("P<UTO\xC3\x89").fault, ScanFault::kNotAscii);
  EXPECT_EQ(ErrorOf(std::string(kMrzBytesMax + 1, ' ')).fault, ScanFault::kTooLong);
}

RC_GTEST_PROP(MrzProperty, EveryMisreadDigitOfADateIsCaught, ()) {
  auto text = kPassport;
  const auto at =
      *rc::gen::elementOf(std::vector<std::size_t>{58, 59, 60, 61, 62, 63, 66, 67, 68, 69, 70, 71});
  const auto digit = *rc::gen::inRange('0', ':');
  RC_PRE(text[at] != digit);
  text[at] = digit;
  RC_ASSERT(ParseMrz(text, kToday).error().fault == ScanFault::kBadCheckDigit);
}

}  // namespace
}  // namespace watchbell::visitor
