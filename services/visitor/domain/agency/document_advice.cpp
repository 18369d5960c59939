#include "services/visitor/domain/agency/document_advice.hpp"

#include <algorithm>

#include "common/time/local.hpp"

namespace watchbell::visitor {
namespace {

using v1::AgencyDocumentFacts;
using v1::DocumentAdvice;
using v1::DocumentGround;
using v1::Seen;

struct Answer {
  Seen met;
  const char* explanation;
};

bool IsJudicialKind(v1::AgencyDocumentKind kind) {
  switch (kind) {
    case v1::AGENCY_DOCUMENT_KIND_JUDICIAL_SEARCH:
    case v1::AGENCY_DOCUMENT_KIND_JUDICIAL_ARREST:
    case v1::AGENCY_DOCUMENT_KIND_COURT_ORDER:
    case v1::AGENCY_DOCUMENT_KIND_SUBPOENA_COURT: return true;
    default: return false;
  }
}

bool IsAdministrativeKind(v1::AgencyDocumentKind kind) {
  switch (kind) {
    case v1::AGENCY_DOCUMENT_KIND_SUBPOENA_ADMIN:
    case v1::AGENCY_DOCUMENT_KIND_I_200:
    case v1::AGENCY_DOCUMENT_KIND_I_205:
    case v1::AGENCY_DOCUMENT_KIND_DETAINER_I_247A:
    case v1::AGENCY_DOCUMENT_KIND_NOTICE_TO_APPEAR: return true;
    default: return false;
  }
}

// What was not answered is not known.
Seen Known(Seen seen) { return seen == v1::SEEN_UNSPECIFIED ? v1::SEEN_UNKNOWN : seen; }

Answer CourtNamed(const AgencyDocumentFacts& facts) {
  if (facts.court_in_heading() == v1::SEEN_NO) return {v1::SEEN_NO, "No court is named in the heading."};
  if (facts.court_in_heading() == v1::SEEN_YES && !facts.court().empty())
    return {v1::SEEN_YES, "A court is named in the heading."};
  return {v1::SEEN_UNKNOWN, "The court in the heading has not been read and typed."};
}

Answer SignedByJudge(const AgencyDocumentFacts& facts) {
  switch (facts.signer_title()) {
    case v1::SIGNER_TITLE_IMMIGRATION_JUDGE:
    case v1::SIGNER_TITLE_OFFICER:
      return {v1::SEEN_NO, "The signer belongs to an agency, not to a court: administrative."};
    case v1::SIGNER_TITLE_CLERK_OF_COURT:
    case v1::SIGNER_TITLE_ATTORNEY: return {v1::SEEN_NO, "The signer is neither a judge nor a magistrate."};
    case v1::SIGNER_TITLE_JUDGE:
    case v1::SIGNER_TITLE_MAGISTRATE:
      if (facts.signer_of_that_court() == v1::SEEN_YES)
        return {v1::SEEN_YES, "The signer's title is judge or magistrate of that court."};
      if (facts.signer_of_that_court() == v1::SEEN_NO)
        return {v1::SEEN_NO, "The signer is not of the court in the heading."};
      return {v1::SEEN_UNKNOWN, "Whether the signer is of that court is not known."};
    default: return {v1::SEEN_UNKNOWN, "The signer's title has not been read."};
  }
}

Answer SignaturePresent(const AgencyDocumentFacts& facts) {
  switch (Known(facts.signature_present())) {
    case v1::SEEN_YES: return {v1::SEEN_YES, "It bears a signature."};
    case v1::SEEN_NO: return {v1::SEEN_NO, "It bears no signature."};
    default: return {v1::SEEN_UNKNOWN, "Whether it bears a signature is not known."};
  }
}

Answer DateCurrent(const AgencyDocumentFacts& facts, std::chrono::year_month_day today) {
  if (facts.issued_on().empty()) return {v1::SEEN_NO, "It bears no date."};
  const auto issued = ParseIsoDate(facts.issued_on());
  if (!issued) return {v1::SEEN_UNKNOWN, "Its date cannot be read."};
  const auto age = std::chrono::sys_days{today} - std::chrono::sys_days{*issued};
  if (age.count() < 0) return {v1::SEEN_NO, "Its date lies in the future."};
  const bool search = facts.stated_kind() == v1::AGENCY_DOCUMENT_KIND_JUDICIAL_SEARCH;
  if (age.count() > (search ? kSearchWarrantDays : kOtherOrderDays)) return {v1::SEEN_NO, "It is stale."};
  if (!facts.valid_until().empty()) {
    const auto until = ParseIsoDate(facts.valid_until());
    if (!until) return {v1::SEEN_UNKNOWN, "The day until which it is valid cannot be read."};
    if (*until < today) return {v1::SEEN_NO, "The day until which it was valid is past."};
  }
  return {v1::SEEN_YES, "Its date is neither stale nor past."};
}

// A search is of a place, an arrest of a person; anything else must fit one of them and contradict neither.
Answer AddressOrPerson(const AgencyDocumentFacts& facts) {
  const Seen address = Known(facts.address_matches());
  const Seen person = Known(facts.person_matches());
  const bool search = facts.stated_kind() == v1::AGENCY_DOCUMENT_KIND_JUDICIAL_SEARCH;
  const bool arrest = facts.stated_kind() == v1::AGENCY_DOCUMENT_KIND_JUDICIAL_ARREST;
  if (address == v1::SEEN_NO && !arrest) return {v1::SEEN_NO, "The address on it is not this school's."};
  if (person == v1::SEEN_NO && !search) return {v1::SEEN_NO, "The person on it is not the one asked for."};
  const bool fits = search   ? address == v1::SEEN_YES
                    : arrest ? person == v1::SEEN_YES
                             : address == v1::SEEN_YES || person == v1::SEEN_YES;
  if (fits) return {v1::SEEN_YES, "The address or the person on it matches."};
  return {v1::SEEN_UNKNOWN, "Whether the address or the person on it matches is not known."};
}

Answer ScopeCaptured(const AgencyDocumentFacts& facts) {
  if (facts.scope_text().empty()) return {v1::SEEN_NO, "What it allows has not been typed."};
  return {v1::SEEN_YES, "What it allows has been typed as written."};
}

void Add(DocumentAdvice& advice, DocumentGround::Kind kind, const Answer& answer) {
  auto& ground = *advice.add_grounds();
  ground.set_kind(kind);
  ground.set_met(answer.met);
  ground.set_explanation(answer.explanation);
}

bool SignedInsideAnAgency(const AgencyDocumentFacts& facts) {
  return facts.signer_title() == v1::SIGNER_TITLE_IMMIGRATION_JUDGE ||
         facts.signer_title() == v1::SIGNER_TITLE_OFFICER;
}

// An administrative form that claims a court or a judge contradicts itself, as does a court's that an officer
// signed.
v1::AgencyDocumentKind KindOf(const AgencyDocumentFacts& facts, bool every_ground_met) {
  const auto stated = facts.stated_kind();
  if (stated == v1::AGENCY_DOCUMENT_KIND_NONE) return stated;
  const bool claims_a_court = facts.court_in_heading() == v1::SEEN_YES ||
                              facts.signer_title() == v1::SIGNER_TITLE_JUDGE ||
                              facts.signer_title() == v1::SIGNER_TITLE_MAGISTRATE;
  if (IsAdministrativeKind(stated) && !claims_a_court) return stated;
  if (IsJudicialKind(stated) && every_ground_met) return stated;
  return v1::AGENCY_DOCUMENT_KIND_UNCLEAR;
}

}  // namespace

DocumentAdvice AdviseOnDocument(const AgencyDocumentFacts& facts, std::chrono::year_month_day today) {
  DocumentAdvice advice;
  if (facts.stated_kind() == v1::AGENCY_DOCUMENT_KIND_NONE) {
    advice.set_kind(v1::AGENCY_DOCUMENT_KIND_NONE);
    return advice;
  }
  Add(advice, DocumentGround::KIND_COURT_NAMED, CourtNamed(facts));
  Add(advice, DocumentGround::KIND_SIGNED_BY_JUDGE, SignedByJudge(facts));
  Add(advice, DocumentGround::KIND_SIGNATURE_PRESENT, SignaturePresent(facts));
  Add(advice, DocumentGround::KIND_DATE_CURRENT, DateCurrent(facts, today));
  Add(advice, DocumentGround::KIND_ADDRESS_OR_PERSON_MATCHES, AddressOrPerson(facts));
  Add(advice, DocumentGround::KIND_SCOPE_CAPTURED, ScopeCaptured(facts));
  const auto& grounds = advice.grounds();
  const bool all = std::all_of(grounds.begin(), grounds.end(),
                               [](const auto& ground) { return ground.met() == v1::SEEN_YES; });
  advice.set_kind(KindOf(facts, all));
  advice.set_looks_judicial(all && IsJudicialKind(facts.stated_kind()));
  if (SignedInsideAnAgency(facts))
    advice.add_remarks("Signed inside an agency: administrative, whatever its heading says.");
  if (facts.stated_kind() == v1::AGENCY_DOCUMENT_KIND_JUDICIAL_ARREST)
    advice.add_remarks("A warrant of arrest alone does not authorise a search.");
  if (facts.stated_kind() == v1::AGENCY_DOCUMENT_KIND_SUBPOENA_ADMIN)
    advice.add_remarks("An administrative subpoena: counsel decides whether it must be answered.");
  return advice;
}

}  // namespace watchbell::visitor
