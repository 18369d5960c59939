#include "services/notification/oneroster/users.hpp"

#include <algorithm>

#include "services/notification/domain/contacts.hpp"
#include "services/notification/oneroster/fields.hpp"

namespace watchbell::notification::oneroster {
namespace {

// A field that may be empty; a fault when it is not what it should be.
template <class Parse>
std::string Optional(csv::Rows& rows, std::string_view column, Parse parse, std::string_view problem) {
  const std::string_view value = rows.Get(column);
  if (value.empty()) return {};
  auto parsed = parse(value);
  if (!parsed) rows.Fault(column, problem);
  return std::move(parsed).value_or("");
}

std::vector<std::string> List(csv::Rows& rows, std::string_view column) {
  auto items = ParseList(rows.Get(column));
  if (!items) rows.Fault(column, "is no list of at most 64 ids");
  return std::move(items).value_or(std::vector<std::string>{});
}

bool Has(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

}  // namespace

Users::Users(const Known& known, const Manifest& manifest, const Orgs& orgs, csv::FaultList& left_out)
    : known_(known), manifest_(manifest), orgs_(orgs), left_out_numbers_(left_out) {
  for (const auto& person : known.people) known_by_id_.emplace(person.id(), &person);
  if (manifest.Of("users.csv") == Mode::kBulk) return;
  users_.reserve(known.people.size());
  for (const auto& person : known.people) {
    if (person.removed()) continue;
    user_at_.emplace(person.id(), users_.size());
    users_.push_back({.person = person});
  }
}

void Users::Read(csv::Rows& rows) {
  if (!(manifest_.is_1_2() ? rows.Open({"sourcedId", "givenName", "familyName"})
                           : rows.Open({"sourcedId", "orgSourcedIds", "role", "givenName", "familyName"})))
    return;
  while (rows.Next()) {
    ReadRow(rows);
    if (users_.size() > kPeopleMax) return rows.Fault("", "the file has more than 500000 people");
  }
}

void Users::ReadRow(csv::Rows& rows) {
  const auto mode = manifest_.Of("users.csv");
  const std::string id = PersonId(Require(rows, "sourcedId"));
  const bool current = IsCurrent(rows, mode);
  const auto enabled = ParseBoolean(rows.Get("enabledUser"));
  if (!enabled) rows.Fault("enabledUser", "is neither true nor false");
  User* earlier = FindId(id);
  if (mode == Mode::kBulk && (earlier != nullptr || left_out_.contains(id)))
    rows.Fault("sourcedId", "occurs twice");
  // A delta may say several things of a person: the newest counts.
  if (mode == Mode::kDelta && earlier != nullptr && earlier->modified > rows.Get("dateLastModified")) return;
  if (!current || !enabled.value_or(true)) return LeaveOut(id);
  left_out_.erase(id);
  User user;
  user.line = rows.line();
  user.modified = std::string(rows.Get("dateLastModified"));
  user.person.set_id(id);
  ReadPerson(rows, user);
  ReadSchools(rows, user);
  if (const auto known = known_by_id_.find(id); known != known_by_id_.end()) CarryOver(user, *known->second);
  if (earlier != nullptr) {
    *earlier = std::move(user);
  } else {
    user_at_.emplace(id, users_.size());
    users_.push_back(std::move(user));
  }
}

void Users::ReadPerson(csv::Rows& rows, User& user) {
  v1::Person& person = user.person;
  person.set_given_name(std::string(Require(rows, "givenName")));
  person.set_family_name(std::string(Require(rows, "familyName")));
  person.set_email(Optional(rows, "email", ParseEmail, "is no mail address"));
  const std::string sms = ReadNumber(rows, "sms");
  const std::string phone = ReadNumber(rows, "phone");
  person.set_phone(sms.empty() ? phone : sms);
  AddContactPoint(person, v1::ContactPoint::CHANNEL_EMAIL, person.email());
  AddContactPoint(person, v1::ContactPoint::CHANNEL_SMS, person.phone());
  AddContactPoint(person, v1::ContactPoint::CHANNEL_VOICE, phone.empty() ? sms : phone);
  person.set_language(Optional(rows, "metadata.language", ParseLanguage, "is no language tag"));
  if (!IsText(rows.Get("metadata.homeKey")))
    rows.Fault("metadata.homeKey", "is not one line of UTF-8 text with at most 200 bytes");
  else
    person.set_home_key(std::string(rows.Get("metadata.homeKey")));
  for (const auto& agent : List(rows, "agentSourcedIds")) user.agents.push_back(PersonId(agent));
}

std::string Users::ReadNumber(csv::Rows& rows, std::string_view column) {
  const std::string_view value = rows.Get(column);
  if (value.empty()) return {};
  auto number = ParsePhone(value);
  if (!number)
    left_out_numbers_.Add("users.csv", rows.line(), column, "is no telephone number; it is left out");
  return std::move(number).value_or("");
}

void Users::ReadSchools(csv::Rows& rows, User& user) {
  if (manifest_.is_1_2()) return;  // roles.csv says them
  v1::Person& person = user.person;
  if (const auto kind = ParseRole(rows.Get("role")))
    person.set_kind(*kind);
  else
    rows.Fault("role", "is no OneRoster role");
  person.set_role(std::string(rows.Get("role")));
  user.orgs = List(rows, "orgSourcedIds");
  if (user.orgs.empty() && person.kind() != v1::Person::KIND_GUARDIAN)
    rows.Fault("orgSourcedIds", "is empty");
  for (const auto& org : user.orgs)
    if (!orgs_.CodeOf(org)) rows.Fault("orgSourcedIds", "names an organisation that orgs.csv does not have");
}

// What a file that is not whole does not say again.
void Users::CarryOver(User& user, const v1::Person& known) {
  v1::Person& person = user.person;
  if (known.removed()) return;
  if (manifest_.Of("demographics.csv") != Mode::kBulk) person.set_date_of_birth(known.date_of_birth());
  if (manifest_.is_1_2() && manifest_.Of("roles.csv") != Mode::kBulk) {
    person.set_kind(known.kind());
    person.set_role(known.role());
    *person.mutable_roles() = known.roles();
    *person.mutable_schools() = known.schools();
  }
  // Links that only the other side states come back by its own agents.
  if (manifest_.Of("users.csv") == Mode::kDelta && user.agents.empty())
    *person.mutable_children() = known.children();
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

User* Users::Find(csv::Rows& rows, std::string_view column, std::string_view sourced_id) {
  const auto id = PersonId(sourced_id);
  User* user = FindId(id);
  const bool in_delta = manifest_.Of("users.csv") != Mode::kBulk && known_by_id_.contains(id);
  if (user == nullptr && !left_out_.contains(id) && !in_delta)
    rows.Fault(column, "names nobody of users.csv");
  return user;
}

void Users::ReadRoles(csv::Rows& rows) {
  if (!rows.Open({"sourcedId", "userSourcedId", "roleType", "role", "orgSourcedId"})) return;
  const auto mode = manifest_.Of("roles.csv");
  while (rows.Next()) {
    const bool current = IsCurrent(rows, mode) && IsToday(known_, rows.Get("beginDate"), rows.Get("endDate"));
    if (!current && mode == Mode::kBulk) {
      ended_.insert(PersonId(rows.Get("userSourcedId")));
      continue;
    }
    const auto code = orgs_.CodeOf(rows.Get("orgSourcedId"));
    if (!code) rows.Fault("orgSourcedId", "names an organisation that orgs.csv does not have");
    const auto kind = ParseRole(rows.Get("role"));
    if (!kind) rows.Fault("role", "is no OneRoster role");
    User* user = Find(rows, "userSourcedId", rows.Get("userSourcedId"));
    if (user == nullptr || !code || !kind) continue;
    v1::Person& person = user->person;
    const std::string role(rows.Get("role"));
    auto& roles = *person.mutable_roles();
    roles.erase(std::remove_if(roles.begin(), roles.end(),
                               [&](const auto& one) { return one.school() == *code && one.role() == role; }),
                roles.end());
    if (!current) {
      const auto here = [&](const auto& one) { return one.school() == *code; };
      auto& schools = *person.mutable_schools();
      if (std::none_of(roles.begin(), roles.end(), here))
        schools.erase(std::remove(schools.begin(), schools.end(), *code), schools.end());
      continue;
    }
    const bool primary = rows.Get("roleType") == "primary";
    if (person.kind() == v1::Person::KIND_UNSPECIFIED || primary) {
      person.set_kind(*kind);
      person.set_role(role);
    }
    if (*kind == v1::Person::KIND_STAFF && !code->empty()) {
      auto& added = *person.add_roles();
      added.set_school(*code);
      added.set_role(role);
      added.set_primary(primary);
    }
    const std::string org(rows.Get("orgSourcedId"));
    if (!Has(user->orgs, org) && user->orgs.size() < kListMax) user->orgs.push_back(org);
  }
}

void Users::CheckRoles(csv::FaultList& faults) {
  if (!manifest_.is_1_2()) return;
  for (const auto& user : users_) {
    if (user.line == 0 || user.person.removed() || user.person.kind() != v1::Person::KIND_UNSPECIFIED)
      continue;
    if (ended_.contains(user.person.id()))
      LeaveOut(user.person.id());
    else
      faults.Add("users.csv", user.line, "sourcedId", "has no role in roles.csv");
  }
}

void Users::ReadDemographics(csv::Rows& rows) {
  if (!rows.Open({"sourcedId", "birthDate"})) return;
  const auto mode = manifest_.Of("demographics.csv");
  while (rows.Next()) {
    const bool current = !rows.Has("status") || IsCurrent(rows, mode);
    User* user = Find(rows, "sourcedId", rows.Get("sourcedId"));
    const std::string_view born = rows.Get("birthDate");
    if (user == nullptr || born.empty()) continue;
    const auto date = ParseDate(born);
    if (!date)
      rows.Fault("birthDate", "is no date of the form YYYY-MM-DD");
    else if (user->person.kind() == v1::Person::KIND_STUDENT)
      user->person.set_date_of_birth(current ? *date : "");
  }
}

}  // namespace watchbell::notification::oneroster
