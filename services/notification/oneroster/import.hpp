// A district's OneRoster 1.1 files as schools, people and classes of the directory. Pure: bytes in, records
// or errors out.
#pragma once

#include <string_view>
#include <vector>

#include "common/result/result.hpp"
#include "services/notification/oneroster/archive.hpp"
#include "watchbell/notification/v1/directory.pb.h"
#include "watchbell/notification/v1/directory_service.pb.h"
#include "watchbell/notification/v1/group.pb.h"

namespace watchbell::notification::oneroster {

inline constexpr std::size_t kPeopleMax = 500'000;

// Either records, in the order of the files, or errors: a file with an error changes nothing.
struct ImportOutcome {
  std::vector<v1::School> schools;
  std::vector<v1::Person> people;
  std::vector<v1::Group> groups;
  std::vector<v1::ImportError> errors;  // at most csv::kRowFaultsMax
};

// The id under which the directory knows a person or school of the files.
std::string PersonId(std::string_view sourced_id);
std::string SchoolId(std::string_view sourced_id);

// Bulk files only: orgs.csv and users.csv; classes.csv, enrollments.csv, demographics.csv and
// manifest.csv if they are there. Whoever is not enabled or marked for deletion is left out. An archive that
// cannot be opened is the error.
Result<ImportOutcome> Read(std::string_view archive, const ArchiveLimits& limits = {});

// The same for files already unpacked.
ImportOutcome ReadFiles(const Files& files);

}  // namespace watchbell::notification::oneroster
