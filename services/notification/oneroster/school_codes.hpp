// School codes: what subjects, keys and links carry for a school instead of its name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace watchbell::notification::oneroster {

// Lower-case letters, digits and single hyphens, at most 32; accents are dropped. Empty when nothing is left.
std::string Slug(std::string_view name);

struct SchoolName {
  std::string sourced_id;
  std::string name;
  std::string identifier;  // the district's own short code, if it has one
};

// One code for each school, in their order: the identifier where it is a valid code, else the name's slug,
// else (taken, reserved or empty) the slug with six digits made from the sourcedId. A code does not depend on
// the order of the schools. Two schools must not share a valid identifier.
std::vector<std::string> SchoolCodes(const std::vector<SchoolName>& schools);

}  // namespace watchbell::notification::oneroster
