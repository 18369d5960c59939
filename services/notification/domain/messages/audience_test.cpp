#include "services/notification/domain/messages/audience.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "services/notification/domain/messages/test_district.hpp"

namespace watchbell::notification {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using v1::AudiencePart;

constexpr auto kStaff = AudiencePart::PEOPLE_STAFF;
constexpr auto kFamilies = AudiencePart::PEOPLE_FAMILIES;
constexpr auto kBoth = AudiencePart::PEOPLE_STAFF_AND_FAMILIES;
constexpr auto kOnSite = AudiencePart::PEOPLE_ON_SITE;
constexpr auto kSchool = AudiencePart::SCOPE_SCHOOL;

std::vector<std::string> Ids(const Result<ToldById>& told) {
  std::vector<std::string> ids;
  if (!told) return {told.error().reason};
  for (const auto& [id, one] : *told) ids.push_back(id);
  return ids;
}
std::vector<std::string> ToldBy(const v1::Audience& audience, const std::string& school = "lincoln",
                                bool whereabouts = false, const TestDistrict& district = {}) {
  return Ids(Resolve(audience, school, whereabouts, district));
}

TEST(Audience, EachScopeMeansItsPeople) {
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kStaff)})), ElementsAre("aide", "teacher"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kFamilies)})), ElementsAre("father", "mother", "other"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kOnSite)})), ElementsAre("aide", "teacher", "visit"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(AudiencePart::SCOPE_CLASS, kBoth, "maths")})),
              ElementsAre("father", "mother", "teacher"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(AudiencePart::SCOPE_BUS, kBoth, "bus-12")})),
              ElementsAre("aide", "other"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(AudiencePart::SCOPE_ROLE, kStaff, "aide")})), ElementsAre("aide"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(AudiencePart::SCOPE_HOUSEHOLD, kFamilies, "ana")})),
              ElementsAre("father", "mother"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(AudiencePart::SCOPE_INCIDENT, kStaff, "incident")})),
              ElementsAre("aide", "teacher"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(AudiencePart::SCOPE_NEIGHBOURS, kStaff)})), ElementsAre("coach"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kStaff, "", "district")}), "district"),
              ElementsAre("aide", "coach", "teacher"));
}

TEST(Audience, PartsAreJoinedAndExcludedOnesAreLeftOut) {
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kBoth)}, {Part(AudiencePart::SCOPE_BUS, kBoth, "bus-12")})),
              ElementsAre("father", "mother", "teacher"));
}

TEST(Audience, AMessageOfOneSchoolNeverReachesAnother) {
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kFamilies, "", "roosevelt")})), ElementsAre("WRONG_SCHOOL"));
  TestDistrict district;
  district.affected = {"roosevelt"};
  EXPECT_THAT(
      ToldBy(AudienceOf({Part(AudiencePart::SCOPE_INCIDENT, kBoth, "incident")}), "lincoln", false, district),
      ElementsAre("WRONG_SCHOOL"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(AudiencePart::SCOPE_HOUSEHOLD, kBoth, "cleo")})),
              ElementsAre("AUDIENCE_PART_UNKNOWN"));
}

TEST(Audience, WhoHasChildrenAtTwoSchoolsIsToldOnceAboutBoth) {
  const auto told = Resolve(
      AudienceOf({Part(kSchool, kFamilies, "", "lincoln"), Part(kSchool, kFamilies, "", "roosevelt")}),
      "district", false, TestDistrict{});
  ASSERT_TRUE(told);
  EXPECT_EQ(told->size(), 3U);
  EXPECT_THAT(told->at("mother").schools, ElementsAre("lincoln", "roosevelt"));
  EXPECT_THAT(told->at("other").schools, ElementsAre("lincoln"));
}

TEST(Audience, TwoWhoShareEveryAddressReadItOnce) {
  TestDistrict district;
  for (auto& person : district.people)
    if (person.id() == "father" || person.id() == "mother") person.set_email("home@example.com");
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kFamilies)}), "lincoln", false, district),
              ElementsAre("father", "other"));
}

TEST(Audience, WhoIsBarredHearsNothingOfWhereTheChildIs) {
  TestDistrict district;
  district.bars = {{"ana", "father"}};
  const auto families = AudienceOf({Part(kSchool, kFamilies)});
  EXPECT_THAT(ToldBy(families, "lincoln", true, district), ElementsAre("mother", "other"));
  EXPECT_THAT(ToldBy(families, "lincoln", false, district), ElementsAre("father", "mother", "other"));
  // About the other child, for whom there is no bar.
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kFamilies, "", "roosevelt")}), "district", true, district),
              ElementsAre("father", "mother"));
}

TEST(Audience, NeighboursGetAMessageOfTheirOwn) {
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, kStaff), Part(AudiencePart::SCOPE_NEIGHBOURS, kStaff)})),
              ElementsAre("NEIGHBOURS_STAND_ALONE"));
}

TEST(Audience, ATestListHasNoWayToFamilies) {
  v1::TestList list;
  list.set_school("lincoln");
  for (const auto& person : TestDistrict{}.people) list.add_staff_ids(person.id());
  EXPECT_THAT(Ids(ResolveTest(list, TestDistrict{})), ElementsAre("aide", "coach", "teacher"));
}

TEST(Audience, WhatIsNotThereIsRefused) {
  EXPECT_THAT(ToldBy(AudienceOf({})), ElementsAre("AUDIENCE_MALFORMED"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(AudiencePart::SCOPE_CLASS, kBoth, "none")})),
              ElementsAre("AUDIENCE_PART_UNKNOWN"));
  EXPECT_THAT(ToldBy(AudienceOf({Part(kSchool, AudiencePart::PEOPLE_UNSPECIFIED)})),
              ElementsAre("PEOPLE_MISSING"));
}

TEST(Audience, ThePreviewCountsBySchoolLanguageAndChannel) {
  const auto preview = PreviewOf(
      *Resolve(AudienceOf({Part(kSchool, kBoth), Part(kSchool, kOnSite)}), "lincoln", false, TestDistrict{}));
  EXPECT_EQ(preview.recipients(), 6);
  EXPECT_EQ(preview.staff(), 2);
  EXPECT_EQ(preview.family_members(), 3);
  EXPECT_EQ(preview.visitors(), 1);
  ASSERT_EQ(preview.channels_size(), 1);
  EXPECT_EQ(preview.channels(0).recipients(), 5);
}

TEST(Audience, TheTypedNameMustBeTheSchools) {
  EXPECT_TRUE(IsTypedName(" lincoln  elementary school", "Lincoln Elementary School"));
  EXPECT_FALSE(IsTypedName("Roosevelt Middle School", "Lincoln Elementary School"));
  EXPECT_FALSE(IsTypedName("", ""));
}

AudiencePart AnyPart() {
  const auto scope = *rc::gen::element(kSchool, AudiencePart::SCOPE_CLASS, AudiencePart::SCOPE_BUS,
                                       AudiencePart::SCOPE_HOUSEHOLD, AudiencePart::SCOPE_INCIDENT);
  const std::map<AudiencePart::Scope, std::string> refs{{AudiencePart::SCOPE_CLASS, "maths"},
                                                        {AudiencePart::SCOPE_BUS, "bus-12"},
                                                        {AudiencePart::SCOPE_HOUSEHOLD, "ana"},
                                                        {AudiencePart::SCOPE_INCIDENT, "incident"}};
  const auto ref = refs.find(scope);
  return Part(scope, *rc::gen::element(kStaff, kFamilies, kBoth, kOnSite),
              ref == refs.end() ? "" : ref->second);
}
std::vector<AudiencePart> AnyParts() {
  std::vector<AudiencePart> parts{AnyPart()};
  for (int more = *rc::gen::inRange(0, 3); more > 0; --more) parts.push_back(AnyPart());
  return parts;
}

// N3: whatever the closing message asks for, everybody who had the opening has it, too.
RC_GTEST_PROP(AudienceProperty, TheClosingReachesEverybodyOfTheOpening, ()) {
  const auto opening = AudienceOf(AnyParts(), {AnyPart()});
  const auto closing = AtLeast(opening, AudienceOf(AnyParts(), {AnyPart()}));
  const auto first = ToldBy(opening);
  RC_ASSERT(testing::Matches(IsSupersetOf(first))(ToldBy(closing)));
}

}  // namespace
}  // namespace watchbell::notification
