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

// Not even a header, in whatever encoding.
bool IsBlank(std::string_view text) {
  constexpr std::string_view kNothing{"\0 \t\r\n\x1A\xEF\xBB\xBF\xFF\xFE", 11};
  return text.find_first_not_of(kNothing) == text.npos;
}

}  // namespace

std::string_view ReadName(std::string_view file) {
  const auto* found =
      std::find_if(kRead.begin(), kRead.end(), [&](const auto name) { return SameInAnyCase(name, file); });
  return found == kRead.end() ? std::string_view() : *found;
}

Manifest::Manifest(const Files& files, csv::FaultList& faults, csv::FaultList& left_out) : files_(files) {
  const auto manifest = files.find(std::string(kManifest));
  if (manifest != files.end()) {
    Sheet sheet(kManifest, manifest->second, faults, left_out);
    if (!IsBlank(manifest->second)) Read(sheet);
  }
  if (modes_.empty()) {
    modes_.emplace("orgs.csv", Mode::kBulk);
    modes_.emplace("users.csv", Mode::kBulk);
  }
  TakeUnnamed(left_out);
  CheckFiles(faults, left_out);
  is_1_2_ = is_1_2_ || Text("roles.csv") != nullptr;
}

void Manifest::Read(Sheet& sheet) {
  if (!sheet.Open({"propertyName", "value"})) return;
  while (sheet.Next()) {
    const auto property = LowerCase(sheet.Get("propertyName"));
    const auto value = sheet.Get("value");
    if (property == "oneroster.version") {
      if (!value.empty() && !value.starts_with("1") && !value.starts_with("v1"))
        sheet.Fault("value", "only OneRoster 1.1 and 1.2 are read");
      is_1_2_ = value.find("1.2") != value.npos;
      if (!is_1_2_ && value.find("1.1") == value.npos)
        sheet.Leave("value", "is neither 1.1 nor 1.2; what the files hold says which of them they are");
    }
    if (!property.starts_with(kProperty)) continue;
    // Files that the directory has no use for may be named and yet not be there.
    const auto file = ReadName(property.substr(kProperty.size()) + ".csv");
    if (file.empty()) continue;
    const auto mode = ParseMode(LowerCase(value));
    if (!mode) sheet.Fault("value", "is none of bulk, delta, absent");
    modes_[std::string(file)] = mode.value_or(Mode::kAbsent);
  }
}

void Manifest::TakeUnnamed(csv::FaultList& left_out) {
  const bool delta =
      std::any_of(modes_.begin(), modes_.end(), [](const auto& one) { return one.second == Mode::kDelta; });
  for (const auto& [file, text] : files_) {
    if (file == kManifest) continue;
    const auto [mode, unnamed] = modes_.try_emplace(file, delta ? Mode::kAbsent : Mode::kBulk);
    if (mode->second != Mode::kAbsent) continue;
    left_out.Add(file, 0, "",
                 unnamed ? "is not in the manifest, beside deltas; it is left out: say bulk or delta of it"
                         : "is absent by the manifest; it is left out: say bulk or delta of it");
  }
}

// Of an optional file that is not there, or has not even a header, the directory keeps what it has.
void Manifest::CheckFiles(csv::FaultList& faults, csv::FaultList& left_out) {
  for (auto& [file, mode] : modes_) {
    if (mode == Mode::kAbsent) continue;
    const auto found = files_.find(file);
    const bool there = found != files_.end();
    const bool needed = file == "orgs.csv" || file == "users.csv";
    if (!there && (needed || file == "roles.csv")) {
      faults.Add(file, 0, "", "is not in the archive");
    } else if (!there || (!needed && IsBlank(found->second))) {
      left_out.Add(file, 0, "", there ? "is empty; it is left out" : "is not in the archive; it is left out");
      mode = Mode::kAbsent;
    }
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

bool IsCurrent(Sheet& sheet, Mode mode) {
  const auto status = sheet.Get("status");
  const auto current = ParseCurrent(status);
  if (!current) sheet.Leave("status", "is none of active, tobedeleted; it is read as active");
  if (mode == Mode::kDelta) {
    if (status.empty()) sheet.Leave("status", "is empty in a delta; it is read as active");
    if (!IsInstant(sheet.Get("dateLastModified")))
      sheet.Leave("dateLastModified",
                  "is no instant of the form YYYY-MM-DDThh:mm:ssZ; of two rows the later in the file counts");
  }
  return current.value_or(true);
}

}  // namespace watchbell::notification::oneroster
