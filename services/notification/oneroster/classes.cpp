#include "services/notification/oneroster/classes.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {
namespace {

template <class Field>
void SortUnique(Field& field) {
  std::sort(field.begin(), field.end());
  field.erase(std::unique(field.begin(), field.end()), field.end());
}

}  // namespace

std::string GroupId(std::string_view sourced_id) { return id::Derive("group", sourced_id); }

void Classes::Read(csv::Rows& rows, const CodeOfOrg& code_of_org) {
  if (!rows.Open({"sourcedId", "title", "schoolSourcedId"})) return;
  read_ = true;
  while (rows.Next()) {
    const std::string sourced_id(rows.Get("sourcedId"));
    if (sourced_id.empty() || !IsText(sourced_id)) rows.Fault("sourcedId", "is no id");
    if (left_out_.contains(sourced_id) || group_at_.contains(sourced_id))
      rows.Fault("sourcedId", "occurs twice");
    const auto current = ParseCurrent(rows.Get("status"));
    if (!current) rows.Fault("status", "is none of active, tobedeleted");
    const auto school = code_of_org.find(std::string(rows.Get("schoolSourcedId")));
    if (school == code_of_org.end())
      rows.Fault("schoolSourcedId", "names an organisation that orgs.csv does not have");
    if (!current.value_or(false) || school == code_of_org.end() || school->second.empty()) {
      left_out_.insert(sourced_id);
      continue;
    }
    v1::Group group;
    group.set_id(GroupId(sourced_id));
    group.set_school(school->second);
    for (const auto* column : {"title", "location"})
      if (!IsText(rows.Get(column))) rows.Fault(column, "is not text of at most 200 bytes in UTF-8");
    group.set_title(std::string(rows.Get("title")));
    group.set_room(std::string(rows.Get("location")));
    const auto periods = ParseList(rows.Get("periods"));
    if (!periods || periods->size() > kPeriodsMax) {
      rows.Fault("periods", "is no list of at most 16 periods");
    } else {
      for (const auto& period : *periods) group.add_periods(period);
    }
    group_at_.emplace(sourced_id, groups_.size());
    groups_.push_back(std::move(group));
  }
}

void Classes::Enroll(csv::Rows& rows, const v1::Person& person) {
  const std::string sourced_id(rows.Get("classSourcedId"));
  if (!read_ || sourced_id.empty() || left_out_.contains(sourced_id)) return;
  const auto found = group_at_.find(sourced_id);
  if (found == group_at_.end())
    return rows.Fault("classSourcedId", "names a class that classes.csv does not have");
  v1::Group& group = groups_[found->second];
  if (group.teacher_ids_size() + group.student_ids_size() == kGroupPeopleMax)
    return rows.Fault("classSourcedId", "has more than 200 people");
  const auto role = rows.Get("role");
  const auto kind = role.empty() ? person.kind() : ParseRole(role).value_or(v1::Person::KIND_UNSPECIFIED);
  if (kind == v1::Person::KIND_STUDENT)
    group.add_student_ids(person.id());
  else if (kind == v1::Person::KIND_STAFF)
    group.add_teacher_ids(person.id());
  else
    rows.Fault("role", "is neither a student's nor a teacher's");
}

std::vector<v1::Group> Classes::Take() {
  for (auto& group : groups_) {
    SortUnique(*group.mutable_teacher_ids());
    SortUnique(*group.mutable_student_ids());
  }
  return std::move(groups_);
}

}  // namespace watchbell::notification::oneroster
