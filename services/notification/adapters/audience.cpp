#include "services/notification/adapters/audience.hpp"

#include <algorithm>
#include <mutex>

namespace watchbell::notification {
namespace {

constexpr char kAdministrator[] = "administrator";
constexpr char kRelative[] = "relative";  // a contact, but no guardian: takes a child home only when named
constexpr int kPrincipalRung = 2;         // from here on the school's administrators, whoever is on duty

}  // namespace

AudienceDirectory::AudienceDirectory(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer)
    : schools_(bus, sealer,
               [this](const names::Key&, const v1::School& school) {
                 const std::unique_lock lock(mutex_);
                 school_by_code_[school.code()] = school;
               }),
      people_(bus, sealer, [this](const names::Key&, const v1::Person& person) { Apply(person); }),
      rosters_(bus, sealer,
               [this](const names::Key& key, const v1::DutyRoster& roster) {
                 const std::unique_lock lock(mutex_);
                 duty_by_school_[key.school] = {roster.person_ids().begin(), roster.person_ids().end()};
               }),
      visits_(
          std::move(bus), sealer,
          [this](const names::Key&, const visitor::v1::Visit& visit) { Apply(visit); },
          [this](const names::Key& key) {
            const std::unique_lock lock(mutex_);
            visitors_by_school_[key.school].erase(key.id);
          }) {}

void AudienceDirectory::Apply(const v1::Person& person) {
  const std::unique_lock lock(mutex_);
  if (const auto before = person_by_id_.find(person.id()); before != person_by_id_.end()) {
    for (const auto& school : before->second.schools()) staff_by_school_[school].erase(person.id());
    for (const auto& child : before->second.children()) guardians_by_child_[child].erase(person.id());
  }
  person_by_id_[person.id()] = person;
  if (person.removed()) return;
  for (const auto& child : person.children()) guardians_by_child_[child].insert(person.id());
  if (person.kind() != v1::Person::KIND_STAFF) return;
  for (const auto& school : person.schools()) staff_by_school_[school].insert(person.id());
}

void AudienceDirectory::Apply(const visitor::v1::Visit& visit) {
  const std::unique_lock lock(mutex_);
  auto& inside = visitors_by_school_[visit.school()];
  if (visit.state() != visitor::v1::Visit::STATE_ON_SITE && !visit.inside()) {
    inside.erase(visit.id());
    return;
  }
  inside[visit.id()] = {.id = visit.id(),
                        .visitor = true,
                        .email = visit.contact_email(),
                        .given_name = visit.given_name(),
                        .family_name = visit.family_name()};
}

Recipient AudienceDirectory::Of(const v1::Person& person) const {
  return {.id = person.id(),
          .email = person.email(),
          .language = person.language(),
          .given_name = person.given_name(),
          .family_name = person.family_name()};
}

std::vector<std::string> AudienceDirectory::Responsible(const std::string& school) const {
  std::set<std::string> ids;
  if (const auto duty = duty_by_school_.find(school); duty != duty_by_school_.end()) {
    ids.insert(duty->second.begin(), duty->second.end());
  }
  if (const auto staff = staff_by_school_.find(school); staff != staff_by_school_.end()) {
    for (const auto& id : staff->second) {
      if (person_by_id_.at(id).role() == kAdministrator) ids.insert(id);
    }
  }
  return {ids.begin(), ids.end()};
}

void AudienceDirectory::AddStaff(const std::string& school, std::vector<std::string>& ids) const {
  const auto staff = staff_by_school_.find(school);
  if (staff != staff_by_school_.end()) ids.insert(ids.end(), staff->second.begin(), staff->second.end());
}

void AudienceDirectory::AddFamilies(const std::string& school, std::vector<std::string>& ids) const {
  for (const auto& [id, person] : person_by_id_) {
    const auto& schools = person.schools();
    if (person.kind() == v1::Person::KIND_GUARDIAN && person.role() != kRelative &&
        std::find(schools.begin(), schools.end(), school) != schools.end())
      ids.push_back(id);
  }
}

std::vector<Recipient> AudienceDirectory::Resolve(const Cause& cause) const {
  const std::shared_lock lock(mutex_);
  std::vector<std::string> ids;
  switch (cause.audience) {
    case Audience::kOnSite:
    case Audience::kStaff: AddStaff(cause.school, ids); break;
    case Audience::kFamilies: AddFamilies(cause.school, ids); break;
    case Audience::kStaffAndFamilies:
      AddStaff(cause.school, ids);
      AddFamilies(cause.school, ids);
      break;
    case Audience::kNamed: ids = cause.person_ids; break;
    case Audience::kDuty: {
      const auto duty = duty_by_school_.find(cause.school);
      const auto rung = static_cast<std::size_t>(cause.rung);
      if (cause.rung < kPrincipalRung && duty != duty_by_school_.end() && rung < duty->second.size()) {
        ids = {duty->second[rung]};
        break;
      }
      [[fallthrough]];
    }
    case Audience::kResponsible: ids = Responsible(cause.school); break;
  }
  std::vector<Recipient> recipients;
  for (const auto& id : ids) {
    const auto person = person_by_id_.find(id);
    if (person != person_by_id_.end() && !person->second.removed()) recipients.push_back(Of(person->second));
  }
  if (cause.audience == Audience::kOnSite) {
    if (const auto inside = visitors_by_school_.find(cause.school); inside != visitors_by_school_.end()) {
      for (const auto& [id, visitor] : inside->second) recipients.push_back(visitor);
    }
  }
  return recipients;
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

std::optional<v1::Person> AudienceDirectory::Student(const std::string& school,
                                                     const std::string& person_id) const {
  auto person = Person(person_id);
  if (!person || person->kind() != v1::Person::KIND_STUDENT) return std::nullopt;
  const auto& schools = person->schools();
  if (std::find(schools.begin(), schools.end(), school) == schools.end()) return std::nullopt;
  return person;
}

std::vector<v1::Person> AudienceDirectory::GuardiansOf(const std::string& student_id) const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Person> guardians;
  const auto ids = guardians_by_child_.find(student_id);
  if (ids == guardians_by_child_.end()) return guardians;
  for (const auto& id : ids->second) {
    const auto& person = person_by_id_.at(id);
    if (person.role() != kRelative) guardians.push_back(person);
  }
  return guardians;
}

std::vector<v1::Person> AudienceDirectory::PeopleAt(const std::string& school, v1::Person::Kind kind) const {
  const std::shared_lock lock(mutex_);
  std::vector<v1::Person> people;
  for (const auto& [id, person] : person_by_id_) {
    const auto& schools = person.schools();
    if (!person.removed() && person.kind() == kind &&
        std::find(schools.begin(), schools.end(), school) != schools.end())
      people.push_back(person);
  }
  return people;
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
