#include "services/notification/oneroster/known.hpp"

#include "common/id/id.hpp"

namespace watchbell::notification::oneroster {

std::string PersonId(std::string_view sourced_id) { return id::Derive("person", sourced_id); }
std::string SchoolId(std::string_view sourced_id) { return id::Derive("school", sourced_id); }
std::string GroupId(std::string_view sourced_id) { return id::Derive("group", sourced_id); }

bool IsToday(const Known& known, std::string_view begins_on, std::string_view ends_on) {
  if (known.today.empty()) return true;
  return (begins_on.empty() || begins_on <= known.today) && (ends_on.empty() || known.today <= ends_on);
}

}  // namespace watchbell::notification::oneroster
