#include "services/notification/oneroster/users.hpp"

#include <algorithm>

#include "services/notification/domain/contacts.hpp"
#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {
namespace {

bool Has(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

}  // namespace

Users::Users(const Known& known, const Manifest& manifest, const Orgs& orgs)
    : known_(known), manifest_(manifest), orgs_(orgs) {
  for (const auto& person : known.people)
    if (!person.removed()) known_by_id_.emplace(person.id(), &person);
  if (manifest.Of("users.csv") == Mode::kBulk) return;
  users_.reserve(known_by_id_.size());
  for (const auto& person : known.people) Keep(person.id());
}

void Users::Read(Sheet& sheet) {
  if (!(manifest_.is_1_2() ? sheet.Open({"sourcedId", "givenName", "familyName"})
                           : sheet.Open({"sourcedId", "orgSourcedIds", "role", "givenName", "familyName"})))
    return;
  // There are files that call themselves 1.2 and are of the older form.
  roles_in_rows_ = manifest_.Text("roles.csv") == nullptr && sheet.Has("role") && sheet.Has("orgSourcedIds");
  while (sheet.Next()) {
    ReadRow(sheet);
    if (users_.size() > kPeopleMax) return sheet.Fault("", "the file has more than 500000 people");
  }
  if (manifest_.Of("users.csv") != Mode::kBulk || !sheet.MissingStay()) return;
  for (const auto& person : known_.people)
    if (!left_out_.contains(person.id())) Keep(person.id());
}

void Users::ReadRow(Sheet& sheet) {
  ++rows_;
  const std::string sourced_id = sheet.Id("sourcedId");
  if (sourced_id.empty()) {
    ++rows_refused_;
    return;
  }
  const auto mode = manifest_.Of("users.csv");
  const std::string id = PersonId(sourced_id);
  const auto enabled = ParseBoolean(sheet.Get("enabledUser"));
  if (!enabled) sheet.Leave("enabledUser", "is neither true nor false; it is read as true");
  const bool current = IsCurrent(sheet, mode) && enabled.value_or(true);
  User* earlier = FindId(id);
  if (mode == Mode::kBulk && earlier != nullptr && earlier->line != 0)
    return ReadAgain(sheet, *earlier, current);
  User user;
  if (IsInstant(sheet.Get("dateLastModified"))) user.modified = sheet.Get("dateLastModified");
  // A delta may say several things of a person: the newest counts.
  if (mode == Mode::kDelta && earlier != nullptr && !user.modified.empty() &&
      earlier->modified > user.modified)
    return;
  if (!current) return LeaveOut(id);
  user.line = sheet.line();
  user.person.set_id(id);
  if (!ReadPerson(sheet, user) || !ReadSchools(sheet, user)) return Refuse(id);
  left_out_.erase(id);
  if (const auto* known = KnownPerson(id)) CarryOver(user, *known);
  if (earlier != nullptr) {
    *earlier = std::move(user);
  } else {
    user_at_.emplace(id, users_.size());
    users_.push_back(std::move(user));
  }
}

// There are exports with a row for each school of a person.
void Users::ReadAgain(Sheet& sheet, User& earlier, bool current) {
  if (!current) return sheet.Leave("sourcedId", "occurs twice; the row that is active counts");
  sheet.Leave("sourcedId", "occurs twice; the first row counts, with the schools of both");
  if (!roles_in_rows_) return;
  for (auto& org : ReadOrgs(sheet))
    if (!Has(earlier.orgs, org) && earlier.orgs.size() < kListMax) earlier.orgs.push_back(std::move(org));
}

// False: the row is left out.
bool Users::ReadPerson(Sheet& sheet, User& user) {
  v1::Person& person = user.person;
  person.set_given_name(sheet.Text("givenName"));
  person.set_family_name(sheet.Text("familyName"));
  if (person.given_name().empty() && person.family_name().empty()) {
    sheet.Leave("familyName", "is empty, and so is givenName; the row is left out");
    return false;
  }
  ReadAddresses(sheet, user);
  person.set_language(
      sheet.Optional("metadata.language", ParseLanguage, "is no language tag; it is left out"));
  person.set_home_key(sheet.Text("metadata.homeKey"));
  for (const auto& agent : sheet.List("agentSourcedIds")) user.agents.push_back(PersonId(agent));
  return true;
}

void Users::ReadAddresses(Sheet& sheet, User& user) {
  constexpr std::string_view kNoNumber = "is no telephone number; it is left out";
  v1::Person& person = user.person;
  person.set_email(sheet.Optional("email", ParseEmail, "is no mail address; it is left out"));
  const std::string sms = sheet.Optional("sms", ParsePhone, kNoNumber);
  const std::string phone = sheet.Optional("phone", ParsePhone, kNoNumber);
  person.set_phone(sms.empty() ? phone : sms);
  AddContactPoint(person, v1::ContactPoint::CHANNEL_EMAIL, person.email());
  AddContactPoint(person, v1::ContactPoint::CHANNEL_SMS, person.phone());
  AddContactPoint(person, v1::ContactPoint::CHANNEL_VOICE, phone.empty() ? sms : phone);
}

std::vector<std::string> Users::ReadOrgs(Sheet& sheet) {
  auto orgs = sheet.List("orgSourcedIds");
  const auto unknown = [&](const std::string& org) { return !orgs_.CodeOf(org); };
  if (std::erase_if(orgs, unknown) > 0)
    sheet.Leave("orgSourcedIds", "names an organisation that orgs.csv does not have; it is left out");
  return orgs;
}

// False: the row is left out.
bool Users::ReadSchools(Sheet& sheet, User& user) {
  if (!roles_in_rows_) return true;  // roles.csv says them
  v1::Person& person = user.person;
  const auto role = ParseRole(sheet.Get("role"));
  if (!role) {
    sheet.Leave("role", "is no role that is known here; the row is left out: give one of OneRoster's");
    return false;
  }
  person.set_kind(role->kind);
  person.set_role(std::string(role->name));
  user.orgs = ReadOrgs(sheet);
  if (!user.orgs.empty() || person.kind() == v1::Person::KIND_GUARDIAN) return true;
  sheet.Leave("orgSourcedIds", "names no school; those of enrollments.csv and of the directory count");
  if (const auto* known = KnownPerson(person.id())) *person.mutable_schools() = known->schools();
  return true;
}

// What a file that is not whole does not say again.
void Users::CarryOver(User& user, const v1::Person& known) {
  v1::Person& person = user.person;
  if (manifest_.Of("demographics.csv") != Mode::kBulk) person.set_date_of_birth(known.date_of_birth());
  if (!roles_in_rows_ && manifest_.Of("roles.csv") != Mode::kBulk) {
    person.set_kind(known.kind());
    person.set_role(known.role());
    *person.mutable_roles() = known.roles();
    *person.mutable_schools() = known.schools();
  }
  // Links that only the other side states come back by its own agents.
  if (manifest_.Of("users.csv") == Mode::kDelta && user.agents.empty())
    *person.mutable_children() = known.children();
}

const v1::Person* Users::KnownPerson(const std::string& person_id) const {
  const auto known = known_by_id_.find(person_id);
  return known == known_by_id_.end() ? nullptr : known->second;
}

void Users::Refuse(const std::string& person_id) {
  ++rows_refused_;
  left_out_.insert(person_id);  // what names them is not said again
  Keep(person_id);
}

// As the directory knows them, unless a row said otherwise.
void Users::Keep(const std::string& person_id) {
  const auto* known = KnownPerson(person_id);
  if (known == nullptr || !user_at_.emplace(person_id, users_.size()).second) return;
  users_.push_back({.person = *known});
}

void Users::LeaveOut(const std::string& person_id) {
  left_out_.insert(person_id);
  const auto found = user_at_.find(person_id);
  if (found == user_at_.end()) return;
  users_[found->second].person.set_removed(true);
  user_at_.erase(found);
}

User* Users::FindId(const std::string& person_id) {
  const auto found = user_at_.find(person_id);
  return found == user_at_.end() ? nullptr : &users_[found->second];
}

User* Users::Find(Sheet& sheet, std::string_view column, std::string_view sourced_id) {
  const auto id = PersonId(sourced_id);
  User* user = FindId(id);
  const bool in_delta = manifest_.Of("users.csv") != Mode::kBulk && KnownPerson(id) != nullptr;
  if (user == nullptr && !left_out_.contains(id) && !in_delta)
    sheet.Leave(column, "names nobody of users.csv; the row is left out");
  return user;
}

void Users::ReadRoles(Sheet& sheet) {
  if (!sheet.Open({"sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"})) return;
  const auto mode = manifest_.Of("roles.csv");
  while (sheet.Next()) ReadRole(sheet, mode);
}

void Users::ReadRole(Sheet& sheet, Mode mode) {
  const bool current =
      IsCurrent(sheet, mode) && IsToday(known_, sheet.Date("beginDate"), sheet.Date("endDate"));
  if (!current && mode == Mode::kBulk) {
    ended_.insert(PersonId(sheet.Get("userSourcedId")));
    return;
  }
  const std::string org(sheet.Get("orgSourcedId"));
  const auto code = orgs_.CodeOf(org);
  if (!code)
    sheet.Leave("orgSourcedId", "names an organisation that orgs.csv does not have; the row is left out");
  const auto role = ParseRole(sheet.Get("role"));
  if (!role)
    sheet.Leave("role", "is no role that is known here; the row is left out: give one of OneRoster's");
  User* user = Find(sheet, "userSourcedId", sheet.Get("userSourcedId"));
  if (user == nullptr || !code || !role) return;
  v1::Person& person = user->person;
  auto& roles = *person.mutable_roles();
  roles.erase(
      std::remove_if(roles.begin(), roles.end(),
                     [&](const auto& one) { return one.school() == *code && one.role() == role->name; }),
      roles.end());
  if (!current) {
    const auto here = [&](const auto& one) { return one.school() == *code; };
    auto& schools = *person.mutable_schools();
    if (std::none_of(roles.begin(), roles.end(), here))
      schools.erase(std::remove(schools.begin(), schools.end(), *code), schools.end());
    return;
  }
  const bool primary = LowerCase(sheet.Get("roleType")) == "primary";
  if (person.kind() == v1::Person::KIND_UNSPECIFIED || primary) {
    person.set_kind(role->kind);
    person.set_role(std::string(role->name));
  }
  if (role->kind == v1::Person::KIND_STAFF && !code->empty()) {
    auto& added = *person.add_roles();
    added.set_school(*code);
    added.set_role(std::string(role->name));
    added.set_primary(primary);
  }
  if (!Has(user->orgs, org) && user->orgs.size() < kListMax) user->orgs.push_back(org);
}

void Users::CheckRoles(csv::FaultList& left_out) {
  for (std::size_t i = 0, count = users_.size(); i < count; ++i) {
    const std::string id = users_[i].person.id();
    const auto line = users_[i].line;
    if (line == 0 || users_[i].person.removed() || users_[i].person.kind() != v1::Person::KIND_UNSPECIFIED)
      continue;
    LeaveOut(id);
    if (ended_.contains(id)) continue;
    left_out.Add("users.csv", line, "sourcedId", "has no role in roles.csv; the row is left out");
    Refuse(id);
  }
}

void Users::ReadDemographics(Sheet& sheet) {
  if (!sheet.Open({"sourcedId", "birthDate"})) return;
  const auto mode = manifest_.Of("demographics.csv");
  while (sheet.Next()) {
    const bool current = !sheet.Has("status") || IsCurrent(sheet, mode);
    User* user = Find(sheet, "sourcedId", sheet.Get("sourcedId"));
    const std::string born = sheet.Date("birthDate");
    if (user == nullptr || born.empty()) continue;
    if (user->person.kind() == v1::Person::KIND_STUDENT) user->person.set_date_of_birth(current ? born : "");
  }
}

}  // namespace watchbell::notification::oneroster
