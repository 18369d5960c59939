#include "services/notification/oneroster/school_codes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "common/names/names.hpp"

namespace watchbell::notification::oneroster {
namespace {

TEST(SchoolCodes, ASlugIsLowerCaseAndWithoutAccents) {
  EXPECT_EQ(Slug("Lincoln Elementary School"), "lincoln-elementary-school");
  EXPECT_EQ(Slug("  St. Mary's -- \xc3\x89"
                 "cole No. 5 "),
            "st-marys-ecole-no-5");
  EXPECT_EQ(Slug("A Very Long Name For A School Of Many Words"), "a-very-long-name-for-a-school-of");
  EXPECT_EQ(Slug("\xe5\xad\xa6\xe6\xa0\xa1"), "");
}

TEST(SchoolCodes, AValidIdentifierIsTheCode) {
  EXPECT_THAT(
      SchoolCodes({{"s1", "Lincoln Elementary School", "lincoln-es"}, {"s2", "Maple School", "Not Valid!"}}),
      ::testing::ElementsAre("lincoln-es", "maple-school"));
}

TEST(SchoolCodes, TheDistrictsOwnTokenIsNeverASchool) {
  const auto codes = SchoolCodes({{"s1", "District", "district"}});
  EXPECT_THAT(codes, ::testing::ElementsAre(::testing::MatchesRegex("district-[0-9a-f]{6}")));
}

TEST(SchoolCodes, ANameWithoutLettersStillGetsACode) {
  EXPECT_THAT(SchoolCodes({{"s1", "\xe5\xad\xa6\xe6\xa0\xa1", ""}}),
              ::testing::ElementsAre(::testing::MatchesRegex("school-[0-9a-f]{6}")));
}

RC_GTEST_PROP(SchoolCodes, CodesAreValidUniqueAndIndependentOfTheOrder, ()) {
  std::vector<SchoolName> schools;
  const int count = *rc::gen::inRange(1, 30);
  for (int i = 0; i < count; ++i)
    schools.push_back({"org-" + std::to_string(i),
                       *rc::gen::element<std::string>("Maple", "Oak Hill", "District", "\xc3\x89"), ""});
  const auto codes = SchoolCodes(schools);
  for (const auto& code : codes) RC_ASSERT(names::IsSchoolCode(code) && code != names::kDistrict);
  RC_ASSERT(std::set<std::string>(codes.begin(), codes.end()).size() == codes.size());
  std::vector<SchoolName> reversed(schools.rbegin(), schools.rend());
  const auto again = SchoolCodes(reversed);
  RC_ASSERT(std::vector<std::string>(again.rbegin(), again.rend()) == codes);
}

}  // namespace
}  // namespace watchbell::notification::oneroster
