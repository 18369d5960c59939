// CAP's areas: "lat,lon lat,lon ..." in degrees of WGS 84, and "lat,lon radius" in kilometres.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace watchbell::alerting::cap {

struct Point {
  double latitude = 0;
  double longitude = 0;
  bool operator==(const Point&) const = default;
};

// Nothing for a text that is no list of points on the earth.
std::optional<std::vector<Point>> ParsePoints(std::string_view text);
bool IsCircle(std::string_view text);

// Of a closed ring: whether two of its sides cross or touch.
bool CrossesItself(const std::vector<Point>& ring);

}  // namespace watchbell::alerting::cap
