#include "services/notification/oneroster/orgs.hpp"

#include "common/names/names.hpp"
#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {

Orgs::Orgs(const Known& known, Mode mode) : mode_(mode) {
  for (const auto& school : known.schools)
    if (!school.removed()) known_by_id_.emplace(school.id(), school);
  if (mode_ == Mode::kAbsent)
    for (const auto& school : known.schools)
      if (!school.removed()) schools_.push_back(school);
}

void Orgs::Read(Sheet& sheet) {
  if (!sheet.Open({"sourcedId", "name", "type"})) return;
  while (sheet.Next()) ReadRow(sheet);
  const bool others_stay = mode_ == Mode::kDelta || sheet.MissingStay();
  TellIdentifiersApart(sheet, others_stay);
  std::vector<SchoolName> names;
  for (auto& school : found_) names.push_back(std::move(school.name));
  const auto of_file = names.size();
  if (others_stay) {  // with their codes, which no new school may get
    for (const auto& [id, school] : known_by_id_)
      if (!of_the_file_.contains(id)) names.push_back({id, school.name(), school.code()});
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

void Orgs::ReadRow(Sheet& sheet) {
  ++rows_;
  const std::string sourced_id = sheet.Id("sourcedId");
  if (sourced_id.empty()) return;
  const bool current = IsCurrent(sheet, mode_);
  if (!code_of_org_.emplace(sourced_id, "").second)
    return sheet.Leave("sourcedId", "occurs twice; the first row counts");
  const auto type = ParseOrgType(sheet.Get("type"));
  if (!type) {
    sheet.Leave("type", IsKnown(sourced_id) ? "is no OneRoster organisation type; it stays a school"
                                            : "is no OneRoster organisation type; it counts as no school");
  }
  if (type ? *type != "school" : !IsKnown(sourced_id)) return;
  of_the_file_.insert(SchoolId(sourced_id));
  if (!current) return;
  std::string name = sheet.Text("name");
  if (name.empty()) {
    sheet.Leave("name", "is empty; the school's id stands there");
    name = sourced_id;
  }
  found_.push_back({{sourced_id, std::move(name), std::string(sheet.Get("identifier"))}, sheet.line()});
}

// A known school keeps its code, and of the others the first has what several claim.
void Orgs::TellIdentifiersApart(Sheet& sheet, bool others_stay) {
  std::unordered_set<std::string> taken;
  for (auto& [name, line] : found_) {
    if (!IsKnown(name.sourced_id)) continue;
    name.identifier = known_by_id_.at(SchoolId(name.sourced_id)).code();
    taken.insert(name.identifier);
  }
  for (const auto& [id, school] : known_by_id_)
    if (others_stay && !of_the_file_.contains(id)) taken.insert(school.code());
  for (auto& [name, line] : found_) {
    if (IsKnown(name.sourced_id) || !names::IsSchoolCode(name.identifier)) continue;
    if (taken.insert(name.identifier).second) continue;
    sheet.Leave(line, "identifier", "belongs to another school too; the school's code comes from its name");
    name.identifier.clear();
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
