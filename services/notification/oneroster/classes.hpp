// classes.csv, and who is enrolled in which class.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "common/csv/rows.hpp"
#include "watchbell/notification/v1/directory.pb.h"
#include "watchbell/notification/v1/group.pb.h"

namespace watchbell::notification::oneroster {

inline constexpr int kGroupPeopleMax = 200;  // of one class: its state stays within 8 kB
inline constexpr std::size_t kPeriodsMax = 16;

class Classes {
 public:
  using CodeOfOrg = std::unordered_map<std::string, std::string>;  // empty for what is not a school

  void Read(csv::Rows& rows, const CodeOfOrg& code_of_org);
  // The class that the row of enrollments.csv names gets this person, as the row's role or the person's own.
  // Without a classes.csv, classes are not known and nothing is done.
  void Enroll(csv::Rows& rows, const v1::Person& person);
  // In the order of the file; people by id.
  std::vector<v1::Group> Take();

 private:
  bool read_ = false;
  std::vector<v1::Group> groups_;
  std::unordered_map<std::string, std::size_t> group_at_;
  std::unordered_set<std::string> left_out_;
};

// The id under which the directory knows a class of the files.
std::string GroupId(std::string_view sourced_id);

}  // namespace watchbell::notification::oneroster
