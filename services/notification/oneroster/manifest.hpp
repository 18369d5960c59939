// manifest.csv: which version of OneRoster the files are of, and which of them are whole or a difference.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "common/csv/rows.hpp"
#include "services/notification/oneroster/archive.hpp"

namespace watchbell::notification::oneroster {

inline constexpr std::array<std::string_view, 8> kRead{"manifest.csv",    "academicSessions.csv",
                                                       "classes.csv",     "demographics.csv",
                                                       "enrollments.csv", "orgs.csv",
                                                       "roles.csv",       "users.csv"};

// Whether the directory has a use for the file. What has passwords in it (userProfiles.csv) is never read.
bool IsRead(std::string_view file);

enum class Mode {
  kAbsent,  // the directory keeps what it has
  kBulk,    // the file is everything there is
  kDelta,   // the file is what changed since the last one; it says what goes by "tobedeleted"
};

class Manifest {
 public:
  // Without a manifest every file that is there is bulk, and roles.csv tells 1.2 from 1.1.
  Manifest(const Files& files, csv::FaultList& faults);

  // 1.2 says of each user the roles and schools in roles.csv, 1.1 in users.csv itself.
  bool is_1_2() const { return is_1_2_; }
  Mode Of(std::string_view file) const;
  // Its text; null when it is absent.
  const std::string* Text(std::string_view file) const;

 private:
  void Read(csv::Rows& rows);

  const Files& files_;
  bool is_1_2_ = false;
  std::map<std::string, Mode, std::less<>> modes_;
};

// Whether the row is of something that is there. In a delta, status and dateLastModified must be filled in.
bool IsCurrent(csv::Rows& rows, Mode mode);

}  // namespace watchbell::notification::oneroster
