#include "services/notification/oneroster/import.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "common/csv/rows.hpp"
#include "common/id/id.hpp"
#include "common/names/names.hpp"
#include "services/notification/domain/contacts.hpp"
#include "services/notification/oneroster/classes.hpp"
#include "services/notification/oneroster/fields.hpp"
#include "services/notification/oneroster/school_codes.hpp"

namespace watchbell::notification::oneroster {
namespace {

constexpr std::string_view kManifest = "manifest.csv";
constexpr std::string_view kOrgs = "orgs.csv";
constexpr std::string_view kUsers = "users.csv";
constexpr std::string_view kClasses = "classes.csv";
constexpr std::string_view kEnrollments = "enrollments.csv";
constexpr std::string_view kDemographics = "demographics.csv";
constexpr std::array kWanted{kManifest, kOrgs, kUsers, kClasses, kEnrollments, kDemographics};
constexpr std::array<std::string_view, 6> kOrgTypes{"school",   "district", "local",
                                                    "national", "state",    "department"};

struct User {
  v1::Person person;
  std::vector<std::string> orgs;
  std::vector<std::string> agents;
  std::size_t line = 0;
};

v1::ImportError ErrorOf(const csv::RowFault& fault) {
  v1::ImportError error;
  error.set_file(fault.file);
  error.set_line(static_cast<int>(fault.line));
  error.set_column(fault.column);
  error.set_problem(fault.problem);
  return error;
}

// As Get, and a fault when it is empty or not text.
std::string_view Require(csv::Rows& rows, std::string_view column) {
  const std::string_view value = rows.Get(column);
  if (value.empty())
    rows.Fault(column, "is empty");
  else if (!IsText(value))
    rows.Fault(column, "is not text of at most 200 bytes in UTF-8");
  return value;
}

class Import {
 public:
  explicit Import(const Files& files) : files_(files) {}
  ImportOutcome Run();

 private:
  void ReadManifest();
  void ReadOrgs();
  void ReadUsers();
  void ReadUser(csv::Rows& rows);
  void ReadClasses();
  void ReadEnrollments();
  void ReadDemographics();
  void PlaceInSchools();
  void LinkFamilies();
  const std::string* Text(std::string_view file, bool required);
  // Null, with a fault unless it is somebody left out, when the id names nobody.
  User* FindUser(csv::Rows& rows, std::string_view column, std::string_view sourced_id);

  const Files& files_;
  csv::FaultList errors_;
  std::unordered_map<std::string, std::string> code_of_org_;  // empty for what is not a school
  std::vector<v1::School> schools_;
  std::vector<User> users_;
  std::unordered_map<std::string, std::size_t> user_at_;
  std::unordered_set<std::string> left_out_;
  Classes classes_;
};

const std::string* Import::Text(std::string_view file, bool required) {
  const auto found = files_.find(std::string(file));
  if (found != files_.end()) return &found->second;
  if (required) errors_.Add(file, 0, "", "is not in the archive");
  return nullptr;
}

void Import::ReadManifest() {
  const std::string* text = Text(kManifest, false);
  if (text == nullptr) return;
  csv::Rows rows(kManifest, *text, errors_);
  if (!rows.Open({"propertyName", "value"})) return;
  while (rows.Next()) {
    const auto property = rows.Get("propertyName");
    if (property == "oneroster.version" && rows.Get("value") != "1.1")
      rows.Fault("value", "only OneRoster 1.1 is read");
    if (property.starts_with("file.") && rows.Get("value") == "delta")
      rows.Fault("value", "only bulk files are read, not deltas");
  }
}

void Import::ReadOrgs() {
  const std::string* text = Text(kOrgs, true);
  if (text == nullptr) return;
  csv::Rows rows(kOrgs, *text, errors_);
  if (!rows.Open({"sourcedId", "name", "type"})) return;
  std::vector<SchoolName> names;
  std::unordered_set<std::string> identifiers;
  while (rows.Next()) {
    const std::string sourced_id(Require(rows, "sourcedId"));
    const std::string_view name = Require(rows, "name");
    const std::string_view type = rows.Get("type");
    const auto current = ParseCurrent(rows.Get("status"));
    if (!current) rows.Fault("status", "is none of active, tobedeleted");
    if (std::find(kOrgTypes.begin(), kOrgTypes.end(), type) == kOrgTypes.end())
      rows.Fault("type", "is no OneRoster organisation type");
    if (!code_of_org_.emplace(sourced_id, "").second) rows.Fault("sourcedId", "occurs twice");
    if (type != "school" || !current.value_or(false)) continue;
    const std::string identifier(rows.Get("identifier"));
    if (names::IsSchoolCode(identifier) && !identifiers.insert(identifier).second)
      rows.Fault("identifier", "belongs to another school too");
    names.push_back({sourced_id, std::string(name), identifier});
  }
  if (!errors_.empty()) return;
  const std::vector<std::string> codes = SchoolCodes(names);
  for (std::size_t i = 0; i < names.size(); ++i) {
    v1::School& school = schools_.emplace_back();
    school.set_id(SchoolId(names[i].sourced_id));
    school.set_code(codes[i]);
    school.set_name(names[i].name);
    code_of_org_[names[i].sourced_id] = codes[i];
  }
}

void Import::ReadUsers() {
  const std::string* text = Text(kUsers, true);
  if (text == nullptr) return;
  csv::Rows rows(kUsers, *text, errors_);
  if (!rows.Open({"sourcedId", "orgSourcedIds", "role", "givenName", "familyName"})) return;
  while (rows.Next()) {
    ReadUser(rows);
    if (users_.size() > kPeopleMax) return rows.Fault("", "the file has more than 500000 people");
  }
}

void Import::ReadUser(csv::Rows& rows) {
  const std::string sourced_id(Require(rows, "sourcedId"));
  const auto current = ParseCurrent(rows.Get("status"));
  const auto enabled = ParseBoolean(rows.Get("enabledUser"));
  if (!current) rows.Fault("status", "is none of active, tobedeleted");
  if (!enabled) rows.Fault("enabledUser", "is neither true nor false");
  if (left_out_.contains(sourced_id) || user_at_.contains(sourced_id))
    rows.Fault("sourcedId", "occurs twice");
  if (!current.value_or(true) || !enabled.value_or(true)) {
    left_out_.insert(sourced_id);
    return;
  }
  User user;
  user.line = rows.line();
  v1::Person& person = user.person;
  person.set_id(PersonId(sourced_id));
  person.set_given_name(std::string(Require(rows, "givenName")));
  person.set_family_name(std::string(Require(rows, "familyName")));
  if (const auto kind = ParseRole(rows.Get("role")))
    person.set_kind(*kind);
  else
    rows.Fault("role", "is no OneRoster role");
  person.set_role(std::string(rows.Get("role")));
  const auto optional = [&rows](std::string_view column, auto parse, std::string_view problem) {
    const std::string_view value = rows.Get(column);
    if (value.empty()) return std::string();
    auto parsed = parse(value);
    if (!parsed) rows.Fault(column, problem);
    return std::move(parsed).value_or("");
  };
  person.set_email(optional("email", ParseEmail, "is no mail address"));
  const std::string sms = optional("sms", ParsePhone, "is no telephone number");
  const std::string phone = optional("phone", ParsePhone, "is no telephone number");
  person.set_phone(sms.empty() ? phone : sms);
  AddContactPoint(person, v1::ContactPoint::CHANNEL_EMAIL, person.email());
  AddContactPoint(person, v1::ContactPoint::CHANNEL_SMS, person.phone());
  AddContactPoint(person, v1::ContactPoint::CHANNEL_VOICE, phone.empty() ? sms : phone);
  person.set_language(optional("metadata.language", ParseLanguage, "is no language tag"));
  const auto list = [&rows](std::string_view column) {
    auto items = ParseList(rows.Get(column));
    if (!items) rows.Fault(column, "is no list of at most 64 ids");
    return std::move(items).value_or(std::vector<std::string>{});
  };
  user.orgs = list("orgSourcedIds");
  user.agents = list("agentSourcedIds");
  if (user.orgs.empty() && person.kind() != v1::Person::KIND_GUARDIAN)
    rows.Fault("orgSourcedIds", "is empty");
  for (const auto& org : user.orgs)
    if (!code_of_org_.contains(org))
      rows.Fault("orgSourcedIds", "names an organisation that orgs.csv does not have");
  user_at_.emplace(sourced_id, users_.size());
  users_.push_back(std::move(user));
}

User* Import::FindUser(csv::Rows& rows, std::string_view column, std::string_view sourced_id) {
  const auto found = user_at_.find(std::string(sourced_id));
  if (found != user_at_.end()) return &users_[found->second];
  if (!left_out_.contains(std::string(sourced_id))) rows.Fault(column, "names nobody of users.csv");
  return nullptr;
}

void Import::ReadClasses() {
  const std::string* text = Text(kClasses, false);
  if (text == nullptr) return;
  csv::Rows rows(kClasses, *text, errors_);
  classes_.Read(rows, code_of_org_);
}

void Import::ReadEnrollments() {
  const std::string* text = Text(kEnrollments, false);
  if (text == nullptr) return;
  csv::Rows rows(kEnrollments, *text, errors_);
  if (!rows.Open({"schoolSourcedId", "userSourcedId"})) return;
  while (rows.Next()) {
    const auto current = ParseCurrent(rows.Get("status"));
    if (!current) rows.Fault("status", "is none of active, tobedeleted");
    if (!current.value_or(false)) continue;
    const std::string school(rows.Get("schoolSourcedId"));
    const auto code = code_of_org_.find(school);
    if (code == code_of_org_.end())
      rows.Fault("schoolSourcedId", "names an organisation that orgs.csv does not have");
    User* user = FindUser(rows, "userSourcedId", rows.Get("userSourcedId"));
    if (user != nullptr) classes_.Enroll(rows, user->person);
    if (user == nullptr || std::find(user->orgs.begin(), user->orgs.end(), school) != user->orgs.end())
      continue;
    if (user->orgs.size() == kListMax)
      rows.Fault("userSourcedId", "belongs to more than 64 organisations");
    else
      user->orgs.push_back(school);
  }
}

void Import::ReadDemographics() {
  const std::string* text = Text(kDemographics, false);
  if (text == nullptr) return;
  csv::Rows rows(kDemographics, *text, errors_);
  if (!rows.Open({"sourcedId", "birthDate"})) return;
  while (rows.Next()) {
    User* user = FindUser(rows, "sourcedId", rows.Get("sourcedId"));
    const std::string_view born = rows.Get("birthDate");
    if (user == nullptr || born.empty()) continue;
    const auto date = ParseDate(born);
    if (!date)
      rows.Fault("birthDate", "is no date of the form YYYY-MM-DD");
    else if (user->person.kind() == v1::Person::KIND_STUDENT)
      user->person.set_date_of_birth(*date);
  }
}

void Import::PlaceInSchools() {
  for (User& user : users_) {
    if (user.person.kind() == v1::Person::KIND_GUARDIAN) continue;
    for (const auto& org : user.orgs) {
      const auto code = code_of_org_.find(org);
      if (code != code_of_org_.end() && !code->second.empty()) user.person.add_schools(code->second);
    }
  }
}

template <class Field>
void SortUnique(Field& field) {
  std::sort(field.begin(), field.end());
  field.erase(std::unique(field.begin(), field.end()), field.end());
}

// Districts state the link on the child, on the adult or on both.
void Import::LinkFamilies() {
  for (std::size_t i = 0; i < users_.size(); ++i) {
    for (const auto& agent : users_[i].agents) {
      const auto other = user_at_.find(agent);
      if (other == user_at_.end()) {
        if (!left_out_.contains(agent))
          errors_.Add(kUsers, users_[i].line, "agentSourcedIds", "names nobody of users.csv");
        continue;
      }
      v1::Person* child = &users_[i].person;
      v1::Person* adult = &users_[other->second].person;
      if (child->kind() != v1::Person::KIND_STUDENT) std::swap(child, adult);
      if (child->kind() != v1::Person::KIND_STUDENT || adult->kind() == v1::Person::KIND_STUDENT) continue;
      adult->add_children(child->id());
      if (adult->kind() != v1::Person::KIND_GUARDIAN) continue;
      for (const auto& school : child->schools()) adult->add_schools(school);
    }
  }
  for (User& user : users_) {
    SortUnique(*user.person.mutable_children());
    if (user.person.kind() == v1::Person::KIND_GUARDIAN) SortUnique(*user.person.mutable_schools());
  }
}

ImportOutcome Import::Run() {
  ReadManifest();
  ReadOrgs();
  if (errors_.empty()) ReadUsers();
  if (!users_.empty()) {  // people with faults are among them, so that one upload shows the faults of every
                          // file
    ReadClasses();
    ReadEnrollments();
    ReadDemographics();
    PlaceInSchools();
    LinkFamilies();
  }
  ImportOutcome outcome;
  if (!errors_.empty()) {
    for (const auto& fault : errors_.Take()) outcome.errors.push_back(ErrorOf(fault));
    return outcome;
  }
  outcome.schools = std::move(schools_);
  outcome.groups = classes_.Take();
  outcome.people.reserve(users_.size());
  for (User& user : users_) {
    v1::Person& person = outcome.people.emplace_back(std::move(user.person));
    person.set_school(person.schools().empty() ? std::string(names::kDistrict) : person.schools(0));
  }
  return outcome;
}

}  // namespace

std::string PersonId(std::string_view sourced_id) { return id::Derive("person", sourced_id); }
std::string SchoolId(std::string_view sourced_id) { return id::Derive("school", sourced_id); }

ImportOutcome ReadFiles(const Files& files) { return Import(files).Run(); }

Result<ImportOutcome> Read(std::string_view archive, const ArchiveLimits& limits) {
  auto files = Unpack(archive, kWanted, limits);
  if (!files) return tl::unexpected(files.error());
  return ReadFiles(*files);
}

}  // namespace watchbell::notification::oneroster
