// Crimes near schools: which schools an incident concerns, and what each may want to do. Pure functions; row
// 35 of domain.md. Advice acts never: a person decides.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/threat_intake/v1/crime.pb.h"
#include "watchbell/threat_intake/v1/routing.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kNearbyMetresMax = 5'000;
inline constexpr int kNearbySchoolsMax = 20;
inline constexpr std::chrono::minutes kFeedClockSkewMax{5};  // between the feed's clock and ours

struct CrimeIncidents {
  using State = v1::CrimeIncident;
  using Event = v1::CrimeIncidentEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "crime-incident";

  static void Evolve(State& incident, const Event& event);
  // crimes:<school> for each school nearby, by when it occurred.
  static Indexes IndexesOf(const State& incident);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& incident);
};

struct CrimeAdvices {
  using State = v1::CrimeAdvice;
  using Event = v1::CrimeAdviceEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "crime-advice";

  static void Evolve(State& advice, const Event& event);
  // crime_advice:<school> until it expires.
  static Indexes IndexesOf(const State& advice);
  static Deadlines DeadlinesOf(const State& advice);
  static Decision<Event> Tick(const State& advice, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& advice);
};

struct Place {
  double latitude = 0;
  double longitude = 0;
};
// Along the earth's surface.
double MetresBetween(const Place& one, const Place& other);

// The lower-case name of the contract: "armed_person". Unspecified for any other word.
v1::CrimeIncident::Category CategoryOf(std::string_view word);

// With its id, its place rounded, and the schools nearby. `number`: the source's own.
v1::CrimeIncident IncidentOf(const std::string& source, const std::string& number,
                             v1::CrimeIncident::Category category, TimePoint occurred_at, const Place& place,
                             const v1::DistrictSettings& district);

// What a school at this distance may want to do now; nothing: nothing, or the incident is too old.
std::optional<v1::CrimeAdvice> AdviceFor(const v1::CrimeIncident& incident, const v1::NearbySchool& school,
                                         TimePoint now);

Decision<v1::CrimeIncidentEvent> ImportIncident(const v1::CrimeIncident& state,
                                                const v1::CrimeIncident& incident);
Decision<v1::CrimeAdviceEvent> IssueAdvice(const v1::CrimeAdvice& state, const v1::CrimeAdvice& advice);

}  // namespace watchbell::threat_intake
