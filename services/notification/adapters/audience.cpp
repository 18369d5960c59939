#include "services/notification/adapters/audience.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>

namespace watchbell::notification {
namespace {

constexpr char kAdministrator[] = "administrator";
constexpr int kPrincipalRung = 2;  // from here on the school's administrators, whoever is on duty

// At the school; the files of OneRoster 1.2 know more kinds of them.
bool IsAdministrator(const v1::Person& person, const std::string& school) {
  const auto leads = [](const std::string& role) {
    return role == kAdministrator || role == "principal" || role == "siteAdministrator";
  };
  if (person.roles().empty()) return leads(person.role());
  return std::any_of(person.roles().begin(), person.roles().end(),
                     [&](const auto& role) { return role.school() == school && leads(role.role()); });
}

bool IsOfIndex(Audience audience) {
  return audience == Audience::kOnSite || audience == Audience::kStaff || audience == Audience::kFamilies ||
         audience == Audience::kStaffAndFamilies;
}

// Of the district's office.
bool LeadsOffice(const v1::Person& person) {
  return person.role() == kAdministrator || person.role() == "districtAdministrator";
}

}  // namespace

std::vector<std::string> Recipient::AddressesOn(v1::ContactPoint::Channel channel, bool urgent) const {
  std::vector<std::string> on;
  for (const auto& one : addresses)
    if (one.channel == channel && (urgent || !one.urgent_only)) on.push_back(one.address);
  return on;
}

AudienceDirectory::AudienceDirectory(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer, Clock clock,
                                     TimeZone zone)
    : clock_(std::move(clock)),
      zone_(zone),
      schools_(bus, sealer,
               [this](const names::Key&, const v1::School& school) {
                 const std::unique_lock lock(mutex_);
                 school_by_code_[school.code()] = school;
               }),
      people_(
          bus, sealer, [this](const names::Key&, const v1::Person& person) { Apply(person); },
          [this](const names::Key& key) {
            const std::unique_lock lock(mutex_);
            left_behind_.erase({key.school, key.id});
            const auto person = person_by_id_.find(key.id);
            if (person != person_by_id_.end() && person->second.school() == key.school) Forget(key.id);
          }),
      custodies_(
          bus, sealer,
          [this](const names::Key&, const v1::Custody& custody) {
            const std::unique_lock lock(mutex_);
            custody_by_student_[custody.student_id()] = custody;
          },
          [this](const names::Key& key) {
            const std::unique_lock lock(mutex_);
            std::erase_if(custody_by_student_, [&](const auto& one) { return one.second.id() == key.id; });
          }),
      rosters_(bus, sealer,
               [this](const names::Key& key, const v1::DutyRoster& roster) {
                 const std::unique_lock lock(mutex_);
                 roster_by_school_[key.school] = roster;
               }),
      visits_(
          bus, sealer, [this](const names::Key&, const visitor::v1::Visit& visit) { Apply(visit); },
          [this](const names::Key& key) {
            const std::unique_lock lock(mutex_);
            visitors_by_school_[key.school].erase(key.id);
          }),
      teams_(std::move(bus), sealer,
             [this](const names::Key& key, const threat_intake::v1::ThreatTeam& team) {
               const std::unique_lock lock(mutex_);
               auto& members = team_by_school_[key.school];
               members.clear();
               for (const auto& member : team.members()) members.push_back(member.person_id());
             }) {}

void AudienceDirectory::Apply(const v1::Person& person) {
  const std::unique_lock lock(mutex_);
  if (const auto before = person_by_id_.find(person.id());
      before != person_by_id_.end() && before->second.school() != person.school())
    left_behind_.insert({before->second.school(), person.id()});
  left_behind_.erase({person.school(), person.id()});
  Forget(person.id());
  person_by_id_[person.id()] = person;
  ++people_changes_;
  if (person.removed()) return;
  names_.Add(person);
  for (const auto& child : person.children()) guardians_by_child_[child].insert(person.id());
  for (const auto& school : person.schools()) ids_at_[{school, person.kind()}].insert(person.id());
}

void AudienceDirectory::Forget(const std::string& person_id) {
  const auto person = person_by_id_.find(person_id);
  if (person == person_by_id_.end()) return;
  for (const auto& school : person->second.schools())
    ids_at_[{school, person->second.kind()}].erase(person_id);
  for (const auto& child : person->second.children()) guardians_by_child_[child].erase(person_id);
  names_.Remove(person->second);
  person_by_id_.erase(person);
  ++people_changes_;
}

const std::set<std::string>& AudienceDirectory::IdsAt(const std::string& school,
                                                      v1::Person::Kind kind) const {
  static const std::set<std::string> kNobody;
  const auto ids = ids_at_.find({school, kind});
  return ids == ids_at_.end() ? kNobody : ids->second;
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
  if (!visit.contact_email().empty())
    inside[visit.id()].addresses.push_back({v1::ContactPoint::CHANNEL_EMAIL, visit.contact_email()});
}

std::vector<std::string> AudienceDirectory::OnDutyNow(const std::string& school) const {
  std::vector<std::string> ids;
  const auto roster = roster_by_school_.find(school);
  if (roster == roster_by_school_.end()) return ids;
  for (auto& one : DutyAt(roster->second, zone_, clock_())) ids.push_back(std::move(one.person_id));
  return ids;
}

std::set<std::string> AudienceDirectory::BarredFrom(const std::string& student_id) const {
  std::set<std::string> barred;
  const auto custody = custody_by_student_.find(student_id);
  const auto ids = guardians_by_child_.find(student_id);
  if (custody == custody_by_student_.end() || ids == guardians_by_child_.end()) return barred;
  Guardians guardians;
  for (const auto& id : ids->second) guardians.push_back(person_by_id_.at(id));
  barred = ids->second;
  for (const auto& id : ConsentingGuardians(custody->second, guardians, IsoDate(zone_.DateOf(clock_()))))
    barred.erase(id);
  return barred;
}

bool AudienceDirectory::IsBarredAt(const std::string& school, const v1::Person& guardian) const {
  bool any = false;
  for (const auto& child : guardian.children()) {
    const auto student = person_by_id_.find(child);
    if (student == person_by_id_.end() || !BelongsTo(student->second, school)) continue;
    if (!BarredFrom(child).contains(guardian.id())) return false;
    any = true;
  }
  return any;
}

std::vector<std::string> AudienceDirectory::Responsible(const std::string& school) const {
  const auto duty = OnDutyNow(school);
  std::set<std::string> ids(duty.begin(), duty.end());
  for (const auto& id : IdsAt(school, v1::Person::KIND_STAFF)) {
    if (IsAdministrator(person_by_id_.at(id), school)) ids.insert(id);
  }
  return {ids.begin(), ids.end()};
}

std::vector<std::string> AudienceDirectory::DistrictOnDuty() const {
  const std::string district{names::kDistrict};
  auto ids = OnDutyNow(district);
  if (!ids.empty()) return ids;
  for (const auto& [id, person] : person_by_id_) {
    if (person.kind() == v1::Person::KIND_STAFF && person.school() == district && !person.removed() &&
        LeadsOffice(person))
      ids.push_back(id);
  }
  return ids;
}

std::vector<std::string> AudienceDirectory::ThreatTeam(const std::string& school) const {
  for (const auto& at : {school, std::string{names::kDistrict}}) {
    const auto team = team_by_school_.find(at);
    if (team != team_by_school_.end() && !team->second.empty()) return team->second;
  }
  return Responsible(school);
}

void AudienceDirectory::AddStaff(const std::string& school, std::vector<std::string>& ids) const {
  const auto& staff = IdsAt(school, v1::Person::KIND_STAFF);
  ids.insert(ids.end(), staff.begin(), staff.end());
}

void AudienceDirectory::AddFamilies(const std::string& school, std::vector<std::string>& ids) const {
  for (const auto& id : IdsAt(school, v1::Person::KIND_GUARDIAN)) {
    const auto& person = person_by_id_.at(id);
    if (!IsRelative(person) && !IsBarredAt(school, person)) ids.push_back(id);
  }
}

bool AudienceDirectory::Has(const std::string& person_id) const {
  const auto person = person_by_id_.find(person_id);
  return person != person_by_id_.end() && !person->second.removed();
}

std::vector<RecipientId> AudienceDirectory::Resolve(const Cause& cause) const {
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
    case Audience::kThreatTeam: ids = ThreatTeam(cause.school); break;
    case Audience::kDuty: {
      const auto duty = OnDutyNow(cause.school);
      const auto rung = static_cast<std::size_t>(cause.rung);
      if (cause.rung < kPrincipalRung && rung < duty.size()) {
        ids = {duty[rung]};
        break;
      }
      [[fallthrough]];
    }
    case Audience::kResponsible: ids = Responsible(cause.school); break;
  }
  // Rosters, teams and causes may name somebody who is gone; a school's index does not.
  const auto indexed = static_cast<std::ptrdiff_t>(IsOfIndex(cause.audience) ? ids.size() : 0);
  if (cause.district) {
    for (auto& id : DistrictOnDuty())
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  }
  std::vector<RecipientId> visitors;
  if (const auto inside = visitors_by_school_.find(cause.school); inside != visitors_by_school_.end()) {
    for (const auto& [id, visitor] : inside->second) {
      const bool named =
          cause.audience == Audience::kNamed && std::find(ids.begin(), ids.end(), id) != ids.end();
      if (cause.audience == Audience::kOnSite || named) visitors.push_back({id, true});
    }
  }
  std::vector<RecipientId> recipients;
  recipients.reserve(ids.size() + visitors.size());
  for (auto id = ids.begin(); id != ids.end(); ++id) {
    if (id - ids.begin() < indexed || Has(*id)) recipients.push_back({std::move(*id)});
  }
  std::move(visitors.begin(), visitors.end(), std::back_inserter(recipients));
  return recipients;
}

}  // namespace watchbell::notification
