// One incident as a feed writes it, and what is wrong with it.
#pragma once

#include <cmath>
#include <functional>
#include <optional>
#include <string>

#include "services/threat-intake/crime_feed/crime_feed.hpp"

namespace watchbell::threat_intake {

struct FeedRow {
  std::string number;
  std::string category;
  std::string occurred_at;
  double latitude = NAN;  // not a number: none was given
  double longitude = NAN;
};

// Nothing when it has a fault; `fault` hears each by column.
std::optional<FeedIncident> ParseRow(
    const FeedRow& row, const std::function<void(std::string_view column, std::string_view problem)>& fault);

}  // namespace watchbell::threat_intake
