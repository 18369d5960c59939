// The police's feed of incidents, as CSV or GeoJSON. Pure: bytes in, incidents and faults out. Only kind,
// time, place and the source's own number are read; whatever else a feed says is never looked at.
#pragma once

#include <string_view>
#include <vector>

#include "common/csv/rows.hpp"
#include "services/threat-intake/domain/triage/crime.hpp"

namespace watchbell::threat_intake {

inline constexpr std::size_t kFeedBytesMax = 1'000'000;
inline constexpr std::size_t kFeedIncidentsMax = 2'000;
inline constexpr std::size_t kFeedNumberBytesMax = 64;

struct FeedIncident {
  std::string number;
  v1::CrimeIncident::Category category = v1::CrimeIncident::CATEGORY_UNSPECIFIED;
  TimePoint occurred_at;
  Place place;
};
// What could be read, and what could not with its line: at most csv::kRowFaultsMax.
struct Feed {
  std::vector<FeedIncident> incidents;
  std::vector<csv::RowFault> faults;
};

Feed ReadCrimeCsv(std::string_view text);
// A feature's line is the one on which it begins.
Feed ReadCrimeGeoJson(std::string_view text);

}  // namespace watchbell::threat_intake
