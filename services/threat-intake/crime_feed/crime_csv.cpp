#include <charconv>

#include "services/threat-intake/crime_feed/crime_feed.hpp"
#include "services/threat-intake/crime_feed/row.hpp"

namespace watchbell::threat_intake {
namespace {

double Number(std::string_view text) {
  double number = NAN;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : NAN;
}

}  // namespace

Feed ReadCrimeCsv(std::string_view text) {
  Feed feed;
  csv::FaultList faults;
  if (text.size() > kFeedBytesMax) {
    faults.Add("feed", 0, "", "it is larger than 1 MB");
    return {{}, faults.Take()};
  }
  csv::Rows rows("feed", text, faults);
  if (rows.Open({"number", "category", "occurred_at", "latitude", "longitude"})) {
    while (rows.Next()) {
      if (feed.incidents.size() >= kFeedIncidentsMax) {
        rows.Fault("", "there are more than 2,000 incidents; the rest is left out");
        break;
      }
      const FeedRow row{std::string{rows.Get("number")}, std::string{rows.Get("category")},
                        std::string{rows.Get("occurred_at")}, Number(rows.Get("latitude")),
                        Number(rows.Get("longitude"))};
      const auto incident = ParseRow(
          row, [&](std::string_view column, std::string_view problem) { rows.Fault(column, problem); });
      if (incident) feed.incidents.push_back(*incident);
    }
  }
  feed.faults = faults.Take();
  return feed;
}

}  // namespace watchbell::threat_intake
