#include "services/threat-intake/crime_feed/row.hpp"

#include <google/protobuf/util/time_util.h>

#include "common/text/plain.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr std::size_t kTimeBytesMax = 40;  // of an RFC 3339 time

std::optional<TimePoint> ParseTime(const std::string& text) {
  google::protobuf::Timestamp at;
  if (text.empty() || text.size() > kTimeBytesMax || !google::protobuf::util::TimeUtil::FromString(text, &at))
    return std::nullopt;
  return FromProto(at);
}

}  // namespace

std::optional<FeedIncident> ParseRow(
    const FeedRow& row, const std::function<void(std::string_view column, std::string_view problem)>& fault) {
  bool sound = true;
  const auto expect = [&](bool condition, std::string_view column, std::string_view problem) {
    if (!condition) fault(column, problem);
    sound = sound && condition;
  };
  expect(!row.number.empty() && IsPlainText(row.number, kFeedNumberBytesMax), "number",
         "the source's own number is needed, at most 64 bytes");
  const auto category = CategoryOf(row.category);
  expect(
      category != v1::CrimeIncident::CATEGORY_UNSPECIFIED, "category",
      "one of shooting, armed_person, pursuit, robbery, assault, burglary, theft, vandalism, drugs, other");
  const auto occurred_at = ParseTime(row.occurred_at);
  expect(occurred_at.has_value(), "occurred_at", "a time is needed, like 2026-11-22T08:30:00-05:00");
  // Written so that what is not a number does not pass.
  expect(row.latitude >= -90 && row.latitude <= 90, "latitude", "degrees are needed, from -90 to 90");
  expect(row.longitude >= -180 && row.longitude <= 180, "longitude", "degrees are needed, from -180 to 180");
  if (!sound) return std::nullopt;
  return FeedIncident{row.number, category, *occurred_at, {row.latitude, row.longitude}};
}

}  // namespace watchbell::threat_intake
