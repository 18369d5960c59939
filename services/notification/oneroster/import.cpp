#include "services/notification/oneroster/import.hpp"

#include "common/names/names.hpp"
#include "services/notification/oneroster/classes.hpp"
#include "services/notification/oneroster/families.hpp"

namespace watchbell::notification::oneroster {
namespace {

v1::ImportError ErrorOf(const csv::RowFault& fault) {
  v1::ImportError error;
  error.set_file(fault.file);
  error.set_line(static_cast<int>(fault.line));
  error.set_column(fault.column);
  error.set_problem(fault.problem);
  return error;
}

std::vector<v1::ImportError> ErrorsOf(csv::FaultList& faults) {
  std::vector<v1::ImportError> errors;
  for (const auto& fault : faults.Take()) errors.push_back(ErrorOf(fault));
  return errors;
}

ImportOutcome Failed(csv::FaultList& faults) {
  ImportOutcome outcome;
  outcome.errors = ErrorsOf(faults);
  return outcome;
}

// Hands the file's rows to `read`, if it is there.
template <class Read>
void Each(const Manifest& manifest, std::string_view file, csv::FaultList& faults, Read read) {
  const std::string* text = manifest.Text(file);
  if (text == nullptr) return;
  csv::Rows rows(file, *text, faults);
  read(rows);
}

}  // namespace

ImportOutcome ReadFiles(const Files& files, const Known& known) {
  csv::FaultList faults, left_out;
  const Manifest manifest(files, faults);
  Orgs orgs(known, manifest.Of("orgs.csv"));
  Each(manifest, "orgs.csv", faults, [&](auto& rows) { orgs.Read(rows); });
  if (!faults.empty()) return Failed(faults);  // whatever follows would only repeat it

  Users users(known, manifest, orgs, left_out);
  Classes classes(known, manifest, orgs);
  Each(manifest, "users.csv", faults, [&](auto& rows) { users.Read(rows); });
  Each(manifest, "roles.csv", faults, [&](auto& rows) { users.ReadRoles(rows); });
  users.CheckRoles(faults);
  if (!users.all().empty()) {  // people with faults are among them, so that one upload shows all faults
    Each(manifest, "academicSessions.csv", faults, [&](auto& rows) { classes.ReadTerms(rows); });
    Each(manifest, "classes.csv", faults, [&](auto& rows) { classes.Read(rows); });
    Each(manifest, "enrollments.csv", faults, [&](auto& rows) { classes.ReadEnrollments(rows, users); });
    Each(manifest, "demographics.csv", faults, [&](auto& rows) { users.ReadDemographics(rows); });
    PlaceInSchools(users, orgs);
    LinkFamilies(users, faults);
  }
  if (!faults.empty()) return Failed(faults);

  ImportOutcome outcome;
  outcome.left_out = ErrorsOf(left_out);
  outcome.schools = orgs.Take();
  outcome.groups = classes.Take(users);
  outcome.people.reserve(users.all().size());
  for (User& user : users.all()) {
    if (user.person.removed()) continue;
    v1::Person& person = outcome.people.emplace_back(std::move(user.person));
    person.set_school(person.schools().empty() ? std::string(names::kDistrict) : person.schools(0));
  }
  return outcome;
}

Result<ImportOutcome> Read(std::string_view archive, const Known& known, const ArchiveLimits& limits) {
  auto files = Unpack(archive, kRead, limits);
  if (!files) return tl::unexpected(files.error());
  return ReadFiles(*files, known);
}

}  // namespace watchbell::notification::oneroster
