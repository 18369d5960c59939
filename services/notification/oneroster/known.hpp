// What the directory holds before an import: what a delta changes, and what absent files leave as it is.
#pragma once

#include <string>
#include <vector>

#include "watchbell/notification/v1/directory.pb.h"
#include "watchbell/notification/v1/group.pb.h"

namespace watchbell::notification::oneroster {

struct Known {
  std::vector<v1::School> schools;
  std::vector<v1::Person> people;
  std::vector<v1::Group> groups;
  std::string today;  // YYYY-MM-DD at school; empty: terms and ends of roles are not looked at
};

// The id under which the directory knows a person, school or class of the files.
std::string PersonId(std::string_view sourced_id);
std::string SchoolId(std::string_view sourced_id);
std::string GroupId(std::string_view sourced_id);

// Whether today is within the days that the row states; an empty one is open.
bool IsToday(const Known& known, std::string_view begins_on, std::string_view ends_on);

}  // namespace watchbell::notification::oneroster
