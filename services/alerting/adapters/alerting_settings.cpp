#include "services/alerting/adapters/alerting_settings.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

namespace watchbell::alerting {
namespace {

using nlohmann::json;

constexpr int kSecondsMax = 600;

tl::unexpected<Error> Unusable(const std::string& what) {
  return Fail(Code::kFailedPrecondition, "SETTINGS_UNUSABLE",
              "Mend the file of --alerting-settings: " + what + ".", "alerting-settings");
}

std::optional<CallRule> RuleOf(const json& row) {
  CallRule rule;
  rule.hazard = row.value("hazard", std::string{});
  const std::string line = row.at("line");
  if (line == "911") rule.line = v1::Dispatch::LINE_EMERGENCY_911;
  if (line == "non_emergency") rule.line = v1::Dispatch::LINE_POLICE_NON_EMERGENCY;
  const bool known = v1::Action_Parse("ACTION_" + row.at("action").get<std::string>(), &rule.action);
  if (!known || rule.action <= v1::ACTION_NORMAL || rule.line == v1::Dispatch::LINE_UNSPECIFIED)
    return std::nullopt;
  return rule;
}

Status ReadPolice(DispatchSettings& police, const json& settings) {
  police.calls.clear();
  for (const auto& row : settings.at("calls")) {
    const auto rule = RuleOf(row);
    if (!rule) return Unusable("police.calls has " + row.dump() + ", whose action or line is none");
    police.calls.push_back(*rule);
  }
  for (const auto& [school, known] : settings.at("schools").items())
    police.schools[school] = {known.at("name"), known.at("address"), known.at("telephone")};
  settings.at("retry_seconds").get_to(police.retry_seconds);
  settings.at("confirm_seconds").get_to(police.confirm_seconds);
  const auto sensible = [](int seconds) { return seconds > 0 && seconds <= kSecondsMax; };
  bool good = sensible(police.confirm_seconds) && police.retry_seconds.size() <= kDispatchRetriesMax;
  for (const int seconds : police.retry_seconds) good = good && sensible(seconds);
  if (!good) return Unusable("police.retry_seconds has at most 9 of 1 to 600, confirm_seconds is one");
  return {};
}

Status ReadZones(KnownZones& zones, const json& settings) {
  for (const auto& [school, names] : settings.items()) {
    if (names.size() >= static_cast<std::size_t>(kZonesMax))
      return Unusable("zones." + school + " has more than 39");
    names.get_to(zones[school]);
  }
  return {};
}

}  // namespace

Result<AlertingSettings> LoadAlertingSettings(const std::string& path) {
  AlertingSettings settings;
  if (path.empty()) return settings;
  std::ifstream in(path);
  if (!in) return Unusable("it cannot be read");
  try {
    const json file = json::parse(in);
    if (auto read = ReadZones(settings.zones, file.at("zones")); !read)
      return tl::unexpected<Error>(read.error());
    if (auto read = ReadPolice(settings.police, file.at("police")); !read)
      return tl::unexpected<Error>(read.error());
  } catch (const json::exception& wrong) {
    return Unusable(wrong.what());
  }
  return settings;
}

}  // namespace watchbell::alerting
