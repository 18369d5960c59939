#include "services/notification/oneroster/orgs.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "common/names/names.hpp"
#include "services/notification/oneroster/fields.hpp"
#include "services/notification/oneroster/school_codes.hpp"

namespace watchbell::notification::oneroster {
namespace {

constexpr std::array<std::string_view, 6> kOrgTypes{"school",   "district", "local",
                                                    "national", "state",    "department"};

}  // namespace

Orgs::Orgs(const Known& known, Mode mode) : mode_(mode) {
  for (const auto& school : known.schools)
    if (!school.removed()) known_by_id_.emplace(school.id(), school);
  if (mode_ == Mode::kAbsent)
    for (const auto& school : known.schools)
      if (!school.removed()) schools_.push_back(school);
}

void Orgs::Read(csv::Rows& rows) {
  if (!rows.Open({"sourcedId", "name", "type"})) return;
  std::vector<SchoolName> names;
  std::unordered_set<std::string> identifiers;
  std::unordered_set<std::string> of_the_file;
  bool faultless = true;
  const auto fault = [&](std::string_view column, std::string_view problem) {
    faultless = false;
    rows.Fault(column, problem);
  };
  while (rows.Next()) {
    const std::string sourced_id(Require(rows, "sourcedId"));
    const std::string_view name = Require(rows, "name");
    const std::string_view type = rows.Get("type");
    const bool current = IsCurrent(rows, mode_);
    if (std::find(kOrgTypes.begin(), kOrgTypes.end(), type) == kOrgTypes.end())
      fault("type", "is no OneRoster organisation type");
    if (!code_of_org_.emplace(sourced_id, "").second) fault("sourcedId", "occurs twice");
    if (type != "school") continue;
    of_the_file.insert(SchoolId(sourced_id));
    if (!current) continue;
    std::string identifier(rows.Get("identifier"));
    if (names::IsSchoolCode(identifier) && !identifiers.insert(identifier).second)
      fault("identifier", "belongs to another school too");
    const auto known = known_by_id_.find(SchoolId(sourced_id));
    if (known != known_by_id_.end()) identifier = known->second.code();
    names.push_back({sourced_id, std::string(name), identifier});
  }
  if (!faultless) return;
  const auto of_file = names.size();
  if (mode_ == Mode::kDelta) {  // the others keep their codes, which no new school may get
    for (const auto& [id, school] : known_by_id_)
      if (!of_the_file.contains(id)) names.push_back({id, school.name(), school.code()});
  }
  const std::vector<std::string> codes = SchoolCodes(names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i >= of_file) {
      schools_.push_back(known_by_id_.at(names[i].sourced_id));
      continue;
    }
    v1::School& school = schools_.emplace_back();
    school.set_id(SchoolId(names[i].sourced_id));
    school.set_code(codes[i]);
    school.set_name(names[i].name);
    code_of_org_[names[i].sourced_id] = codes[i];
  }
}

std::optional<std::string> Orgs::CodeOf(std::string_view sourced_id) const {
  const auto found = code_of_org_.find(std::string(sourced_id));
  if (found != code_of_org_.end()) return found->second;
  if (mode_ == Mode::kBulk) return std::nullopt;
  const auto known = known_by_id_.find(SchoolId(sourced_id));
  // The directory remembers schools alone: what it does not know may be the district itself.
  return known == known_by_id_.end() ? "" : known->second.code();
}

}  // namespace watchbell::notification::oneroster
