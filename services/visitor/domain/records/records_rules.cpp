#include "services/visitor/domain/records/records_rules.hpp"

#include <algorithm>
#include <array>

#include "common/id/id.hpp"
#include "common/ledger/decision.hpp"
#include "common/time/local.hpp"

namespace watchbell::visitor {
namespace {

using std::chrono::year_month_day;
using v1::RecordsClaim;
using v1::RecordsRequest;

constexpr std::size_t kTextMax = 400;
constexpr std::size_t kInterestMax = 1500;
constexpr std::size_t kThreatMax = 2000;
constexpr int kFieldsMax = 9;

bool IsOutsideAgency(const RecordsClaim& claim) {
  return claim.party() == RecordsClaim::PARTY_LAW_ENFORCEMENT || claim.party() == RecordsClaim::PARTY_OTHER;
}

bool NotEducationRecord(const RecordsClaim& claim, year_month_day) { return claim.not_education_record(); }

// The same, asked by an outside agency: outside FERPA, and still counsel's.
bool NotEducationRecordAndOutside(const RecordsClaim& claim, year_month_day today) {
  return NotEducationRecord(claim, today) && IsOutsideAgency(claim);
}

bool OwnRecord(const RecordsClaim& claim, year_month_day today) {
  if (claim.basis() != RecordsClaim::BASIS_OWN_RECORD) return false;
  if (claim.party() == RecordsClaim::PARTY_STUDENT) return IsAdult(claim, today);
  return claim.party() == RecordsClaim::PARTY_PARENT && (!IsAdult(claim, today) || claim.student_dependent());
}

bool ConsentGiven(const RecordsClaim& claim, year_month_day) {
  return claim.basis() == RecordsClaim::BASIS_CONSENT;
}

bool SchoolOfficial(const RecordsClaim& claim, year_month_day) {
  if (claim.basis() != RecordsClaim::BASIS_LEGITIMATE_INTEREST) return false;
  if (claim.party() == RecordsClaim::PARTY_SCHOOL_OFFICIAL) return true;
  const auto& outsider = claim.outsider();
  return claim.party() == RecordsClaim::PARTY_CONTRACTOR && outsider.does_our_function() &&
         outsider.under_direct_control() && outsider.bound_on_reuse();
}

bool DirectoryData(const RecordsClaim& claim, year_month_day) {
  return claim.basis() == RecordsClaim::BASIS_DIRECTORY_DATA && claim.directory_policy() &&
         !claim.opted_out() && std::all_of(claim.fields().begin(), claim.fields().end(), [](int field) {
           return field == v1::RECORDS_FIELD_DIRECTORY;
         });
}

bool SecretOrder(const RecordsClaim& claim, year_month_day) {
  switch (claim.basis()) {
    case RecordsClaim::BASIS_GRAND_JURY_SUBPOENA:
    case RecordsClaim::BASIS_TERRORISM_ORDER: return true;
    case RecordsClaim::BASIS_COURT_ORDER:
    case RecordsClaim::BASIS_SUBPOENA_COURT:
      return claim.secrecy_order() && claim.party() == RecordsClaim::PARTY_LAW_ENFORCEMENT;
    default: return false;
  }
}

bool CourtOrder(const RecordsClaim& claim, year_month_day) {
  return claim.basis() == RecordsClaim::BASIS_COURT_ORDER ||
         claim.basis() == RecordsClaim::BASIS_SUBPOENA_COURT;
}

bool Emergency(const RecordsClaim& claim, year_month_day) {
  return claim.basis() == RecordsClaim::BASIS_EMERGENCY;
}

bool Always(const RecordsClaim&, year_month_day) { return true; }

// domain.md 3.7. F5x is tried before F5, since it is the narrower one.
constexpr std::array kTable{
    RecordsRow{v1::RECORDS_RULE_F0_NOT_EDUCATION_RECORD, NotEducationRecordAndOutside,
               v1::RECORDS_RESULT_OUTSIDE_FERPA, RecordsRequest::STATE_COUNSEL,
               "Not an education record, asked for by an outside agency: counsel decides."},
    RecordsRow{
        v1::RECORDS_RULE_F0_NOT_EDUCATION_RECORD, NotEducationRecord, v1::RECORDS_RESULT_OUTSIDE_FERPA,
        RecordsRequest::STATE_OPEN,
        "A staff member's own observation or a record of the law-enforcement unit: FERPA does not apply."},
    RecordsRow{v1::RECORDS_RULE_F1_OWN_RECORD, OwnRecord, v1::RECORDS_RESULT_INSPECT,
               RecordsRequest::STATE_OPEN,
               "A parent, or a student of 18, inspects the own record within 45 days (34 CFR 99.10)."},
    RecordsRow{v1::RECORDS_RULE_F2_CONSENT, ConsentGiven, v1::RECORDS_RESULT_RELEASE_SCOPE,
               RecordsRequest::STATE_OPEN, "A signed and dated consent names what may be released (99.30)."},
    RecordsRow{v1::RECORDS_RULE_F3_SCHOOL_OFFICIAL, SchoolOfficial, v1::RECORDS_RESULT_RELEASE,
               RecordsRequest::STATE_OPEN,
               "A school official with a legitimate interest (99.31(a)(1)); it is not passed on, also not by "
               "a school "
               "resource officer to the department."},
    RecordsRow{v1::RECORDS_RULE_F4_DIRECTORY_DATA, DirectoryData, v1::RECORDS_RESULT_MAY_RELEASE,
               RecordsRequest::STATE_OPEN,
               "Directory data under the policy, and the student has not opted out."},
    RecordsRow{v1::RECORDS_RULE_F5X_SECRET_ORDER, SecretOrder, v1::RECORDS_RESULT_COUNSEL_ONLY,
               RecordsRequest::STATE_COUNSEL,
               "Under secrecy: no notice to anybody, counsel alone "
               "(99.31(a)(9)(ii))."},
    RecordsRow{
        v1::RECORDS_RULE_F5_COURT_ORDER_OR_SUBPOENA, CourtOrder, v1::RECORDS_RESULT_NOTIFY_THEN_COUNSEL,
        RecordsRequest::STATE_OPEN,
        "A court order or lawful subpoena: the family is told first and may object, then counsel decides "
        "(99.31(a)(9))."},
    RecordsRow{
        v1::RECORDS_RULE_F6_EMERGENCY, Emergency, v1::RECORDS_RESULT_RELEASE_MINIMUM,
        RecordsRequest::STATE_OPEN,
        "An articulable and significant threat: the least that is needed, to those who can protect, while it "
        "lasts (99.31(a)(10), 99.36)."},
    RecordsRow{
        v1::RECORDS_RULE_F7_ANYTHING_ELSE, Always, v1::RECORDS_RESULT_HOLD_FOR_COUNSEL,
        RecordsRequest::STATE_COUNSEL,
        "No rule releases this: held for counsel. An administrative subpoena or warrant is neither answered "
        "nor finally refused by the software."},
};

Error Missing(const char* reason, const char* remedy, const char* field) {
  return Refuse(Code::kInvalidArgument, reason, remedy, field);
}

std::optional<Error> WhatIsMissing(const v1::RecordsConsent& consent) {
  if (!consent.is_signed())
    return Missing("CONSENT_INVALID", "A consent must be signed.", "consent.is_signed");
  if (!ParseIsoDate(consent.dated()))
    return Missing("CONSENT_INVALID", "A consent must bear a date.", "consent.dated");
  if (consent.records().empty())
    return Missing("CONSENT_INVALID", "A consent must name the records.", "consent.records");
  if (consent.purpose().empty())
    return Missing("CONSENT_INVALID", "A consent must name the purpose.", "consent.purpose");
  if (consent.recipient().empty())
    return Missing("CONSENT_INVALID", "A consent must name the recipient.", "consent.recipient");
  if (consent.authenticated() == v1::SEEN_NO)
    return Missing("CONSENT_INVALID", "An electronic consent must identify its signer and show approval.",
                   "consent.authenticated");
  return std::nullopt;
}

std::optional<Error> TooLong(const RecordsClaim& claim) {
  struct Text {
    const std::string& text;
    std::size_t max;
    const char* field;
  };
  const auto& consent = claim.consent();
  for (const Text& text : {Text{claim.party_name(), kTextMax, "party_name"},
                           Text{claim.party_organisation(), kTextMax, "party_organisation"},
                           Text{claim.interest(), kInterestMax, "interest"},
                           Text{claim.threat_text(), kThreatMax, "threat_text"},
                           Text{consent.records(), kTextMax, "consent.records"},
                           Text{consent.purpose(), kTextMax, "consent.purpose"},
                           Text{consent.recipient(), kTextMax, "consent.recipient"},
                           Text{claim.document_sha256(), kTextMax, "document_sha256"},
                           Text{claim.attachment_id(), kTextMax, "attachment_id"}})
    if (text.text.size() > text.max)
      return Refuse(Code::kInvalidArgument, "TEXT_TOO_LONG",
                    "Shorten it to " + std::to_string(text.max) + " bytes.", text.field);
  return std::nullopt;
}

}  // namespace

std::span<const RecordsRow> RecordsTable() { return kTable; }

const RecordsRow& RowFor(const RecordsClaim& claim, year_month_day today) {
  return *std::find_if(kTable.begin(), kTable.end(),
                       [&](const RecordsRow& row) { return row.applies(claim, today); });
}

// Whose birth date is not known counts as a minor: then the parent is asked, as for most students.
bool IsAdult(const RecordsClaim& claim, year_month_day today) {
  const auto born = ParseIsoDate(claim.student_date_of_birth());
  if (!born) return false;
  const auto adult_on = *born + std::chrono::years{kAdultYears};
  // Born on 29 February: of age on 1 March.
  return std::chrono::sys_days{adult_on.ok() ? adult_on
                                             : year_month_day{adult_on.year() / std::chrono::March / 1}} <=
         std::chrono::sys_days{today};
}

std::optional<Error> WhatIsMissing(const RecordsClaim& claim) {
  if (claim.party() == RecordsClaim::PARTY_UNSPECIFIED || claim.party_name().empty())
    return Missing("PARTY_MISSING", "Say who asks.", "party");
  if (!id::IsUuid(claim.student_id()))
    return Missing("STUDENT_MISSING", "Name the student by directory id.", "student_id");
  if (claim.fields().empty() || claim.fields_size() > kFieldsMax)
    return Missing("FIELDS_MISSING", "Say which records are asked for.", "fields");
  if (claim.basis() == RecordsClaim::BASIS_UNSPECIFIED)
    return Missing("BASIS_MISSING", "Say on which ground, or that none was given.", "basis");
  if (claim.basis() == RecordsClaim::BASIS_CONSENT) {
    if (auto error = WhatIsMissing(claim.consent())) return error;
  }
  if (claim.basis() == RecordsClaim::BASIS_OWN_RECORD && !ParseIsoDate(claim.student_date_of_birth()))
    return Missing("BIRTH_DATE_MISSING", "At 18 the rights are the student's: give the birth date.",
                   "student_date_of_birth");
  if (claim.basis() == RecordsClaim::BASIS_EMERGENCY && claim.threat_text().empty())
    return Missing("THREAT_TEXT_MISSING", "Write down the articulable and significant threat.",
                   "threat_text");
  return TooLong(claim);
}

bool IsSameClaim(const RecordsClaim& one, const RecordsClaim& other) {
  return one.party() == other.party() && one.party_name() == other.party_name() &&
         one.party_organisation() == other.party_organisation() && one.student_id() == other.student_id() &&
         one.basis() == other.basis() && one.document_sha256() == other.document_sha256() &&
         std::is_permutation(one.fields().begin(), one.fields().end(), other.fields().begin(),
                             other.fields().end());
}

}  // namespace watchbell::visitor
