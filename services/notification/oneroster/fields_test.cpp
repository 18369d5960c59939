#include "services/notification/oneroster/fields.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::notification::oneroster {
namespace {

using ::testing::Optional;
const auto kRefused = ::testing::Eq(std::nullopt);

TEST(Fields, TelephoneNumbersBecomeE164) {
  for (const char* text :
       {"(203) 555-0142", "203.555.0142", "1 203 555 0142", "+1 203 555 0142", "2035550142"})
    EXPECT_THAT(ParsePhone(text), Optional(std::string("+12035550142"))) << text;
  EXPECT_THAT(ParsePhone("+48 22 555 01 42"), Optional(std::string("+48225550142")));
}

TEST(Fields, WhatIsNoTelephoneNumberIsRefused) {
  for (const char* text : {"555-0142", "203 555 0142 x7", "+0203555014", "+1 103 555 0142", "203 055 0142",
                           "+1234567890123456", "2035550142\r\n", "none"})
    EXPECT_THAT(ParsePhone(text), kRefused) << text;
}

TEST(Fields, AMailAddressCannotCarryAHeaderOrASecondRecipient) {
  EXPECT_THAT(ParseEmail("ana.silva+school@families.example"),
              Optional(std::string("ana.silva+school@families.example")));
  for (const char* text :
       {"", "a", "@b", "a@", "a@b@c", "a@b\r\nBcc: c@d", "a b@c", "a@b,c", "<a@b>", "a@b;c", "\xc3\xa4@b"})
    EXPECT_THAT(ParseEmail(text), kRefused) << text;
  EXPECT_THAT(ParseEmail(std::string(253, 'a') + "@b"), kRefused);
}

TEST(Fields, RolesSortPeopleIntoKinds) {
  for (const char* role : {"teacher", "administrator", "aide", "proctor"})
    EXPECT_THAT(ParseRole(role), Optional(v1::Person::KIND_STAFF)) << role;
  for (const char* role : {"guardian", "parent", "relative"})
    EXPECT_THAT(ParseRole(role), Optional(v1::Person::KIND_GUARDIAN)) << role;
  EXPECT_THAT(ParseRole("student"), Optional(v1::Person::KIND_STUDENT));
  EXPECT_THAT(ParseRole("Principal"), kRefused);
}

TEST(Fields, TrueAndFalseAreReadHoweverTheyAreWritten) {
  for (const char* text : {"", "true", "True", "TRUE", "1"})
    EXPECT_THAT(ParseBoolean(text), Optional(true)) << text;
  for (const char* text : {"false", "False", "0"}) EXPECT_THAT(ParseBoolean(text), Optional(false)) << text;
  EXPECT_THAT(ParseBoolean("yes"), kRefused);
}

TEST(Fields, DatesAreDaysOfTheCalendar) {
  EXPECT_THAT(ParseDate("2020-02-29"), Optional(std::string("2020-02-29")));
  for (const char* text :
       {"2021-02-29", "2020-13-01", "2020-1-01", "01/02/2020", "1899-12-31", "20-0-2-29 ", "+202-01-01"})
    EXPECT_THAT(ParseDate(text), kRefused) << text;
}

TEST(Fields, LanguagesHaveTheShapeOfATag) {
  for (const char* text : {"en", "pt-BR", "zh-Hant-TW", "es-419"})
    EXPECT_THAT(ParseLanguage(text), Optional(std::string(text)));
  for (const char* text : {"e", "english", "en_US", "en-", "-en", "en--US", "12"})
    EXPECT_THAT(ParseLanguage(text), kRefused) << text;
}

TEST(Fields, ListsAreTrimmedAndBounded) {
  EXPECT_THAT(ParseList(" a, b ,,c"), Optional(::testing::ElementsAre("a", "b", "c")));
  EXPECT_THAT(ParseList(""), Optional(::testing::IsEmpty()));
  std::string many = "x";
  for (int i = 0; i < 64; ++i) many += ",x";
  EXPECT_THAT(ParseList(many), kRefused);
}

TEST(Fields, TextIsUtf8WithoutControls) {
  EXPECT_TRUE(IsText("Jos\xc3\xa9 O'Neill"));
  EXPECT_FALSE(IsText("Jos\xe9"));
  EXPECT_FALSE(IsText("a\nb"));
  EXPECT_FALSE(
      IsText("a\xe2\x80\xa8"
             "b"));  // U+2028, a line separator
  EXPECT_FALSE(IsText(std::string(201, 'a')));
}

}  // namespace
}  // namespace watchbell::notification::oneroster
