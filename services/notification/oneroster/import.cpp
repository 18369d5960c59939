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

struct Faults {
  csv::FaultList refusing;  // the whole import
  csv::FaultList left_out;
};

// Hands the file's rows to `read`, if it is there.
template <class Read>
void Each(const Manifest& manifest, std::string_view file, Faults& faults, Read read) {
  const std::string* text = manifest.Text(file);
  if (text == nullptr) return;
  Sheet sheet(file, *text, faults.refusing, faults.left_out);
  read(sheet);
}

}  // namespace

ImportOutcome ReadFiles(const Files& files, const Known& known) {
  Faults faults;
  const Manifest manifest(files, faults.refusing, faults.left_out);
  Orgs orgs(known, manifest.Of("orgs.csv"));
  Each(manifest, "orgs.csv", faults, [&](auto& sheet) { orgs.Read(sheet); });
  if (!faults.refusing.empty()) return Failed(faults.refusing);  // whatever follows would only repeat it
  if (orgs.NoneTaken()) return Failed(faults.left_out);

  Users users(known, manifest, orgs);
  Classes classes(known, manifest, orgs);
  Each(manifest, "users.csv", faults, [&](auto& sheet) { users.Read(sheet); });
  Each(manifest, "roles.csv", faults, [&](auto& sheet) { users.ReadRoles(sheet); });
  users.CheckRoles(faults.left_out);
  if (faults.refusing.empty() && users.NoneTaken()) return Failed(faults.left_out);
  Each(manifest, "academicSessions.csv", faults, [&](auto& sheet) { classes.ReadTerms(sheet); });
  Each(manifest, "classes.csv", faults, [&](auto& sheet) { classes.Read(sheet); });
  Each(manifest, "enrollments.csv", faults, [&](auto& sheet) { classes.ReadEnrollments(sheet, users); });
  Each(manifest, "demographics.csv", faults, [&](auto& sheet) { users.ReadDemographics(sheet); });
  if (!faults.refusing.empty()) return Failed(faults.refusing);
  PlaceInSchools(users, orgs);
  LinkFamilies(users, faults.left_out);

  ImportOutcome outcome;
  outcome.left_out = ErrorsOf(faults.left_out);
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
