// What a check-in may know about a person from an identity document, and why a scan was of no use. Everything
// else on the document (address, full number, height, audit and state data) is dropped inside the parsers and
// kept nowhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace watchbell::visitor {

enum class DocumentKind : std::uint8_t { kDriverLicense, kPassport, kIdentityCard };
enum class Sex : std::uint8_t { kUnspecified, kMale, kFemale };
// The issuer says that a name was cut to fit its field: it is compared as a prefix. Unknown when the issuer
// is silent.
enum class Truncation : std::uint8_t { kUnknown, kNo, kYes };

struct ScannedAlias {
  std::string family_name;
  std::string given_name;
  std::string suffix;
};

struct ScannedIdentity {
  DocumentKind kind = DocumentKind::kDriverLicense;
  std::string family_name;  // never empty
  std::string given_name;   // empty for people with one name
  std::vector<std::string> middle_names;
  std::string suffix;
  std::vector<ScannedAlias> aliases;
  std::chrono::year_month_day birth_date;  // valid, never after the day of the scan
  std::optional<std::chrono::year_month_day>
      expires_on;               // absent when the document does not expire or does not say
  Sex sex = Sex::kUnspecified;  // an aid for the human compare, never matched
  std::string number_last4;     // at most 4 letters and digits
  std::string jurisdiction;     // "CT"; empty for passports
  std::string country;          // "USA", as the document spells it
  Truncation family_truncated = Truncation::kUnknown;
  Truncation given_truncated = Truncation::kUnknown;
  Truncation middle_truncated = Truncation::kUnknown;
};

enum class ScanFault : std::uint8_t {
  kTooLong,        // more than the format can hold: not an identity document
  kNotAscii,       // a byte above 127
  kControlByte,    // a control byte inside a value
  kNoHeader,       // not a licence barcode, or not a machine-readable zone
  kNoName,         // no family name
  kNoBirthDate,    // absent or empty
  kBadBirthDate,   // no such day, before 1900, or in the future
  kBadCheckDigit,  // a machine-readable zone that was misread
};

// Every fault leads to another scan or to manual entry; none ends a check-in. Holds no byte of the scan.
struct ScanError {
  ScanFault fault;
  std::string_view field;  // AAMVA element id or a machine-readable zone field; empty when the whole is meant
  std::string_view remedy;  // key of the text that tells the visitor what to do
};

using ScanResult = tl::expected<ScannedIdentity, ScanError>;

tl::unexpected<ScanError> ScanFailure(ScanFault fault, std::string_view field = {});

// Under 18 on that day: the visit takes the student path.
bool IsMinor(const ScannedIdentity& identity, std::chrono::year_month_day today);
// A warning only: an expired document still identifies its holder.
bool IsExpired(const ScannedIdentity& identity, std::chrono::year_month_day today);

}  // namespace watchbell::visitor
