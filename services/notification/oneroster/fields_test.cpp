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

std::string RoleOf(std::string_view text) {
  const auto role = ParseRole(text);
  return role ? std::string(role->name) + " " + v1::Person::Kind_Name(role->kind) : "unknown";
}

TEST(Fields, RolesSortPeopleIntoKinds) {
  for (const char* role : {"teacher", "administrator", "aide", "proctor"})
    EXPECT_EQ(RoleOf(role), role + std::string(" KIND_STAFF"));
  for (const char* role : {"guardian", "parent", "relative"})
    EXPECT_EQ(RoleOf(role), role + std::string(" KIND_GUARDIAN"));
  EXPECT_EQ(RoleOf("student"), "student KIND_STUDENT");
}

TEST(Fields, ARoleIsReadInAnyCaseAndWithThePrefixOfAnExtension) {
  EXPECT_EQ(RoleOf("Principal"), "principal KIND_STAFF");
  EXPECT_EQ(RoleOf("SITE_ADMINISTRATOR"), "siteAdministrator KIND_STAFF");
  EXPECT_EQ(RoleOf("ext:Assistant Principal"), "assistantPrincipal KIND_STAFF");
  EXPECT_EQ(RoleOf("EXT: bus-driver"), "busDriver KIND_STAFF");
  EXPECT_EQ(RoleOf("ext:mother"), "mother KIND_GUARDIAN");
  for (const char* text : {"", "ext:", "ext:volunteer", "wizard", "text:teacher"})
    EXPECT_EQ(RoleOf(text), "unknown") << text;
}

TEST(Fields, TypesOfOrganisationsAreReadLikeRoles) {
  EXPECT_THAT(ParseOrgType("School"), Optional(std::string_view("school")));
  EXPECT_THAT(ParseOrgType("ext:DISTRICT"), Optional(std::string_view("district")));
  for (const char* text : {"", "ext:campus"}) EXPECT_THAT(ParseOrgType(text), kRefused) << text;
}

TEST(Fields, AStatusIsReadInAnyCase) {
  for (const char* text : {"", "active", "Active"}) EXPECT_THAT(ParseCurrent(text), Optional(true)) << text;
  for (const char* text : {"tobedeleted", "toBeDeleted", "INACTIVE"})
    EXPECT_THAT(ParseCurrent(text), Optional(false)) << text;
  EXPECT_THAT(ParseCurrent("pending"), kRefused);
}

TEST(Fields, TrueAndFalseAreReadHoweverTheyAreWritten) {
  for (const char* text : {"", "true", "True", "TRUE", "1", "yes", "Y"})
    EXPECT_THAT(ParseBoolean(text), Optional(true)) << text;
  for (const char* text : {"false", "False", "0", "No", "n"})
    EXPECT_THAT(ParseBoolean(text), Optional(false)) << text;
  EXPECT_THAT(ParseBoolean("maybe"), kRefused);
}

TEST(Fields, DatesAreDaysOfTheCalendarHoweverTheyAreWritten) {
  EXPECT_THAT(ParseDate("2020-02-29"), Optional(std::string("2020-02-29")));
  for (const char* text : {"2024-08-01", "2024-8-1", "2024/08/01", "20240801", "08/01/2024", "8/1/2024",
                           "8-1-2024", "2024-08-01T00:00:00Z", "8/1/2024 0:00"})
    EXPECT_THAT(ParseDate(text), Optional(std::string("2024-08-01"))) << text;
  for (const char* text :
       {"", "-", "//", "2021-02-29", "2020-13-01", "31/12/2024", "8/1/24", "2024-8/1", "1899-12-31",
        "20-0-2-29 ", "+202-01-01", "2024-08-001", "2024-08-", "T2024-08-01"})
    EXPECT_THAT(ParseDate(text), kRefused) << text;
}

TEST(Fields, ATextIsOneLineAndIsCutBetweenCharacters) {
  EXPECT_EQ(OneLine(" Mary\r\n\tAnn \xe2\x80\xa8 Lee\n"), "Mary Ann Lee");
  EXPECT_EQ(OneLine("\x01\n "), "");
  EXPECT_EQ(OneLine("Jos\xe9"), "Jos");
  EXPECT_EQ(Cut(std::string(199, 'a') + "\xc3\xa9"), std::string(199, 'a'));
  EXPECT_EQ(Cut(std::string(198, 'a') + "\xc3\xa9z"), std::string(198, 'a') + "\xc3\xa9");
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
