#include "services/threat-intake/domain/triage/crime.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::threat_intake {
namespace {

using std::chrono::minutes;
using v1::CrimeAdvice;
using v1::CrimeIncident;

const TimePoint kNoon{std::chrono::seconds{1'800'000'000}};
const Place kSchool{43.6595, -70.2691};

v1::DistrictSettings OneSchool() {
  v1::DistrictSettings settings;
  auto& school = *settings.add_schools();
  school.set_school("lincoln-es");
  school.set_latitude(kSchool.latitude);
  school.set_longitude(kSchool.longitude);
  settings.add_schools()->set_school("nowhere-es");
  return settings;
}
// So far to the north of the school.
CrimeIncident Incident(CrimeIncident::Category category, double metres) {
  return IncidentOf("police", "17", category, kNoon, {kSchool.latitude + metres / 111'195, kSchool.longitude},
                    OneSchool());
}
CrimeAdvice::Suggestion Suggestion(const CrimeIncident& incident, TimePoint now) {
  const auto advice = AdviceFor(incident, incident.nearby(0), now);
  return advice ? advice->suggestion() : CrimeAdvice::SUGGESTION_UNSPECIFIED;
}

TEST(Crime, ADistanceIsThatAlongTheEarth) {
  // New Haven to Hartford, Connecticut: 55.1 km.
  EXPECT_NEAR(MetresBetween({41.3083, -72.9279}, {41.7658, -72.6734}), 55'100, 700);
  EXPECT_NEAR(MetresBetween({0, 179.999}, {0, -179.999}), 222, 1);
  EXPECT_DOUBLE_EQ(MetresBetween(kSchool, kSchool), 0);
}

TEST(Crime, AnIncidentKnowsTheSchoolsNearbyAndKeepsNoDoor) {
  const auto incident = Incident(CrimeIncident::CATEGORY_ROBBERY, 730);
  ASSERT_EQ(incident.nearby_size(), 1);
  EXPECT_EQ(incident.nearby(0).distance_m(), 750);
  EXPECT_DOUBLE_EQ(incident.longitude(), -70.269);
  EXPECT_EQ(Incident(CrimeIncident::CATEGORY_ROBBERY, 5'200).nearby_size(), 0);
}

TEST(Crime, KindDistanceAndAgeDecideTheAdvice) {
  EXPECT_EQ(Suggestion(Incident(CrimeIncident::CATEGORY_SHOOTING, 1'500), kNoon),
            CrimeAdvice::SUGGESTION_SECURE);
  EXPECT_EQ(Suggestion(Incident(CrimeIncident::CATEGORY_SHOOTING, 3'000), kNoon),
            CrimeAdvice::SUGGESTION_HOLD);
  EXPECT_EQ(Suggestion(Incident(CrimeIncident::CATEGORY_SHOOTING, 4'000), kNoon),
            CrimeAdvice::SUGGESTION_UNSPECIFIED);
  EXPECT_EQ(Suggestion(Incident(CrimeIncident::CATEGORY_PURSUIT, 500), kNoon + minutes{30}),
            CrimeAdvice::SUGGESTION_UNSPECIFIED);
  EXPECT_EQ(Suggestion(Incident(CrimeIncident::CATEGORY_VANDALISM, 0), kNoon),
            CrimeAdvice::SUGGESTION_UNSPECIFIED);
}

TEST(Crime, WhatTheFeedSaysOfTheFutureIsNoAdvice) {
  EXPECT_EQ(Suggestion(Incident(CrimeIncident::CATEGORY_SHOOTING, 100), kNoon - minutes{6}),
            CrimeAdvice::SUGGESTION_UNSPECIFIED);
}

TEST(Crime, AWordOfTheFeedIsACategoryOrNone) {
  EXPECT_EQ(CategoryOf("armed_person"), CrimeIncident::CATEGORY_ARMED_PERSON);
  EXPECT_EQ(CategoryOf("Shooting"), CrimeIncident::CATEGORY_SHOOTING);
  EXPECT_EQ(CategoryOf("jaywalking"), CrimeIncident::CATEGORY_UNSPECIFIED);
  EXPECT_EQ(CategoryOf(""), CrimeIncident::CATEGORY_UNSPECIFIED);
}

TEST(Crime, TheSameIncidentTwiceIsOneAndAChangedOneIsNews) {
  const auto incident = Incident(CrimeIncident::CATEGORY_ROBBERY, 100);
  EXPECT_TRUE(std::holds_alternative<v1::CrimeIncidentEvent>(ImportIncident({}, incident)));
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(ImportIncident(incident, incident)));
  auto changed = incident;
  changed.set_category(CrimeIncident::CATEGORY_SHOOTING);
  EXPECT_TRUE(std::holds_alternative<v1::CrimeIncidentEvent>(ImportIncident(incident, changed)));
}

TEST(Crime, AdviceIsListedUntilItExpires) {
  const auto incident = Incident(CrimeIncident::CATEGORY_ROBBERY, 100);
  auto advice = *AdviceFor(incident, incident.nearby(0), kNoon);
  EXPECT_EQ(CrimeAdvices::IndexesOf(advice).front().index, "crime_advice:lincoln-es");
  EXPECT_EQ(CrimeAdvices::DeadlinesOf(advice).front().due, kNoon + minutes{60});
  EXPECT_TRUE(std::holds_alternative<AlreadySo>(CrimeAdvices::Tick(advice, "expire", {.now = kNoon})));
  const auto expired = CrimeAdvices::Tick(advice, "expire", {.now = kNoon + minutes{60}});
  CrimeAdvices::Evolve(advice, std::get<v1::CrimeAdviceEvent>(expired));
  EXPECT_TRUE(CrimeAdvices::IndexesOf(advice).empty());
  EXPECT_TRUE(CrimeAdvices::DeadlinesOf(advice).empty());
}

RC_GTEST_PROP(CrimeProperty, NearerOrYoungerNeverAsksForLess, ()) {
  const auto category =
      static_cast<CrimeIncident::Category>(*rc::gen::inRange(1, int{CrimeIncident::Category_MAX} + 1));
  const int near = *rc::gen::inRange(0, 4'000);
  const int far = near + *rc::gen::inRange(0, 900);
  const auto age = minutes{*rc::gen::inRange(0, 150)};
  const auto older = age + minutes{*rc::gen::inRange(0, 60)};
  RC_ASSERT(Suggestion(Incident(category, near), kNoon + age) >=
            Suggestion(Incident(category, far), kNoon + older));
}

}  // namespace
}  // namespace watchbell::threat_intake
