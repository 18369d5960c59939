#include "services/threat-intake/crime_feed/crime_feed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace watchbell::threat_intake {
namespace {

using ::testing::HasSubstr;
using v1::CrimeIncident;

const std::string kHeader = "number,category,occurred_at,latitude,longitude,suspect\n";

std::string Feature(const std::string& properties, const std::string& geometry) {
  return R"({"type": "Feature", "properties": {)" + properties + R"(}, "geometry": {)" + geometry + "}}";
}
std::string Collection(const std::string& features) {
  return "{\"type\": \"FeatureCollection\", \"features\": [\n" + features + "\n]}";
}
const std::string kSound =
    R"("number": "26-17", "category": "robbery", "occurred_at": "2026-11-22T08:30:00-05:00")";
const std::string kPoint = R"("type": "Point", "coordinates": [-70.27, 43.66, 12])";

TEST(CrimeCsv, ReadsKindTimeAndPlaceAndNothingElse) {
  const auto feed = ReadCrimeCsv(kHeader + "26-17,robbery,2026-11-22T08:30:00-05:00,43.66,-70.27,John Doe\n");
  ASSERT_EQ(feed.incidents.size(), 1U);
  const auto& incident = feed.incidents.front();
  EXPECT_EQ(incident.number, "26-17");
  EXPECT_EQ(incident.category, CrimeIncident::CATEGORY_ROBBERY);
  EXPECT_EQ(ToRfc3339(incident.occurred_at), "2026-11-22T13:30:00.000Z");
  EXPECT_DOUBLE_EQ(incident.place.longitude, -70.27);
  EXPECT_TRUE(feed.faults.empty());
}

TEST(CrimeCsv, AFaultyRowIsNamedByLineAndColumnAndTheOthersAreTaken) {
  const auto feed = ReadCrimeCsv(kHeader +
                                 "1,robbery,2026-11-22T08:30:00Z,43.66,-70.27,\n"
                                 "2,jaywalking,yesterday,143.66,-70.27,\n"
                                 ",theft,2026-11-22T08:30:00Z,43.66,nan,\n"
                                 "4,theft,2026-11-22T08:30:00Z,43.66,-70.27,\n");
  EXPECT_EQ(feed.incidents.size(), 2U);
  std::vector<std::pair<std::size_t, std::string>> places;
  for (const auto& fault : feed.faults) places.emplace_back(fault.line, fault.column);
  EXPECT_THAT(places, ::testing::ElementsAre(std::pair{3, "category"}, std::pair{3, "occurred_at"},
                                             std::pair{3, "latitude"}, std::pair{4, "number"},
                                             std::pair{4, "longitude"}));
}

TEST(CrimeCsv, AMissingColumnIsNamed) {
  const auto feed = ReadCrimeCsv("number,category\n1,theft\n");
  ASSERT_FALSE(feed.faults.empty());
  EXPECT_EQ(feed.faults.front().line, 1U);
  EXPECT_EQ(feed.faults.front().column, "occurred_at");
}

TEST(CrimeCsv, WhatIsPastTheLimitsIsLeftOutLoudly) {
  std::string many = kHeader;
  for (std::size_t i = 0; i <= kFeedIncidentsMax; ++i)
    many += std::to_string(i) + ",theft,2026-11-22T08:30:00Z,43.66,-70.27,\n";
  const auto feed = ReadCrimeCsv(many);
  EXPECT_EQ(feed.incidents.size(), kFeedIncidentsMax);
  EXPECT_THAT(feed.faults.front().problem, HasSubstr("more than 2,000"));
  EXPECT_THAT(ReadCrimeCsv(std::string(kFeedBytesMax + 1, 'a')).faults.front().problem, HasSubstr("1 MB"));
}

TEST(CrimeGeoJson, ReadsPointsWithTheirProperties) {
  const auto feed = ReadCrimeGeoJson(Collection(
      Feature(kSound, kPoint) + ",\n" +
      Feature(R"("category": "theft", "number": 18, "occurred_at": "2026-11-22T08:30:00Z", "who": "J")",
              kPoint)));
  ASSERT_EQ(feed.incidents.size(), 2U);
  EXPECT_EQ(feed.incidents[0].category, CrimeIncident::CATEGORY_ROBBERY);
  EXPECT_DOUBLE_EQ(feed.incidents[0].place.latitude, 43.66);
  EXPECT_EQ(feed.incidents[1].number, "18");
  EXPECT_TRUE(feed.faults.empty());
}

TEST(CrimeGeoJson, AFaultyFeatureIsNamedByTheLineOnWhichItBegins) {
  const auto feed = ReadCrimeGeoJson(
      Collection(Feature(kSound, kPoint) + ",\n" + Feature(R"("number": "2")", kPoint) + ",\n" +
                 Feature(kSound, R"("type": "LineString", "coordinates": [[-70.27, 43.66], [1, 2]])")));
  EXPECT_EQ(feed.incidents.size(), 1U);
  ASSERT_EQ(feed.faults.size(), 3U);
  EXPECT_EQ(feed.faults[0].line, 3U);
  EXPECT_EQ(feed.faults[0].column, "category");
  EXPECT_EQ(feed.faults[2].line, 4U);
  EXPECT_EQ(feed.faults[2].column, "geometry");
}

TEST(CrimeGeoJson, WhatIsNoJsonIsNamedByItsLineAndWhatCameBeforeIsTaken) {
  const auto feed = ReadCrimeGeoJson("{\"features\": [\n" + Feature(kSound, kPoint) + ",\n oops");
  EXPECT_EQ(feed.incidents.size(), 1U);
  ASSERT_EQ(feed.faults.size(), 1U);
  EXPECT_EQ(feed.faults.front().line, 3U);
}

TEST(CrimeGeoJson, OtherJsonAndDeepJsonEndWithAReason) {
  EXPECT_THAT(ReadCrimeGeoJson("[1, 2]").faults.front().problem, HasSubstr("FeatureCollection"));
  EXPECT_THAT(ReadCrimeGeoJson("").faults.front().problem, HasSubstr("no JSON"));
  EXPECT_THAT(ReadCrimeGeoJson(std::string(10'000, '[')).faults.front().problem, HasSubstr("deeply"));
  EXPECT_FALSE(ReadCrimeGeoJson(std::string(10'000, '{')).faults.empty());
}

}  // namespace
}  // namespace watchbell::threat_intake
