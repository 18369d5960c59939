// Reading who stands at the desk: a licence barcode or what the clerk typed, as a visit's identity and as the
// screening's query. Keeps what domain.md 3.5 allows; the scan itself ends here.
#pragma once

#include <chrono>

#include "common/result/result.hpp"
#include "services/visitor/domain/screening/watch_index.hpp"
#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::visitor {

inline constexpr std::size_t kNameBytesMax = 400;     // 100 characters of any script
inline constexpr std::size_t kPurposeBytesMax = 800;  // 200 characters
inline constexpr std::size_t kEmailBytesMax = 254;    // RFC 5321
inline constexpr std::size_t kEntryBytesMax = 64;

struct Arrival {
  v1::Visit visit;
  Query query;
};

// `today`: the date at the school.
Result<Arrival> ReadArrival(const v1::CheckInRequest& request, std::chrono::year_month_day today);

}  // namespace watchbell::visitor
