// A district's OneRoster 1.1 or 1.2 files as schools, people and classes of the directory. Pure: bytes in,
// records or errors out.
#pragma once

#include <string_view>
#include <vector>

#include "common/result/result.hpp"
#include "services/notification/oneroster/archive.hpp"
#include "services/notification/oneroster/known.hpp"
#include "watchbell/notification/v1/directory_service.pb.h"

namespace watchbell::notification::oneroster {

// Either records or errors. An error is of a file as a whole, like a column that is missing, or all rows of
// it being odd; then nothing is changed. A row or a field that cannot be taken stops nothing: it is left out
// and said, and whom the directory knows from before stays as known. The records are all that the directory
// is to hold afterwards, also where the files say only what changed.
struct ImportOutcome {
  std::vector<v1::School> schools;
  std::vector<v1::Person> people;
  std::vector<v1::Group> groups;
  std::vector<v1::ImportError> errors;  // at most csv::kRowFaultsMax
  // Each says its line, what is wrong there, and what became of it. As many at most.
  std::vector<v1::ImportError> left_out;
};

// orgs.csv and users.csv, with roles.csv in 1.2; the others of manifest.hpp if they are there. Whoever is not
// enabled or marked for deletion is left out. An archive that cannot be opened is the error.
Result<ImportOutcome> Read(std::string_view archive, const Known& known = {},
                           const ArchiveLimits& limits = {});

// The same for files already unpacked.
ImportOutcome ReadFiles(const Files& files, const Known& known = {});

}  // namespace watchbell::notification::oneroster
