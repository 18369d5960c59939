// Reading who stands at the desk: a licence, a passport, what the clerk typed or whom an invitation expects,
// as a visit's identity and as the screening's query. Keeps what domain.md 3.5 allows; the scan itself ends
// here.
#pragma once

#include <chrono>

#include "common/result/result.hpp"
#include "services/visitor/domain/screening/watch_index.hpp"
#include "watchbell/visitor/v1/invitation.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"
#include "watchbell/visitor/v1/visit_service.pb.h"

namespace watchbell::visitor {

inline constexpr std::size_t kNameBytesMax = 400;     // 100 characters of any script
inline constexpr std::size_t kPurposeBytesMax = 800;  // 200 characters
inline constexpr std::size_t kEmailBytesMax = 254;    // RFC 5321
inline constexpr std::size_t kEntryBytesMax = 64;
inline constexpr std::size_t kPersonIdBytesMax = 64;
inline constexpr int kAllowedZonesMax = 8;
inline constexpr std::string_view kMainEntry = "main";

Error TextTooLong(const char* field, const char* remedy);

inline constexpr std::chrono::year kFirstBirthYear{1900};  // as on documents

// A family name that can be compared: a sign or a blank alone would pass every list. NAME_MISSING otherwise.
Status CheckFamilyName(const std::string& name, const char* field);
// Within its limit, on one line.
Status CheckName(const std::string& name, const char* field);
// A day in the past, of somebody who may be alive.
Status CheckBirthDate(const std::string& date, std::chrono::year_month_day today, const char* field);

struct Arrival {
  v1::Visit visit;
  Query query;
};

// `today`: the date at the school. `invitation`: the one whose code the request has, or an empty one.
Result<Arrival> ReadArrival(const v1::CheckInRequest& request, std::chrono::year_month_day today,
                            const v1::Invitation& invitation = {});

// What the screening of a visit compares, where the document is no longer at hand.
Query QueryOf(const v1::Visit& visit);

}  // namespace watchbell::visitor
