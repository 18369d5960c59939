#include "services/threat-intake/domain/triage/crime.hpp"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "common/id/id.hpp"

namespace watchbell::threat_intake {
namespace {

using std::chrono::minutes;
using v1::CrimeAdvice;
using v1::CrimeIncident;

constexpr char kExpire[] = "expire";
constexpr char kOccurred[] = "occurred";            // a kind of the district's periods
constexpr double kEarthRadiusMetres = 6'371'008.8;  // mean radius, WGS 84
constexpr double kPlacesRounded = 1'000;            // to a thousandth of a degree
constexpr int kDistanceRounded = 50;                // metres; the place is a block

struct Row {
  CrimeIncident::Category category;
  int within_metres;
  minutes within;
  CrimeAdvice::Suggestion suggestion;
};
// design: what may come in from outside asks for SECURE near by; farther off, or where only a corridor of
// onlookers is to be feared, for HOLD. The first that fits; what fits none is only listed.
constexpr std::array<Row, 11> kAdvice{{
    {CrimeIncident::CATEGORY_SHOOTING, 1'600, minutes{120}, CrimeAdvice::SUGGESTION_SECURE},
    {CrimeIncident::CATEGORY_SHOOTING, 3'200, minutes{60}, CrimeAdvice::SUGGESTION_HOLD},
    {CrimeIncident::CATEGORY_ARMED_PERSON, 1'600, minutes{60}, CrimeAdvice::SUGGESTION_SECURE},
    {CrimeIncident::CATEGORY_ARMED_PERSON, 3'200, minutes{30}, CrimeAdvice::SUGGESTION_HOLD},
    {CrimeIncident::CATEGORY_PURSUIT, 1'600, minutes{30}, CrimeAdvice::SUGGESTION_SECURE},
    {CrimeIncident::CATEGORY_ROBBERY, 800, minutes{60}, CrimeAdvice::SUGGESTION_SECURE},
    {CrimeIncident::CATEGORY_ROBBERY, 1'600, minutes{30}, CrimeAdvice::SUGGESTION_HOLD},
    {CrimeIncident::CATEGORY_ASSAULT, 400, minutes{60}, CrimeAdvice::SUGGESTION_SECURE},
    {CrimeIncident::CATEGORY_ASSAULT, 800, minutes{30}, CrimeAdvice::SUGGESTION_HOLD},
    {CrimeIncident::CATEGORY_BURGLARY, 400, minutes{30}, CrimeAdvice::SUGGESTION_HOLD},
    {CrimeIncident::CATEGORY_DRUGS, 200, minutes{30}, CrimeAdvice::SUGGESTION_HOLD},
}};

double Radians(double degrees) { return degrees * std::numbers::pi / 180; }
double Rounded(double degrees) { return std::round(degrees * kPlacesRounded) / kPlacesRounded; }
double ScoreOf(const google::protobuf::Timestamp& at) {
  return static_cast<double>(FromProto(at).time_since_epoch().count());
}

}  // namespace

double MetresBetween(const Place& one, const Place& other) {
  const double across = std::sin(Radians(other.latitude - one.latitude) / 2);
  const double along = std::sin(Radians(other.longitude - one.longitude) / 2);
  const double half_chord =
      across * across + std::cos(Radians(one.latitude)) * std::cos(Radians(other.latitude)) * along * along;
  return 2 * kEarthRadiusMetres * std::asin(std::min(1.0, std::sqrt(half_chord)));
}

CrimeIncident::Category CategoryOf(std::string_view word) {
  std::string name = "CATEGORY_";
  for (const char letter : word)
    name += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  CrimeIncident::Category category{};
  return CrimeIncident::Category_Parse(name, &category) ? category : CrimeIncident::CATEGORY_UNSPECIFIED;
}

CrimeIncident IncidentOf(const std::string& source, const std::string& number,
                         CrimeIncident::Category category, TimePoint occurred_at, const Place& place,
                         const v1::DistrictSettings& district) {
  CrimeIncident incident;
  incident.set_id(id::Derive("crime-incident", source + " " + number));
  incident.set_source(source);
  incident.set_category(category);
  *incident.mutable_occurred_at() = ToProto(occurred_at);
  incident.set_latitude(Rounded(place.latitude));
  incident.set_longitude(Rounded(place.longitude));
  std::vector<std::pair<double, const v1::SchoolSettings*>> near;
  for (const auto& school : district.schools()) {
    if (school.latitude() == 0 && school.longitude() == 0) continue;
    const auto metres = MetresBetween(place, {school.latitude(), school.longitude()});
    if (metres <= kNearbyMetresMax) near.emplace_back(metres, &school);
  }
  std::sort(near.begin(), near.end());
  if (near.size() > kNearbySchoolsMax) near.resize(kNearbySchoolsMax);
  for (const auto& [metres, school] : near) {
    auto& nearby = *incident.add_nearby();
    nearby.set_school(school->school());
    nearby.set_distance_m(static_cast<int>(std::lround(metres / kDistanceRounded)) * kDistanceRounded);
  }
  return incident;
}

std::optional<CrimeAdvice> AdviceFor(const CrimeIncident& incident, const v1::NearbySchool& school,
                                     TimePoint now) {
  const auto occurred = FromProto(incident.occurred_at());
  for (const auto& row : kAdvice) {
    if (row.category != incident.category() || school.distance_m() > row.within_metres ||
        now >= occurred + row.within || occurred > now + kFeedClockSkewMax)
      continue;
    CrimeAdvice advice;
    advice.set_id(id::Derive("crime-advice", incident.id() + " " + school.school()));
    advice.set_school(school.school());
    advice.set_incident_id(incident.id());
    advice.set_source(incident.source());
    advice.set_category(incident.category());
    advice.set_distance_m(school.distance_m());
    *advice.mutable_occurred_at() = incident.occurred_at();
    advice.set_suggestion(row.suggestion);
    *advice.mutable_expires_at() = ToProto(occurred + row.within);
    return advice;
  }
  return std::nullopt;
}

Decision<v1::CrimeIncidentEvent> ImportIncident(const CrimeIncident& state, const CrimeIncident& incident) {
  if (google::protobuf::util::MessageDifferencer::Equals(state, incident)) return AlreadySo{};
  v1::CrimeIncidentEvent event;
  *event.mutable_imported()->mutable_incident() = incident;
  return event;
}

Decision<v1::CrimeAdviceEvent> IssueAdvice(const CrimeAdvice& state, const CrimeAdvice& advice) {
  if (google::protobuf::util::MessageDifferencer::Equals(state, advice)) return AlreadySo{};
  v1::CrimeAdviceEvent event;
  *event.mutable_issued()->mutable_advice() = advice;
  return event;
}

void CrimeIncidents::Evolve(CrimeIncident& incident, const v1::CrimeIncidentEvent& event) {
  switch (event.fact_case()) {
    case v1::CrimeIncidentEvent::kImported: incident = event.imported().incident(); return;
    case v1::CrimeIncidentEvent::FACT_NOT_SET: return;
  }
}

Indexes CrimeIncidents::IndexesOf(const CrimeIncident& incident) {
  Indexes indexes;
  for (const auto& school : incident.nearby())
    indexes.push_back({"crimes:" + school.school(), ScoreOf(incident.occurred_at())});
  return indexes;
}

void CrimeAdvices::Evolve(CrimeAdvice& advice, const v1::CrimeAdviceEvent& event) {
  switch (event.fact_case()) {
    case v1::CrimeAdviceEvent::kIssued: advice = event.issued().advice(); return;
    case v1::CrimeAdviceEvent::kExpired: advice.set_expired(true); return;
    case v1::CrimeAdviceEvent::FACT_NOT_SET: return;
  }
}

Indexes CrimeAdvices::IndexesOf(const CrimeAdvice& advice) {
  if (advice.expired()) return {};
  return {{"crime_advice:" + advice.school(), ScoreOf(advice.occurred_at())}};
}

Deadlines CrimeAdvices::DeadlinesOf(const CrimeAdvice& advice) {
  if (advice.expired() || !advice.has_expires_at()) return {};
  return {{kExpire, FromProto(advice.expires_at())}};
}

Decision<v1::CrimeAdviceEvent> CrimeAdvices::Tick(const CrimeAdvice& advice, const std::string& what,
                                                  const Context& context) {
  if (what != kExpire || advice.expired() || FromProto(advice.expires_at()) > context.now) return AlreadySo{};
  v1::CrimeAdviceEvent event;
  event.mutable_expired();
  return event;
}

std::optional<retention::Span> CrimeIncidents::RetentionOf(const CrimeIncident& incident) {
  return retention::Span{kOccurred, FromProto(incident.occurred_at())};
}
std::optional<retention::Span> CrimeAdvices::RetentionOf(const CrimeAdvice& advice) {
  return retention::Span{kOccurred, FromProto(advice.occurred_at())};
}

}  // namespace watchbell::threat_intake
