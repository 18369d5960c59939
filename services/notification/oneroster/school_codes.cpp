#include "services/notification/oneroster/school_codes.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <numeric>
#include <set>

#include "common/id/id.hpp"
#include "common/names/names.hpp"

namespace watchbell::notification::oneroster {
namespace {

bool IsUsable(std::string_view code) { return names::IsSchoolCode(code) && code != names::kDistrict; }

std::string Cut(std::string slug, std::size_t size_max) {
  if (slug.size() > size_max) slug.resize(size_max);
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

std::string WithDigits(const SchoolName& school) {
  constexpr std::size_t kDigits = 6;
  const std::string id = id::Derive("school", school.sourced_id);
  const std::string stem = Slug(school.name);
  return Cut(stem.empty() ? "school" : stem, names::kSchoolCodeMax - kDigits - 1) + "-" +
         id.substr(0, kDigits);
}

}  // namespace

std::string Slug(std::string_view name) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(name.data()),
                                 static_cast<utf8proc_ssize_t>(name.size()), &mapped,
                                 static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                                UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
  std::string slug;
  for (utf8proc_ssize_t at = 0; at < size; ++at) {
    const char c = static_cast<char>(mapped[at]);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
      slug.push_back(c);
    else if (c != '\'' && c != '.' && !slug.empty() && !slug.ends_with('-'))
      slug.push_back('-');
  }
  return Cut(std::move(slug), names::kSchoolCodeMax);
}

std::vector<std::string> SchoolCodes(const std::vector<SchoolName>& schools) {
  std::vector<std::string> codes(schools.size());
  std::set<std::string> taken;
  std::vector<std::size_t> order(schools.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return schools[a].sourced_id < schools[b].sourced_id; });
  for (const std::size_t i : order) {
    if (!IsUsable(schools[i].identifier)) continue;
    codes[i] = schools[i].identifier;
    taken.insert(codes[i]);
  }
  for (const std::size_t i : order) {
    if (!codes[i].empty()) continue;
    codes[i] = Slug(schools[i].name);
    if (!IsUsable(codes[i]) || taken.contains(codes[i])) codes[i] = WithDigits(schools[i]);
    taken.insert(codes[i]);
  }
  return codes;
}

}  // namespace watchbell::notification::oneroster
