#include "common/retention/periods.hpp"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "common/id/id.hpp"

namespace watchbell::retention {
namespace {

constexpr char kOption[] = "--retention";
constexpr char kHolds[] = "legal_holds";

tl::unexpected<Error> Bad(const std::string& what) {
  return Fail(Code::kInvalidArgument, "RETENTION_FILE", what, kOption);
}

std::string Place(const std::string& service, const std::string& aggregate, const std::string& kind) {
  return service + "/" + aggregate + "/" + kind;
}

}  // namespace

Result<Periods> Periods::Load(const std::string& path) {
  std::ifstream file{path};
  if (!file) return Bad("Cannot read the retention periods from " + path + ".");
  std::ostringstream text;
  text << file.rdbuf();
  return Parse(text.str());
}

Result<Periods> Periods::Parse(const std::string& text) {
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_object()) return Bad("The retention file is not a JSON object.");
  Periods periods;
  for (const auto& [service, aggregates] : json.items()) {
    if (service == kHolds) {
      if (!aggregates.is_array()) return Bad("\"legal_holds\" is a list of ids.");
      for (const auto& id : aggregates) {
        if (!id.is_string() || !id::IsUuid(id.get<std::string>())) return Bad("A legal hold names an id.");
        periods.holds_.insert(id.get<std::string>());
      }
      continue;
    }
    if (!aggregates.is_object()) return Bad(fmt::format("\"{}\" holds aggregates by name.", service));
    for (const auto& [aggregate, kinds] : aggregates.items()) {
      if (!kinds.is_object()) return Bad(fmt::format("\"{}\" holds days by kind.", aggregate));
      for (const auto& [kind, days] : kinds.items()) {
        const auto place = Place(service, aggregate, kind);
        if (!days.is_number_integer() || days.get<long long>() < 0 || days.get<long long>() > kDaysMax)
          return Bad(fmt::format("{} is a number of days from 0 to {}.", place, kDaysMax));
        periods.days_[place] = std::chrono::days{days.get<int>()};
      }
    }
  }
  periods.name_ = fmt::format("{:016x}", id::Fingerprint(json.dump()));
  return periods;
}

std::optional<TimePoint> Periods::EndOf(const names::Key& key, const Span& span) const {
  const auto days = days_.find(Place(key.service, key.aggregate, span.kind));
  if (days == days_.end() || span.since == TimePoint{} || Held(key.id)) return std::nullopt;
  return span.since + days->second;
}

}  // namespace watchbell::retention
