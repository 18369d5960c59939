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
  const bool whole = manifest.Of("enrollments.csv") == Mode::kBulk;
  for (const auto& group : known.groups) {
    if (group.removed()) continue;
    known_by_id_.emplace(group.id(), &group);
    if (manifest.Of("classes.csv") == Mode::kBulk) continue;
    read_ = true;
    group_at_.emplace(group.id(), groups_.size());
    auto& kept = groups_.emplace_back(group);
    if (!whole) continue;
    kept.clear_teacher_ids();
    kept.clear_student_ids();
  }
}

void Classes::ReadTerms(csv::Rows& rows) {
  if (!rows.Open({"sourcedId", "startDate", "endDate"})) return;
  while (rows.Next())
    term_is_now_[std::string(rows.Get("sourcedId"))] =
        IsCurrent(rows, manifest_.Of("academicSessions.csv")) &&
        IsToday(known_, rows.Get("startDate"), rows.Get("endDate"));
}

bool Classes::MeetsNow(csv::Rows& rows) const {
  const auto terms = ParseList(rows.Get("termSourcedIds"));
  if (!terms) rows.Fault("termSourcedIds", "is no list of at most 64 ids");
  if (!terms || terms->empty()) return true;
  return std::any_of(terms->begin(), terms->end(), [&](const std::string& term) {
    const auto known = term_is_now_.find(term);
    return known == term_is_now_.end() || known->second;  // of a term that nobody states, nothing is known
  });
}

void Classes::Read(csv::Rows& rows) {
  if (!rows.Open({"sourcedId", "title", "schoolSourcedId"})) return;
  read_ = true;
  while (rows.Next()) ReadRow(rows);
}

void Classes::ReadRow(csv::Rows& rows) {
  const auto mode = manifest_.Of("classes.csv");
  const std::string_view sourced_id = rows.Get("sourcedId");
  if (sourced_id.empty() || !IsText(sourced_id)) rows.Fault("sourcedId", "is no id");
  const std::string id = GroupId(sourced_id);
  if (!of_the_file_.insert(id).second) rows.Fault("sourcedId", "occurs twice");
  const bool current = IsCurrent(rows, mode);
  const auto school = orgs_.CodeOf(rows.Get("schoolSourcedId"));
  if (!school) rows.Fault("schoolSourcedId", "names an organisation that orgs.csv does not have");
  const bool meets = MeetsNow(rows);
  const auto earlier = group_at_.find(id);
  if (!current || !meets || !school || school->empty()) {
    left_out_.insert(id);
    if (earlier != group_at_.end()) groups_[earlier->second].set_removed(true);
    if (earlier != group_at_.end()) group_at_.erase(earlier);
    return;
  }
  v1::Group group;
  group.set_id(id);
  group.set_school(*school);
  for (const auto* column : {"title", "location"})
    if (!IsText(rows.Get(column))) rows.Fault(column, "is not one line of UTF-8 text with at most 200 bytes");
  group.set_title(std::string(rows.Get("title")));
  group.set_room(std::string(rows.Get("location")));
  const auto periods = ParseList(rows.Get("periods"));
  if (!periods || periods->size() > kPeriodsMax) {
    rows.Fault("periods", "is no list of at most 16 periods");
  } else {
    for (const auto& period : *periods) group.add_periods(period);
  }
  const auto known = known_by_id_.find(id);
  if (known != known_by_id_.end() && manifest_.Of("enrollments.csv") != Mode::kBulk) {
    *group.mutable_teacher_ids() = known->second->teacher_ids();
    *group.mutable_student_ids() = known->second->student_ids();
  }
  if (earlier != group_at_.end()) {
    groups_[earlier->second] = std::move(group);
  } else {
    group_at_.emplace(id, groups_.size());
    groups_.push_back(std::move(group));
  }
}

void Classes::ReadEnrollments(csv::Rows& rows, Users& users) {
  if (!rows.Open({"schoolSourcedId", "userSourcedId"})) return;
  const auto mode = manifest_.Of("enrollments.csv");
  while (rows.Next()) {
    const bool current = IsCurrent(rows, mode) && IsToday(known_, "", rows.Get("endDate"));
    if (!current && mode == Mode::kBulk) continue;
    const std::string school(rows.Get("schoolSourcedId"));
    if (!orgs_.CodeOf(school))
      rows.Fault("schoolSourcedId", "names an organisation that orgs.csv does not have");
    User* user = users.Find(rows, "userSourcedId", rows.Get("userSourcedId"));
    if (user == nullptr) continue;
    Enroll(rows, user->person, current);
    if (!current || std::find(user->orgs.begin(), user->orgs.end(), school) != user->orgs.end()) continue;
    if (user->orgs.size() == kListMax)
      rows.Fault("userSourcedId", "belongs to more than 64 organisations");
    else
      user->orgs.push_back(school);
  }
}

void Classes::Enroll(csv::Rows& rows, const v1::Person& person, bool current) {
  const std::string_view sourced_id = rows.Get("classSourcedId");
  const std::string id = GroupId(sourced_id);
  if (!read_ || sourced_id.empty() || left_out_.contains(id)) return;
  const auto found = group_at_.find(id);
  if (found == group_at_.end()) {
    if (current) rows.Fault("classSourcedId", "names a class that classes.csv does not have");
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
    return rows.Fault("classSourcedId", "has more than 500 people");
  const auto role = rows.Get("role");
  const auto kind = role.empty() ? person.kind() : ParseRole(role).value_or(v1::Person::KIND_UNSPECIFIED);
  if (kind == v1::Person::KIND_STUDENT)
    group.add_student_ids(person.id());
  else if (kind == v1::Person::KIND_STAFF)
    group.add_teacher_ids(person.id());
  else
    rows.Fault("role", "is neither a student's nor a teacher's");
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
