#include "services/notification/oneroster/manifest.hpp"

#include <algorithm>
#include <optional>

#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {
namespace {

constexpr std::string_view kManifest = "manifest.csv";
constexpr std::string_view kProperty = "file.";

std::optional<Mode> ParseMode(std::string_view value) {
  if (value == "bulk") return Mode::kBulk;
  if (value == "delta") return Mode::kDelta;
  if (value == "absent" || value.empty()) return Mode::kAbsent;
  return std::nullopt;
}

}  // namespace

bool IsRead(std::string_view file) { return std::find(kRead.begin(), kRead.end(), file) != kRead.end(); }

Manifest::Manifest(const Files& files, csv::FaultList& faults)
    : files_(files), is_1_2_(files.contains("roles.csv")) {
  const auto manifest = files.find(std::string(kManifest));
  if (manifest == files.end()) {
    for (const auto& [file, text] : files) modes_.emplace(file, Mode::kBulk);
    modes_.try_emplace("orgs.csv", Mode::kBulk);
    modes_.try_emplace("users.csv", Mode::kBulk);
  } else {
    csv::Rows rows(kManifest, manifest->second, faults);
    Read(rows);
  }
  for (const auto& [file, mode] : modes_)
    if (mode != Mode::kAbsent && !files.contains(file)) faults.Add(file, 0, "", "is not in the archive");
}

void Manifest::Read(csv::Rows& rows) {
  if (!rows.Open({"propertyName", "value"})) return;
  while (rows.Next()) {
    const auto property = rows.Get("propertyName");
    const auto value = rows.Get("value");
    if (property == "oneroster.version") {
      if (value != "1.1" && value != "1.2") rows.Fault("value", "only OneRoster 1.1 and 1.2 are read");
      is_1_2_ = value == "1.2";
    }
    if (!property.starts_with(kProperty)) continue;
    const auto mode = ParseMode(value);
    if (!mode) rows.Fault("value", "is none of bulk, delta, absent");
    const std::string file = std::string(property.substr(kProperty.size())) + ".csv";
    // Files that the directory has no use for may be named and yet not be there.
    if (mode && IsRead(file)) modes_[file] = *mode;
  }
}

Mode Manifest::Of(std::string_view file) const {
  const auto mode = modes_.find(file);
  return mode == modes_.end() ? Mode::kAbsent : mode->second;
}

const std::string* Manifest::Text(std::string_view file) const {
  const auto found = files_.find(std::string(file));
  return Of(file) == Mode::kAbsent || found == files_.end() ? nullptr : &found->second;
}

bool IsCurrent(csv::Rows& rows, Mode mode) {
  const auto status = rows.Get("status");
  const auto current = ParseCurrent(status);
  if (!current) rows.Fault("status", "is none of active, tobedeleted");
  if (mode == Mode::kDelta) {
    if (status.empty()) rows.Fault("status", "is empty in a delta");
    if (!IsInstant(rows.Get("dateLastModified")))
      rows.Fault("dateLastModified", "is no instant of the form YYYY-MM-DDThh:mm:ssZ");
  }
  return current.value_or(true);
}

}  // namespace watchbell::notification::oneroster
