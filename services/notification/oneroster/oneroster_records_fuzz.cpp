// Whatever the CSV files hold, what becomes a record keeps the directory's promises. The input is the files
// with a form feed between them.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/csv/rows.hpp"
#include "common/id/id.hpp"
#include "common/names/names.hpp"
#include "services/notification/oneroster/fields.hpp"
#include "services/notification/oneroster/import.hpp"

namespace {
void Require(bool promise) {
  if (!promise) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace watchbell;
  constexpr std::array<const char*, 7> kNames{"orgs.csv",         "users.csv",   "enrollments.csv",
                                              "demographics.csv", "classes.csv", "academicSessions.csv",
                                              "roles.csv"};
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  notification::oneroster::Files files;
  for (const char* name : kNames) {
    const auto end = std::min(rest.find('\f'), rest.size());
    files[name] = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const auto outcome = notification::oneroster::ReadFiles(files, {.today = "2026-11-22"});
  Require(outcome.errors.size() <= csv::kRowFaultsMax && outcome.left_out.size() <= csv::kRowFaultsMax);
  for (const auto& school : outcome.schools) Require(names::IsSchoolCode(school.code()));
  for (const auto& person : outcome.people) {
    Require(id::IsUuid(person.id()) && names::IsSchoolCode(person.school()));
    Require(person.kind() != notification::v1::Person::KIND_UNSPECIFIED);
    Require(!(person.given_name() + person.family_name()).empty());
    for (const auto& text : {person.given_name(), person.family_name(), person.home_key()})
      Require(notification::oneroster::IsText(text));
    Require(person.email().find_first_of("\r\n") == std::string::npos);
    Require(person.phone().empty() || person.phone()[0] == '+');
    Require(!person.SerializeAsString().empty());  // every string is UTF-8, or protobuf says so here
  }
  return 0;
}
