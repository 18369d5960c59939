#include "services/alerting/domain/cap/rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/alerting/domain/cap/cap_test_support.hpp"
#include "services/alerting/domain/cap/geometry.hpp"
#include "services/alerting/domain/cap/vocabulary.hpp"

namespace watchbell::alerting::cap {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::CapAlert Good() {
  return testing::Incidents()
      .Act(v1::ACTION_HOLD)
      .Act(v1::ACTION_LOCKDOWN)
      .Documents(testing::District())
      .back();
}
std::vector<std::string> Said(const v1::CapAlert& alert) {
  std::vector<std::string> said;
  for (const auto& problem : ProblemsOf(alert)) said.push_back(problem.path + " " + problem.reason);
  return said;
}

struct Spoilt {
  const char* name;
  void (*spoil)(v1::CapAlert&);
  const char* said;
};
class CapRules : public ::testing::TestWithParam<Spoilt> {};

TEST_P(CapRules, NameWhatIsWrongAndWhere) {
  auto alert = Good();
  ASSERT_THAT(Said(alert), IsEmpty());
  GetParam().spoil(alert);
  EXPECT_THAT(Said(alert), ElementsAre(GetParam().said));
}

constexpr char kBow[] = "1,1 2,2 2,1 1,2 1,1";

INSTANTIATE_TEST_SUITE_P(
    Each, CapRules,
    ::testing::Values(
        Spoilt{"Identifier", [](auto& a) { a.set_identifier("a b"); }, "identifier NAME_MALFORMED"},
        Spoilt{"Sender", [](auto& a) { a.set_sender("a&b"); }, "sender NAME_MALFORMED"},
        Spoilt{"Zulu", [](auto& a) { a.set_sent("2027-01-15T08:00:02Z"); }, "sent TIME_MALFORMED"},
        Spoilt{"Status", [](auto& a) { a.set_status("actual"); }, "status WORD_UNKNOWN"},
        Spoilt{"Restriction", [](auto& a) { a.clear_restriction(); }, "restriction RESTRICTION_MISPLACED"},
        Spoilt{"RestrictionOfPublic", [](auto& a) { a.set_scope("Public"); },
               "restriction RESTRICTION_MISPLACED"},
        Spoilt{"Addresses",
               [](auto& a) {
                 a.set_scope("Private");
                 a.clear_restriction();
               },
               "addresses ADDRESSES_MISSING"},
        Spoilt{"Exercise", [](auto& a) { a.set_status("Exercise"); }, "note EXERCISE_UNNAMED"},
        Spoilt{"NoReferences", [](auto& a) { a.clear_references(); }, "references REFERENCES_MISSING"},
        Spoilt{"BadReference", [](auto& a) { a.mutable_references(0)->clear_sender(); },
               "references REFERENCE_MALFORMED"},
        Spoilt{"Itself", [](auto& a) { a.mutable_references(0)->set_identifier(a.identifier()); },
               "references REFERENCE_CIRCULAR"},
        Spoilt{"Later", [](auto& a) { a.mutable_references(0)->set_sent("2027-01-15T03:00:03-05:00"); },
               "references REFERENCE_LATER"},
        Spoilt{"Html", [](auto& a) { a.mutable_infos(1)->set_headline("<b>now</b>"); },
               "info[1].headline MARKUP"},
        Spoilt{"Entity", [](auto& a) { a.mutable_infos(0)->set_description("a&nbsp;b"); },
               "info[0].description MARKUP"},
        Spoilt{"Urgency", [](auto& a) { a.mutable_infos(0)->clear_urgency(); },
               "info[0].urgency WORD_UNKNOWN"},
        Spoilt{"Language", [](auto& a) { a.mutable_infos(0)->set_language("en_US"); },
               "info[0].language LANGUAGE_MALFORMED"},
        Spoilt{"AreaDesc", [](auto& a) { a.mutable_infos(0)->mutable_areas(0)->clear_area_desc(); },
               "info[0].area[0].areaDesc ELEMENT_MISSING"},
        Spoilt{"Open",
               [](auto& a) { a.mutable_infos(0)->mutable_areas(0)->set_polygons(0, "1,1 2,2 3,1 1,2"); },
               "info[0].area[0].polygon[0] POLYGON_OPEN"},
        Spoilt{"Crossed", [](auto& a) { a.mutable_infos(0)->mutable_areas(0)->set_polygons(0, kBow); },
               "info[0].area[0].polygon[0] POLYGON_CROSSED"},
        Spoilt{"OffTheEarth",
               [](auto& a) { a.mutable_infos(0)->mutable_areas(0)->set_polygons(0, "91,0 0,1 0,0 91,0"); },
               "info[0].area[0].polygon[0] POLYGON_MALFORMED"},
        Spoilt{"Circle", [](auto& a) { a.mutable_infos(0)->mutable_areas(0)->add_circles("1,1"); },
               "info[0].area[0].circle[0] CIRCLE_MALFORMED"}),
    [](const auto& test) { return std::string{test.param.name}; });

TEST(CapTime, IsWrittenWithAnOffsetAndReadBack) {
  using namespace std::chrono_literals;
  EXPECT_EQ(ToCapTime(testing::kNow, -5h), "2027-01-15T03:00:00-05:00");
  EXPECT_EQ(ToCapTime(testing::kNow, 5h + 30min), "2027-01-15T13:30:00+05:30");
  EXPECT_EQ(ToCapTime(testing::kNow, 0s), "2027-01-15T08:00:00+00:00");
  for (const auto offset : {-5h, 0h, 14h})
    EXPECT_EQ(FromCapTime(ToCapTime(testing::kNow, offset)), testing::kNow);
}

TEST(CapTime, RefusesWhatIsNoMoment) {
  for (const auto* text :
       {"", "2027-01-15T08:00:00Z", "2027-02-30T08:00:00+00:00", "2027-01-15T24:00:00+00:00",
        "2027-01-15T08:00:60+00:00", "2027-01-15T08:00:00+15:00", "2027-01-15 08:00:00+00:00",
        "2027-01-15T08:00:0x+00:00", "0000-01-15T08:00:00+00:00"}) {
    EXPECT_FALSE(FromCapTime(text)) << text;
  }
}

TEST(CapPolygon, OneWhoseSidesTouchCrossesItself) {
  EXPECT_FALSE(CrossesItself(*ParsePoints("0,0 0,2 2,2 2,0 0,0")));
  EXPECT_TRUE(CrossesItself(*ParsePoints(kBow)));
  EXPECT_TRUE(CrossesItself(*ParsePoints("0,0 0,4 4,4 0,2 4,0 0,0")));  // a corner on another side
  EXPECT_FALSE(ParsePoints("1,1 nan,2"));
  EXPECT_FALSE(ParsePoints("1,1,"));
  EXPECT_TRUE(ParsePoints(" +1.5,-2 \n 2,2 "));
}

}  // namespace
}  // namespace watchbell::alerting::cap
