// The demo district: OneRoster 1.1 files of an invented school district, the same for the same plan.
#pragma once

#include <cstddef>
#include <cstdint>

#include "common/result/result.hpp"
#include "services/notification/oneroster/archive.hpp"

namespace watchbell::notification::tools {

struct DistrictPlan {
  std::uint64_t seed = 7;
  std::size_t schools = 20;  // the first is lincoln-es, "Lincoln Elementary School"
  std::size_t students = 12'000;
  std::size_t contacts = 22'000;  // two to four for each family; children of a family share them
  std::size_t staff = 1'500;      // with the people of the district's own office
};

// sourcedIds: staff-0001 ... begin at the first school with office clerk, teacher, principal, security
// officer, then teachers; staff-d001 ... belong to the district: safety coordinator, three of the threat
// team, counsel, superintendent, dispatcher, operator; then student-00001, contact-00001, school-01. Mail
// addresses end in .example and telephone numbers lie in 555-0100 to 555-0199 of Connecticut, which nobody
// owns; so numbers repeat.
Result<oneroster::Files> GenerateDistrict(const DistrictPlan& plan);

}  // namespace watchbell::notification::tools
