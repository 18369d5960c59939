// The classes of a demo district: classes.csv and enrollments.csv.
#pragma once

#include <string>
#include <vector>

namespace watchbell::notification::tools {

struct SchoolRoster {
  std::string org;
  bool by_period = false;  // middle and high schools change rooms; elementary classes stay together all day
  std::vector<std::string> students;
  std::vector<std::string> teachers;
};

struct RosterFiles {
  std::string classes;
  std::string enrollments;
};

inline constexpr std::size_t kClassSize = 25;
inline constexpr std::size_t kPeriods = 4;

// Every student is in one class, or in one class of every period; each class has a teacher where there is
// one.
RosterFiles WriteRosters(const std::vector<SchoolRoster>& schools);

}  // namespace watchbell::notification::tools
