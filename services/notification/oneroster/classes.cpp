#include "services/notification/oneroster/classes.hpp"

#include <algorithm>

#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {
namespace {

template <class Field, class Goes>
void EraseIf(Field& field, Goes goes) {
  field.erase(std::remove_if(field.begin(), field.end(), goes), field.end());
}

template <class Field>
void SortUnique(Field& field) {
  std::sort(field.begin(), field.end());
  field.erase(std::unique(field.begin(), field.end()), field.end());
}

}  // namespace

Classes::Classes(const Known& known, const Manifest& manifest, const Orgs& orgs)
    : known_(known), manifest_(manifest), orgs_(orgs) {
  for (const auto& group : known.groups) {
    if (group.removed()) continue;
    known_by_id_.emplace(group.id(), &group);
    if (manifest.Of("classes.csv") == Mode::kBulk) continue;
    read_ = true;
    Keep(group.id());
  }
}

void Classes::ReadTerms(Sheet& sheet) {
  if (!sheet.Open({"sourcedId", "startDate", "endDate"})) return;
  while (sheet.Next())
    term_is_now_[std::string(sheet.Get("sourcedId"))] =
        IsCurrent(sheet, manifest_.Of("academicSessions.csv")) &&
        IsToday(known_, sheet.Date("startDate"), sheet.Date("endDate"));
}

bool Classes::MeetsNow(Sheet& sheet) const {
  const auto terms = sheet.List("termSourcedIds");
  return terms.empty() || std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
           const auto known = term_is_now_.find(term);
           return known == term_is_now_.end() ||
                  known->second;  // of a term that nobody states, nothing is known
         });
}

void Classes::Read(Sheet& sheet) {
  if (!sheet.Open({"sourcedId", "title", "schoolSourcedId"})) return;
  read_ = true;
  while (sheet.Next()) ReadRow(sheet);
  if (manifest_.Of("classes.csv") != Mode::kBulk || !sheet.MissingStay()) return;
  for (const auto& group : known_.groups)
    if (!of_the_file_.contains(group.id())) Keep(group.id());
}

void Classes::ReadRow(Sheet& sheet) {
  const std::string sourced_id = sheet.Id("sourcedId");
  if (sourced_id.empty()) return;
  const std::string id = GroupId(sourced_id);
  if (!of_the_file_.insert(id).second) return sheet.Leave("sourcedId", "occurs twice; the first row counts");
  const bool current = IsCurrent(sheet, manifest_.Of("classes.csv"));
  const auto school = orgs_.CodeOf(sheet.Get("schoolSourcedId"));
  const bool meets = MeetsNow(sheet);
  if (current && meets && school && !school->empty()) return Put(ReadGroup(sheet, id, *school));
  left_out_.insert(id);  // who is enrolled there is not said again
  if (!school) {
    sheet.Leave("schoolSourcedId", "names an organisation that orgs.csv does not have; the row is left out");
    if (current && meets) return Keep(id);
  }
  const auto earlier = group_at_.find(id);
  if (earlier == group_at_.end()) return;
  groups_[earlier->second].set_removed(true);
  group_at_.erase(earlier);
}

v1::Group Classes::ReadGroup(Sheet& sheet, const std::string& id, const std::string& school) {
  v1::Group group;
  group.set_id(id);
  group.set_school(school);
  group.set_title(sheet.Text("title"));
  group.set_room(sheet.Text("location"));
  const auto periods = sheet.List("periods");
  if (periods.size() > kPeriodsMax)
    sheet.Leave("periods", "has more than 16 periods; they are left out");
  else
    for (const auto& period : periods) group.add_periods(period);
  const auto known = known_by_id_.find(id);
  if (known != known_by_id_.end() && manifest_.Of("enrollments.csv") != Mode::kBulk) {
    *group.mutable_teacher_ids() = known->second->teacher_ids();
    *group.mutable_student_ids() = known->second->student_ids();
  }
  return group;
}

void Classes::Put(v1::Group group) {
  const auto [at, is_new] = group_at_.emplace(group.id(), groups_.size());
  if (is_new)
    groups_.push_back(std::move(group));
  else
    groups_[at->second] = std::move(group);
}

// As the directory knows it; who is in it comes from a whole enrollments.csv.
void Classes::Keep(const std::string& id) {
  const auto known = known_by_id_.find(id);
  if (known == known_by_id_.end() || group_at_.contains(id)) return;
  v1::Group group = *known->second;
  if (manifest_.Of("enrollments.csv") == Mode::kBulk) {
    group.clear_teacher_ids();
    group.clear_student_ids();
  }
  Put(std::move(group));
}

void Classes::ReadEnrollments(Sheet& sheet, Users& users) {
  if (!sheet.Open({"schoolSourcedId", "userSourcedId"})) return;
  const auto mode = manifest_.Of("enrollments.csv");
  while (sheet.Next()) {
    const bool current = IsCurrent(sheet, mode) && IsToday(known_, "", sheet.Date("endDate"));
    if (!current && mode == Mode::kBulk) continue;
    const std::string school(sheet.Get("schoolSourcedId"));
    const bool known = orgs_.CodeOf(school).has_value();
    if (!known)
      sheet.Leave("schoolSourcedId", "names an organisation that orgs.csv does not have; it is left out");
    User* user = users.Find(sheet, "userSourcedId", sheet.Get("userSourcedId"));
    if (user == nullptr) continue;
    Enroll(sheet, user->person, current);
    if (!current || !known || std::find(user->orgs.begin(), user->orgs.end(), school) != user->orgs.end())
      continue;
    if (user->orgs.size() == kListMax)
      sheet.Leave("userSourcedId", "belongs to more than 64 organisations; this one is left out");
    else
      user->orgs.push_back(school);
  }
}

void Classes::Enroll(Sheet& sheet, const v1::Person& person, bool current) {
  const std::string_view sourced_id = sheet.Get("classSourcedId");
  const std::string id = GroupId(sourced_id);
  if (!read_ || sourced_id.empty()) return;
  const auto found = group_at_.find(id);
  if (found == group_at_.end()) {
    if (current && !left_out_.contains(id))
      sheet.Leave("classSourcedId", "names a class that classes.csv does not have; it is left out");
    return;
  }
  v1::Group& group = groups_[found->second];
  const auto leaves = [&](const std::string& one) { return one == person.id(); };
  if (!current) {
    EraseIf(*group.mutable_teacher_ids(), leaves);
    EraseIf(*group.mutable_student_ids(), leaves);
    return;
  }
  if (group.teacher_ids_size() + group.student_ids_size() == kGroupPeopleMax)
    return sheet.Leave("classSourcedId", "has more than 500 people; this one is not among them");
  const auto stated = ParseRole(sheet.Get("role"));
  const auto kind = stated && stated->kind != v1::Person::KIND_GUARDIAN ? stated->kind : person.kind();
  if (kind == v1::Person::KIND_STUDENT)
    group.add_student_ids(person.id());
  else if (kind == v1::Person::KIND_STAFF)
    group.add_teacher_ids(person.id());
  else
    sheet.Leave("role", "is neither a student's nor a teacher's; the row is left out");
}

std::vector<v1::Group> Classes::Take(Users& users) {
  std::erase_if(groups_, [](const auto& group) { return group.removed(); });
  const auto left = [&](const std::string& person_id) { return users.FindId(person_id) == nullptr; };
  for (auto& group : groups_) {
    EraseIf(*group.mutable_teacher_ids(), left);
    EraseIf(*group.mutable_student_ids(), left);
    SortUnique(*group.mutable_teacher_ids());
    SortUnique(*group.mutable_student_ids());
  }
  return std::move(groups_);
}

}  // namespace watchbell::notification::oneroster
