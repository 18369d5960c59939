#include "services/notification/adapters/import_preview.hpp"

#include <google/protobuf/util/message_differencer.h>

#include <map>
#include <vector>

namespace watchbell::notification {
namespace {

using v1::ChangedPerson;

std::vector<std::string> DifferingFields(const v1::Person& before, const v1::Person& after) {
  std::vector<std::string> names;
  const auto* type = v1::Person::descriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    google::protobuf::util::MessageDifferencer one_field;
    for (int j = 0; j < type->field_count(); ++j)
      if (j != i) one_field.IgnoreField(type->field(j));
    if (!one_field.Compare(before, after)) names.push_back(type->field(i)->name());
  }
  return names;
}

}  // namespace

void AddSchoolChanges(const oneroster::Changes<v1::Person>& people, v1::ImportProgress& progress) {
  std::map<std::string, v1::SchoolChanges> by_school;
  for (const auto& person : people.added) {
    auto& changes = by_school[person.school()];
    changes.set_added(changes.added() + 1);
  }
  for (const auto& person : people.changed) {
    auto& changes = by_school[person.school()];
    changes.set_changed(changes.changed() + 1);
  }
  for (const auto& person : people.removed) {
    auto& changes = by_school[person.school()];
    changes.set_removed(changes.removed() + 1);
  }
  for (auto& [school, changes] : by_school) {
    changes.set_school(school);
    *progress.add_schools() = changes;
  }
}

void AddSamples(const oneroster::Changes<v1::Person>& people, const PeopleById& known,
                v1::ImportProgress& progress) {
  std::map<std::pair<std::string, ChangedPerson::Change>, int> taken;
  const auto sample = [&](const std::vector<v1::Person>& changed, ChangedPerson::Change change) {
    for (const auto& person : changed) {
      if (taken[{person.school(), change}]++ >= kSamplesMax) continue;
      auto& one = *progress.add_samples();
      one.set_school(person.school());
      one.set_change(change);
      one.set_person_id(person.id());
      one.set_given_name(person.given_name());
      one.set_family_name(person.family_name());
      const auto before = known.find(person.id());
      if (change != ChangedPerson::CHANGE_CHANGED || before == known.end()) continue;
      for (auto& field : DifferingFields(*before->second, person)) one.add_fields(std::move(field));
    }
  };
  sample(people.removed, ChangedPerson::CHANGE_REMOVED);
  sample(people.changed, ChangedPerson::CHANGE_CHANGED);
  sample(people.added, ChangedPerson::CHANGE_ADDED);
}

}  // namespace watchbell::notification
