// manifest.csv: which version of OneRoster the files are of, and which of them are whole or a difference.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "services/notification/oneroster/archive.hpp"
#include "services/notification/oneroster/sheet.hpp"

namespace watchbell::notification::oneroster {

inline constexpr std::array<std::string_view, 8> kRead{"manifest.csv",    "academicSessions.csv",
                                                       "classes.csv",     "demographics.csv",
                                                       "enrollments.csv", "orgs.csv",
                                                       "roles.csv",       "users.csv"};

// The file's name as in kRead, however its letters are written; empty for one that the directory has no use
// for. What has passwords in it (userProfiles.csv) is never read.
std::string_view ReadName(std::string_view file);

enum class Mode {
  kAbsent,  // the directory keeps what it has
  kBulk,    // the file is everything there is
  kDelta,   // the file is what changed since the last one; it says what goes by "tobedeleted"
};

class Manifest {
 public:
  // Without a manifest every file that is there is bulk, and roles.csv tells 1.2 from 1.1. So is a file that
  // the manifest forgot, unless others are deltas. `faults` gets what is missing of orgs, users and roles.
  Manifest(const Files& files, csv::FaultList& faults, csv::FaultList& left_out);

  // 1.2 says of each user the roles and schools in roles.csv, 1.1 in users.csv itself.
  bool is_1_2() const { return is_1_2_; }
  Mode Of(std::string_view file) const;
  // Its text; null when it is absent.
  const std::string* Text(std::string_view file) const;

 private:
  void Read(Sheet& sheet);
  void TakeUnnamed(csv::FaultList& left_out);
  void CheckFiles(csv::FaultList& faults, csv::FaultList& left_out);

  const Files& files_;
  bool is_1_2_ = false;
  std::map<std::string, Mode, std::less<>> modes_;
};

// Whether the row is of something that is there; so is one whose status nobody understands. In a delta,
// status and dateLastModified should be filled in.
bool IsCurrent(Sheet& sheet, Mode mode);

}  // namespace watchbell::notification::oneroster
