#include "services/visitor/domain/identity/scanned_identity.hpp"

namespace watchbell::visitor {
namespace {

constexpr int kAdultAge = 18;

constexpr std::string_view Remedy(ScanFault fault) {
  switch (fault) {
    case ScanFault::kTooLong: return "scan.remedy.manual_entry";
    case ScanFault::kNotAscii: return "scan.remedy.manual_entry";
    case ScanFault::kControlByte: return "scan.remedy.scan_again";
    case ScanFault::kNoHeader: return "scan.remedy.show_the_back";
    case ScanFault::kNoName: return "scan.remedy.manual_entry";
    case ScanFault::kNoBirthDate: return "scan.remedy.manual_entry";
    case ScanFault::kBadBirthDate: return "scan.remedy.manual_entry";
    case ScanFault::kBadCheckDigit: return "scan.remedy.scan_again";
  }
  return "scan.remedy.manual_entry";
}

}  // namespace

tl::unexpected<ScanError> ScanFailure(ScanFault fault, std::string_view field) {
  return tl::unexpected(ScanError{fault, field, Remedy(fault)});
}

bool IsMinor(const ScannedIdentity& identity, std::chrono::year_month_day today) {
  // Added as years, 29 February plus 18 may be no day at all; it compares as the day before 1 March, which is
  // right.
  return today < identity.birth_date + std::chrono::years{kAdultAge};
}

bool IsExpired(const ScannedIdentity& identity, std::chrono::year_month_day today) {
  return identity.expires_on && *identity.expires_on < today;
}

}  // namespace watchbell::visitor
