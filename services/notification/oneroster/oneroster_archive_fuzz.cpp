// Whatever bytes a district uploads, reading ends within small limits with records or with errors.
#include <cstdint>
#include <cstdlib>

#include "common/csv/rows.hpp"
#include "services/notification/oneroster/import.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace watchbell::notification::oneroster;
  constexpr ArchiveLimits kSmall{
      .packed_bytes_max = 64 * 1024, .unpacked_bytes_max = 256 * 1024, .files_max = 8};
  const auto outcome = Read({reinterpret_cast<const char*>(data), size}, {}, kSmall);
  if (!outcome) return outcome.error().reason.empty() ? std::abort(), 0 : 0;
  if (outcome->errors.size() > watchbell::csv::kRowFaultsMax) std::abort();
  if (!outcome->errors.empty() && !outcome->people.empty()) std::abort();
  return 0;
}
