#include <iterator>
#include <nlohmann/json.hpp>

#include "services/threat-intake/crime_feed/crime_feed.hpp"
#include "services/threat-intake/crime_feed/row.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr std::size_t kDepthMax = 32;
constexpr std::size_t kFeatureDepth = 3;  // a member of {"features": [ { } ] }

// Reads bytes and counts their lines.
class LineCounter {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  LineCounter(const char* at, std::size_t* line) : at_(at), line_(line) {}
  const char& operator*() const { return *at_; }
  LineCounter& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  LineCounter operator++(int) {
    auto before = *this;
    ++*this;
    return before;
  }
  bool operator==(const LineCounter& other) const { return at_ == other.at_; }
  bool operator!=(const LineCounter& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  std::size_t* line_;
};

// Takes a FeatureCollection apart as it is read; never holds more than one feature.
class Features : public nlohmann::json_sax<nlohmann::json> {
 public:
  Features(Feed& feed, csv::FaultList& faults, const std::size_t& line)
      : feed_(feed), faults_(faults), line_(line) {}

  bool null() override { return Value(); }
  bool boolean(bool) override { return Value(); }
  bool number_integer(number_integer_t number) override { return Number(static_cast<double>(number)); }
  bool number_unsigned(number_unsigned_t number) override {
    if (InProperties() && path_.back() == "number") row_.number = std::to_string(number);
    return Number(static_cast<double>(number));
  }
  bool number_float(number_float_t number, const string_t&) override { return Number(number); }
  bool binary(binary_t&) override { return Value(); }
  bool string(string_t& text) override {
    if (InProperties()) {
      if (path_.back() == "number") row_.number = text;
      if (path_.back() == "category") row_.category = text;
      if (path_.back() == "occurred_at") row_.occurred_at = text;
    }
    if (InFeature("geometry") && path_.back() == "type") point_ = text == "Point";
    return Value();
  }
  bool start_object(std::size_t) override {
    if (AtFeature()) {
      row_ = {};
      point_ = false;
      starts_on_ = line_;
    }
    path_.emplace_back();
    return path_.size() <= kDepthMax || TooDeep();
  }
  bool key(string_t& name) override {
    path_.back() = name;
    return true;
  }
  bool end_object() override {
    path_.pop_back();
    return !AtFeature() || Take();
  }
  bool start_array(std::size_t) override {
    if (InCoordinates(kFeatureDepth + 1)) coordinate_ = 0;
    path_.emplace_back("[]");
    return path_.size() <= kDepthMax || TooDeep();
  }
  bool end_array() override {
    path_.pop_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    faults_.Add("feed", line_, "", "it is no JSON from here on");
    return false;
  }

 private:
  // Names from the outermost object inwards: "features", "[]", then those of the feature.
  bool AtFeature() const { return path_.size() == 2 && path_[0] == "features" && path_[1] == "[]"; }
  bool InFeature(std::string_view member) const {
    return path_.size() == kFeatureDepth + 1 && path_[0] == "features" && path_[1] == "[]" &&
           path_[2] == member;
  }
  bool InProperties() const { return InFeature("properties"); }
  bool InCoordinates(std::size_t depth) const {
    return path_.size() == depth && path_[0] == "features" && path_[1] == "[]" && path_[2] == "geometry" &&
           path_[3] == "coordinates";
  }
  static bool Value() { return true; }
  bool Number(double number) {
    if (InCoordinates(kFeatureDepth + 2)) {
      if (coordinate_ == 0) row_.longitude = number;
      if (coordinate_ == 1) row_.latitude = number;
      ++coordinate_;
    }
    return true;
  }
  bool TooDeep() {
    faults_.Add("feed", line_, "", "it is nested too deeply");
    return false;
  }
  bool Take() {
    if (feed_.incidents.size() >= kFeedIncidentsMax) {
      faults_.Add("feed", starts_on_, "", "there are more than 2,000 incidents; the rest is left out");
      return false;
    }
    const auto fault = [&](std::string_view column, std::string_view problem) {
      faults_.Add("feed", starts_on_, column, problem);
    };
    if (!point_) {
      fault("geometry", "a Point is needed");
    } else if (const auto incident = ParseRow(row_, fault)) {
      feed_.incidents.push_back(*incident);
    }
    return !faults_.full();
  }

  Feed& feed_;
  csv::FaultList& faults_;
  const std::size_t& line_;
  std::vector<std::string> path_;
  FeedRow row_;
  bool point_ = false;
  int coordinate_ = 0;
  std::size_t starts_on_ = 1;
};

}  // namespace

Feed ReadCrimeGeoJson(std::string_view text) {
  Feed feed;
  csv::FaultList faults;
  if (text.size() > kFeedBytesMax) {
    faults.Add("feed", 0, "", "it is larger than 1 MB");
    return {{}, faults.Take()};
  }
  std::size_t line = 1;
  Features features(feed, faults, line);
  nlohmann::json::sax_parse(LineCounter(text.data(), &line), LineCounter(text.data() + text.size(), &line),
                            &features);
  if (feed.incidents.empty() && faults.empty())
    faults.Add("feed", 1, "", "a FeatureCollection of points is needed");
  feed.faults = faults.Take();
  return feed;
}

}  // namespace watchbell::threat_intake
