#include "services/visitor/domain/arrival.hpp"

#include <algorithm>

#include "common/time/local.hpp"
#include "services/visitor/domain/identity/aamva.hpp"
#include "services/visitor/domain/identity/mrz.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {
namespace {

using std::chrono::year_month_day;

constexpr int kAdultAge = 18;

tl::unexpected<Error> Bad(const char* reason, std::string field, const char* remedy) {
  return Fail(Code::kInvalidArgument, reason, remedy, std::move(field));
}

constexpr char kScanAgain[] = "Scan the document again, or type the visitor's details.";

bool IsComparable(const std::string& family_name) {
  NameParts name;
  name.surname = family_name;
  return !Normalize(name).empty();
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

v1::Document::Kind KindOf(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::kDriverLicense: return v1::Document::KIND_DRIVING_LICENCE;
    case DocumentKind::kPassport: return v1::Document::KIND_PASSPORT;
    case DocumentKind::kIdentityCard: return v1::Document::KIND_IDENTITY_CARD;
  }
  return v1::Document::KIND_OTHER;
}

Status FromScan(const ScanResult& scanned, const char* field, year_month_day today, Arrival& arrival) {
  if (!scanned) {
    const bool no_header = scanned.error().fault == ScanFault::kNoHeader;
    return Bad(no_header && field == std::string_view{"mrz"} ? "SCAN_NOT_A_PASSPORT"
                                                             : ReasonOf(scanned.error().fault),
               field, kScanAgain);
  }
  if (!IsComparable(scanned->family_name)) return Bad("SCAN_WITHOUT_NAME", field, kScanAgain);
  auto& visit = arrival.visit;
  visit.set_family_name(scanned->family_name);
  visit.set_given_name(scanned->given_name);
  std::string middle;
  for (const auto& name : scanned->middle_names) middle += (middle.empty() ? "" : " ") + name;
  visit.set_middle_name(middle);
  visit.set_name_suffix(scanned->suffix);
  visit.set_date_of_birth(IsoDate(scanned->birth_date));
  auto& document = *visit.mutable_document();
  document.set_kind(KindOf(scanned->kind));
  document.set_number_last4(scanned->number_last4);
  document.set_state(scanned->jurisdiction);
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

// What was shown, where nothing was scanned.
Status SetDocument(v1::Document::Kind kind, const std::string& number_last4, const std::string& path,
                   v1::Visit& visit) {
  if (kind == v1::Document::KIND_UNSPECIFIED) {
    return Bad("DOCUMENT_KIND_MISSING", path + ".document_kind",
               "Say which document was shown, or that there was none.");
  }
  if (number_last4.size() > 4) {
    return Bad("NUMBER_TOO_LONG", path + ".number_last4",
               "Type only the last four characters of the number.");
  }
  visit.mutable_document()->set_kind(kind);
  visit.mutable_document()->set_number_last4(number_last4);
  return {};
}

Status FromHand(const v1::ManualIdentity& manual, year_month_day today, Arrival& arrival) {
  if (auto named = CheckFamilyName(manual.family_name(), "manual.family_name"); !named) return named;
  for (const auto* name : {&manual.given_name(), &manual.family_name(), &manual.middle_name()}) {
    if (auto fits = CheckName(*name, "manual"); !fits) return fits;
  }
  if (auto born = CheckBirthDate(manual.date_of_birth(), today, "manual.date_of_birth"); !born) return born;
  auto& visit = arrival.visit;
  visit.set_given_name(manual.given_name());
  visit.set_family_name(manual.family_name());
  visit.set_middle_name(manual.middle_name());
  visit.set_date_of_birth(manual.date_of_birth());
  return SetDocument(manual.document_kind(), manual.number_last4(), "manual", visit);
}

Status FromInvitation(const v1::InvitedIdentity& invited, const v1::Invitation& invitation,
                      year_month_day today, Arrival& arrival) {
  if (invitation.id().empty()) {
    return Bad("INVITATION_CODE_MISSING", "invitation_code", "Scan the invitation's code as well.");
  }
  if (invited.person() < 0 || invited.person() >= invitation.expected_size()) {
    return Bad("PERSON_NOT_INVITED", "invited.person",
               "Choose one of the people whom the invitation expects.");
  }
  const auto& person = invitation.expected(invited.person());
  const auto& born = person.date_of_birth().empty() ? invited.date_of_birth() : person.date_of_birth();
  if (auto day = CheckBirthDate(born, today, "invited.date_of_birth"); !day) return day;
  auto& visit = arrival.visit;
  visit.set_given_name(person.given_name());
  visit.set_family_name(person.family_name());
  visit.set_date_of_birth(born);
  visit.set_contact_email(person.email());
  return SetDocument(invited.document_kind(), invited.number_last4(), "invited", visit);
}

Status ReadIdentity(const v1::CheckInRequest& request, year_month_day today, const v1::Invitation& invitation,
                    Arrival& arrival) {
  switch (request.identity_case()) {
    case v1::CheckInRequest::kBarcode:
      return FromScan(ParseAamva(request.barcode(), today), "barcode", today, arrival);
    case v1::CheckInRequest::kMrz: return FromScan(ParseMrz(request.mrz(), today), "mrz", today, arrival);
    case v1::CheckInRequest::kManual: return FromHand(request.manual(), today, arrival);
    case v1::CheckInRequest::kInvited: return FromInvitation(request.invited(), invitation, today, arrival);
    case v1::CheckInRequest::IDENTITY_NOT_SET: break;
  }
  return Bad("IDENTITY_MISSING", "identity", "Scan a document or type the visitor's details.");
}

Status CheckTexts(const v1::CheckInRequest& request) {
  const auto too_long = [](const char* field, const char* remedy) {
    return tl::unexpected<Error>(TextTooLong(field, remedy));
  };
  if (request.purpose().size() > kPurposeBytesMax)
    return too_long("purpose", "Shorten it to 200 characters.");
  if (request.entry().size() > kEntryBytesMax) return too_long("entry", "Name a door of the school.");
  if (request.host_id().size() > kPersonIdBytesMax)
    return too_long("host_id", "Name a person of the directory.");
  if (request.escort_id().size() > kPersonIdBytesMax)
    return too_long("escort_id", "Name a person of the directory.");
  if (request.allowed_zones_size() > kAllowedZonesMax)
    return too_long("allowed_zones", "Name at most eight zones.");
  for (const auto& zone : request.allowed_zones()) {
    if (zone.size() > kZoneBytesMax) return too_long("allowed_zones", "Shorten the zone to 64 characters.");
  }
  const auto& email = request.contact_email();
  if (!email.empty() && (email.size() > kEmailBytesMax || email.find('@') == std::string::npos ||
                         email.find_first_of(" \r\n\t<>,;") != std::string::npos)) {
    return Bad("EMAIL_MALFORMED", "contact_email", "Type one e-mail address, or leave it empty.");
  }
  return {};
}

bool IsUnderAge(const std::string& date_of_birth, year_month_day today) {
  const auto born = ParseIsoDate(date_of_birth);
  return born && today < *born + std::chrono::years{kAdultAge};
}

}  // namespace

Error TextTooLong(const char* field, const char* remedy) {
  return {Code::kInvalidArgument, "TEXT_TOO_LONG", field, remedy};
}

Status CheckFamilyName(const std::string& name, const char* field) {
  if (!IsComparable(name)) return Bad("NAME_MISSING", field, "Type the family name.");
  return CheckName(name, field);
}

Status CheckName(const std::string& name, const char* field) {
  if (name.size() > kNameBytesMax) return Bad("NAME_TOO_LONG", field, "Shorten each name to 100 characters.");
  if (std::ranges::any_of(name, [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; }))
    return Bad("NAME_MALFORMED", field, "Type each name on one line.");
  return {};
}

Status CheckBirthDate(const std::string& date, year_month_day today, const char* field) {
  const auto born = ParseIsoDate(date);
  if (!born || *born > today || born->year() < kFirstBirthYear) {
    return Bad("BIRTH_DATE_MALFORMED", field, "Type the date of birth as YYYY-MM-DD, in the past.");
  }
  return {};
}

Query QueryOf(const v1::Visit& visit) {
  Query query;
  query.name.given = visit.given_name();
  query.name.middle = visit.middle_name();
  query.name.surname = visit.family_name();
  query.name.suffix = visit.name_suffix();
  if (const auto born = BirthDate::Parse(visit.date_of_birth())) query.born = *born;
  query.state = visit.document().state();
  return query;
}

Result<Arrival> ReadArrival(const v1::CheckInRequest& request, year_month_day today,
                            const v1::Invitation& invitation) {
  Arrival arrival;
  if (auto read = ReadIdentity(request, today, invitation, arrival); !read)
    return tl::unexpected<Error>(read.error());
  if (auto fits = CheckTexts(request); !fits) return tl::unexpected<Error>(fits.error());
  const auto given = [](const std::string& stated, const std::string& otherwise) {
    return stated.empty() ? otherwise : stated;
  };
  auto& visit = arrival.visit;
  visit.set_school(request.school());
  visit.set_purpose(given(request.purpose(), invitation.purpose()));
  visit.set_host_id(given(request.host_id(), invitation.host_id()));
  visit.set_entry(given(request.entry(), std::string{kMainEntry}));
  visit.set_contact_email(given(request.contact_email(), visit.contact_email()));
  visit.set_kind(request.kind() != v1::PERSON_KIND_UNSPECIFIED             ? request.kind()
                 : invitation.person_kind() != v1::PERSON_KIND_UNSPECIFIED ? invitation.person_kind()
                                                                           : v1::PERSON_KIND_VISITOR);
  *visit.mutable_allowed_zones() =
      request.allowed_zones().empty() ? invitation.allowed_zones() : request.allowed_zones();
  visit.set_escort_id(request.escort_id());
  visit.set_invitation_id(invitation.id());
  visit.set_minor(IsUnderAge(visit.date_of_birth(), today));
  if (request.has_valid_until()) *visit.mutable_valid_until() = request.valid_until();
  if (request.has_arrived_at_offline()) {
    visit.set_inside(true);
    *visit.mutable_arrived_at() = request.arrived_at_offline();
  }
  auto query = QueryOf(visit);
  arrival.query.name.given = query.name.given;
  arrival.query.name.middle = query.name.middle;
  arrival.query.name.surname = query.name.surname;
  arrival.query.name.suffix = query.name.suffix;
  arrival.query.born = query.born;
  return arrival;
}

}  // namespace watchbell::visitor
