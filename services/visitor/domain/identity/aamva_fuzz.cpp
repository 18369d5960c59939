// No scan crashes the parser, and what it accepts is within the promises of ScannedIdentity.
#include <cstdint>
#include <cstdlib>

#include "services/visitor/domain/identity/aamva.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace watchbell::visitor;
  constexpr std::chrono::year_month_day kToday{std::chrono::year{2026}, std::chrono::June,
                                               std::chrono::day{1}};
  const auto scan = ParseAamva(std::string_view(reinterpret_cast<const char*>(data), size), kToday);
  if (!scan) return 0;
  const bool kept = !scan->family_name.empty() && scan->birth_date.ok() && scan->birth_date <= kToday &&
                    scan->number_last4.size() <= 4;
  if (!kept) std::abort();
  return 0;
}
