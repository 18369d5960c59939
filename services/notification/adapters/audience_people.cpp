#include <algorithm>

#include "services/notification/adapters/audience.hpp"
#include "services/notification/domain/district.hpp"

namespace watchbell::notification {

Recipient AudienceDirectory::Of(const v1::Person& person) const {
  Recipient recipient{.id = person.id(),
                      .email = person.email(),
                      .language = person.language(),
                      .given_name = person.given_name(),
                      .family_name = person.family_name()};
  for (const auto& point : person.contact_points()) {
    if (point.has_stopped_at()) {
      recipient.stopped.push_back(point.channel());
      continue;
    }
    const auto first = point.preferred() ? recipient.addresses.begin() : recipient.addresses.end();
    recipient.addresses.insert(
        first, {point.channel(), point.address(), point.consent() == v1::ContactPoint::CONSENT_URGENT_ONLY});
  }
  if (person.kind() == v1::Person::KIND_GUARDIAN) {
    const std::scoped_lock lock(households_mutex_);
    if (const auto household = Households().find(person.id()); household != Households().end())
      recipient.household_id = household->second;
  }
  return recipient;
}

const std::unordered_map<std::string, std::string>& AudienceDirectory::Households() const {
  if (households_of_ != people_changes_) {
    households_ = HouseholdIds(person_by_id_);
    households_of_ = people_changes_;
  }
  return households_;
}

std::vector<Recipient> AudienceDirectory::Find(const std::string& school,
                                               const std::vector<std::string>& person_ids,
                                               const std::vector<std::string>& visit_ids) const {
  const std::shared_lock lock(mutex_);
  std::vector<Recipient> found;
  for (const auto& id : person_ids) {
    const auto person = person_by_id_.find(id);
    found.push_back(person == person_by_id_.end() ? Recipient{.id = id} : Of(person->second));
  }
  const auto inside = visitors_by_school_.find(school);
  for (const auto& id : visit_ids) {
    const bool known = inside != visitors_by_school_.end() && inside->second.contains(id);
    found.push_back(known ? inside->second.at(id) : Recipient{.id = id, .visitor = true});
  }
  return found;
}

std::optional<v1::Person> AudienceDirectory::Person(const std::string& person_id) const {
  const std::shared_lock lock(mutex_);
  const auto person = person_by_id_.find(person_id);
  if (person == person_by_id_.end() || person->second.removed()) return std::nullopt;
  return person->second;
}

std::vector<v1::Person> AudienceDirectory::WithTextNumber(const std::string& number) const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Person> people;
  for (const auto& [id, person] : person_by_id_) {
    const auto& points = person.contact_points();
    const bool theirs = std::any_of(points.begin(), points.end(), [&](const v1::ContactPoint& point) {
      return point.channel() == v1::ContactPoint::CHANNEL_SMS && point.address() == number;
    });
    if (theirs && !person.removed()) people.push_back(person);
  }
  return people;
}

std::optional<v1::Person> AudienceDirectory::Student(const std::string& school,
                                                     const std::string& person_id) const {
  auto person = Person(person_id);
  if (!person || person->kind() != v1::Person::KIND_STUDENT) return std::nullopt;
  if (!BelongsTo(*person, school)) return std::nullopt;
  return person;
}

std::vector<v1::Person> AudienceDirectory::GuardiansOf(const std::string& student_id) const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Person> guardians;
  const auto ids = guardians_by_child_.find(student_id);
  if (ids == guardians_by_child_.end()) return guardians;
  for (const auto& id : ids->second) {
    const auto& person = person_by_id_.at(id);
    if (!IsRelative(person)) guardians.push_back(person);
  }
  return guardians;
}

std::vector<v1::Person> AudienceDirectory::PeopleAt(const std::string& school, v1::Person::Kind kind) const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Person> people;
  for (const auto& id : IdsAt(school, kind)) people.push_back(person_by_id_.at(id));
  return people;
}

namespace {

// Staff of no single school are found at the district.
bool IsOf(const v1::Person& person, const std::string& school) {
  return BelongsTo(person, school) || (school == kWholeDistrict && person.school() == school);
}

}  // namespace

std::vector<v1::Person> AudienceDirectory::Search(const std::string& school, const std::string& name,
                                                  v1::Person::Kind kind, std::size_t count,
                                                  const std::string& after) const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Person> found;
  bool past = after.empty();
  for (const auto& id : names_.Find(name)) {
    const auto& person = person_by_id_.at(id);
    if (!IsOf(person, school) || (kind != v1::Person::KIND_UNSPECIFIED && person.kind() != kind)) continue;
    if (past) found.push_back(person);
    if (found.size() == count) break;
    past = past || id == after;
  }
  return found;
}

std::string AudienceDirectory::HouseholdOf(const std::string& person_id) const {
  const std::shared_lock lock(mutex_);
  const std::scoped_lock households(households_mutex_);
  const auto found = Households().find(person_id);
  return found == Households().end() ? "" : found->second;
}

std::vector<Household> AudienceDirectory::HouseholdsAt(const std::string& school) const {
  const std::shared_lock lock(mutex_);
  const std::scoped_lock households(households_mutex_);
  std::map<std::string, std::pair<std::set<std::string>, std::set<std::string>>> members;
  for (const auto& [id, household] : Households()) {
    const auto& guardian = person_by_id_.at(id);
    if (!BelongsTo(guardian, school)) continue;
    members[household].first.insert(id);
    members[household].second.insert(guardian.children().begin(), guardian.children().end());
  }
  std::vector<Household> all;
  for (const auto& [id, people] : members)
    all.push_back(
        {id, {people.first.begin(), people.first.end()}, {people.second.begin(), people.second.end()}});
  return all;
}

std::set<std::string> AudienceDirectory::BarredGuardians(const std::string& student_id) const {
  const std::shared_lock lock(mutex_);
  return BarredFrom(student_id);
}

v1::DutyRoster AudienceDirectory::Roster(const std::string& school) const {
  const std::shared_lock lock(mutex_);
  const auto roster = roster_by_school_.find(school);
  return roster == roster_by_school_.end() ? v1::DutyRoster{} : roster->second;
}

AudienceDirectory::LeftBehind AudienceDirectory::WhatIsLeftBehind() const {
  const std::shared_lock lock(mutex_);
  return left_behind_;
}

std::vector<v1::School> AudienceDirectory::Schools() const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::School> schools;
  for (const auto& [code, school] : school_by_code_) schools.push_back(school);
  return schools;
}

std::vector<v1::Person> AudienceDirectory::People() const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Person> people;
  people.reserve(person_by_id_.size());
  for (const auto& [id, person] : person_by_id_) people.push_back(person);
  return people;
}

}  // namespace watchbell::notification
