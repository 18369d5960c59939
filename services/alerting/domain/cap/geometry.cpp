#include "services/alerting/domain/cap/geometry.hpp"

#include <algorithm>
#include <charconv>

namespace watchbell::alerting::cap {
namespace {

std::optional<double> NumberOf(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<Point> PointOf(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) return std::nullopt;
  const auto latitude = NumberOf(text.substr(0, comma));
  const auto longitude = NumberOf(text.substr(comma + 1));
  // Written so that what is no number fails too.
  if (!latitude || !longitude || !(*latitude >= -90 && *latitude <= 90) ||
      !(*longitude >= -180 && *longitude <= 180))
    return std::nullopt;
  return Point{*latitude, *longitude};
}

bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

// The next word, taken off the front of `text`; empty at its end.
std::string_view TakeWord(std::string_view& text) {
  const auto begin = std::find_if_not(text.begin(), text.end(), IsSpace);
  const auto end = std::find_if(begin, text.end(), IsSpace);
  const auto word =
      text.substr(static_cast<std::size_t>(begin - text.begin()), static_cast<std::size_t>(end - begin));
  text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
  return word;
}

// On which side of the line from `a` to `b` lies `c`.
int Side(const Point& a, const Point& b, const Point& c) {
  const double cross = (b.longitude - a.longitude) * (c.latitude - a.latitude) -
                       (b.latitude - a.latitude) * (c.longitude - a.longitude);
  return cross > 0 ? 1 : cross < 0 ? -1 : 0;
}

bool Between(const Point& a, const Point& b, const Point& c) {
  return c.latitude >= std::min(a.latitude, b.latitude) && c.latitude <= std::max(a.latitude, b.latitude) &&
         c.longitude >= std::min(a.longitude, b.longitude) &&
         c.longitude <= std::max(a.longitude, b.longitude);
}

bool Meet(const Point& a, const Point& b, const Point& c, const Point& d) {
  const int c_side = Side(a, b, c), d_side = Side(a, b, d), a_side = Side(c, d, a), b_side = Side(c, d, b);
  if (c_side * d_side < 0 && a_side * b_side < 0) return true;
  return (c_side == 0 && Between(a, b, c)) || (d_side == 0 && Between(a, b, d)) ||
         (a_side == 0 && Between(c, d, a)) || (b_side == 0 && Between(c, d, b));
}

}  // namespace

std::optional<std::vector<Point>> ParsePoints(std::string_view text) {
  std::vector<Point> points;
  for (auto word = TakeWord(text); !word.empty(); word = TakeWord(text)) {
    const auto point = PointOf(word);
    if (!point) return std::nullopt;
    points.push_back(*point);
  }
  return points;
}

bool IsCircle(std::string_view text) {
  const auto centre = PointOf(TakeWord(text));
  const auto radius = NumberOf(TakeWord(text));
  return centre && radius && *radius >= 0 && TakeWord(text).empty();
}

bool CrossesItself(const std::vector<Point>& ring) {
  const std::size_t sides = ring.empty() ? 0 : ring.size() - 1;
  for (std::size_t i = 0; i < sides; ++i) {
    for (std::size_t j = i + 2; j < sides; ++j) {
      if (i == 0 && j == sides - 1) continue;  // neighbours over the closing point
      if (Meet(ring[i], ring[i + 1], ring[j], ring[j + 1])) return true;
    }
  }
  return false;
}

}  // namespace watchbell::alerting::cap
