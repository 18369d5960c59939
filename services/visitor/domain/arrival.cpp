#include "services/visitor/domain/arrival.hpp"

#include "common/time/local.hpp"
#include "services/visitor/domain/identity/aamva.hpp"

namespace watchbell::visitor {
namespace {

using std::chrono::year_month_day;

tl::unexpected<Error> Bad(const char* reason, std::string field, const char* remedy) {
  return Fail(Code::kInvalidArgument, reason, remedy, std::move(field));
}

const char* ReasonOf(ScanFault fault) {
  switch (fault) {
    case ScanFault::kTooLong: return "SCAN_TOO_LONG";
    case ScanFault::kNotAscii:
    case ScanFault::kControlByte:
    case ScanFault::kNoHeader: return "SCAN_NOT_A_LICENCE";
    case ScanFault::kNoName: return "SCAN_WITHOUT_NAME";
    case ScanFault::kNoBirthDate:
    case ScanFault::kBadBirthDate: return "SCAN_WITHOUT_BIRTH_DATE";
    case ScanFault::kBadCheckDigit: return "SCAN_MISREAD";
  }
  return "SCAN_MISREAD";
}

Status FromBarcode(const std::string& barcode, year_month_day today, Arrival& arrival) {
  const auto scanned = ParseAamva(barcode, today);
  if (!scanned) {
    return Bad(ReasonOf(scanned.error().fault), "barcode",
               "Scan the licence again, or type the visitor's details.");
  }
  auto& visit = arrival.visit;
  visit.set_family_name(scanned->family_name);
  visit.set_given_name(scanned->given_name);
  std::string middle;
  for (const auto& name : scanned->middle_names) middle += (middle.empty() ? "" : " ") + name;
  visit.set_middle_name(middle);
  visit.set_name_suffix(scanned->suffix);
  visit.set_date_of_birth(IsoDate(scanned->birth_date));
  auto& document = *visit.mutable_document();
  document.set_kind(v1::Document::KIND_DRIVING_LICENCE);
  document.set_number_last4(scanned->number_last4);
  if (scanned->expires_on) document.set_expires_on(IsoDate(*scanned->expires_on));
  document.set_expired(IsExpired(*scanned, today));
  arrival.query.name.given_truncated = scanned->given_truncated == Truncation::kYes;
  arrival.query.name.surname_truncated = scanned->family_truncated == Truncation::kYes;
  for (const auto& alias : scanned->aliases) {
    arrival.query.aliases.push_back(
        {.given = alias.given_name, .surname = alias.family_name, .suffix = alias.suffix});
  }
  return {};
}

Status FromHand(const v1::ManualIdentity& manual, year_month_day today, Arrival& arrival) {
  if (manual.family_name().empty()) return Bad("NAME_MISSING", "manual.family_name", "Type the family name.");
  for (const auto* name : {&manual.given_name(), &manual.family_name(), &manual.middle_name()}) {
    if (name->size() > kNameBytesMax)
      return Bad("NAME_TOO_LONG", "manual", "Shorten each name to 100 characters.");
  }
  const auto born = BirthDate::Parse(manual.date_of_birth());
  const bool whole = born && born->whole() && manual.date_of_birth().size() == 10;
  if (!whole || manual.date_of_birth() > IsoDate(today)) {
    return Bad("BIRTH_DATE_MALFORMED", "manual.date_of_birth",
               "Type the date of birth as YYYY-MM-DD, in the past.");
  }
  if (manual.number_last4().size() > 4) {
    return Bad("NUMBER_TOO_LONG", "manual.number_last4", "Type only the last four characters of the number.");
  }
  auto& visit = arrival.visit;
  visit.set_given_name(manual.given_name());
  visit.set_family_name(manual.family_name());
  visit.set_middle_name(manual.middle_name());
  visit.set_date_of_birth(manual.date_of_birth());
  visit.mutable_document()->set_kind(manual.document_kind());
  visit.mutable_document()->set_number_last4(manual.number_last4());
  return {};
}

}  // namespace

Result<Arrival> ReadArrival(const v1::CheckInRequest& request, year_month_day today) {
  Arrival arrival;
  Status read;
  switch (request.identity_case()) {
    case v1::CheckInRequest::kBarcode: read = FromBarcode(request.barcode(), today, arrival); break;
    case v1::CheckInRequest::kManual: read = FromHand(request.manual(), today, arrival); break;
    case v1::CheckInRequest::IDENTITY_NOT_SET:
      return Bad("IDENTITY_MISSING", "identity", "Scan a licence or type the visitor's details.");
  }
  if (!read) return tl::unexpected<Error>(read.error());
  if (request.purpose().size() > kPurposeBytesMax)
    return Bad("TEXT_TOO_LONG", "purpose", "Shorten it to 200 characters.");
  if (request.entry().size() > kEntryBytesMax)
    return Bad("TEXT_TOO_LONG", "entry", "Name a door of the school.");
  const auto& email = request.contact_email();
  if (!email.empty() && (email.size() > kEmailBytesMax || email.find('@') == std::string::npos ||
                         email.find_first_of(" \r\n\t<>,;") != std::string::npos)) {
    return Bad("EMAIL_MALFORMED", "contact_email", "Type one e-mail address, or leave it empty.");
  }
  auto& visit = arrival.visit;
  visit.set_school(request.school());
  visit.set_purpose(request.purpose());
  visit.set_host_id(request.host_id());
  visit.set_entry(request.entry().empty() ? "main" : request.entry());
  visit.set_contact_email(email);
  auto& name = arrival.query.name;
  name.given = visit.given_name();
  name.middle = visit.middle_name();
  name.surname = visit.family_name();
  name.suffix = visit.name_suffix();
  if (const auto born = BirthDate::Parse(visit.date_of_birth())) arrival.query.born = *born;
  return arrival;
}

}  // namespace watchbell::visitor
