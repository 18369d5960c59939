// Whatever a feed sends, reading ends within its limits, and every incident that is taken is sound.
#include <cstdint>
#include <cstdlib>

#include "services/threat-intake/crime_feed/crime_feed.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace watchbell::threat_intake;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  for (const auto& feed : {ReadCrimeCsv(text), ReadCrimeGeoJson(text)}) {
    if (feed.incidents.size() > kFeedIncidentsMax || feed.faults.size() > watchbell::csv::kRowFaultsMax)
      std::abort();
    for (const auto& incident : feed.incidents) {
      const bool on_earth = incident.place.latitude >= -90 && incident.place.latitude <= 90 &&
                            incident.place.longitude >= -180 && incident.place.longitude <= 180;
      if (incident.number.empty() || !on_earth) std::abort();
    }
  }
  return 0;
}
