#include "services/visitor/domain/agency/document_advice.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace watchbell::visitor {
namespace {

using namespace std::chrono_literals;

constexpr auto kToday = 2026y / 11 / 22;

v1::AgencyDocumentFacts SearchWarrant() {
  v1::AgencyDocumentFacts facts;
  facts.set_stated_kind(v1::AGENCY_DOCUMENT_KIND_JUDICIAL_SEARCH);
  facts.set_court("United States District Court, District of Connecticut");
  facts.set_court_in_heading(v1::SEEN_YES);
  facts.set_signer_title(v1::SIGNER_TITLE_MAGISTRATE);
  facts.set_signer_of_that_court(v1::SEEN_YES);
  facts.set_signature_present(v1::SEEN_YES);
  facts.set_issued_on("2026-11-20");
  facts.set_address_matches(v1::SEEN_YES);
  facts.set_scope_text("Room 12, the papers named in annex A");
  return facts;
}

v1::AgencyDocumentFacts Form(v1::AgencyDocumentKind kind) {
  v1::AgencyDocumentFacts facts;
  facts.set_stated_kind(kind);
  facts.set_court_in_heading(v1::SEEN_NO);
  facts.set_signer_title(v1::SIGNER_TITLE_OFFICER);
  facts.set_signature_present(v1::SEEN_YES);
  facts.set_issued_on("2026-11-20");
  facts.set_scope_text("To take into custody");
  return facts;
}

v1::Seen Met(const v1::DocumentAdvice& advice, v1::DocumentGround::Kind kind) {
  for (const auto& ground : advice.grounds())
    if (ground.kind() == kind) return ground.met();
  return v1::SEEN_UNSPECIFIED;
}

TEST(DocumentAdvice, AWarrantThatMeetsEveryGroundLooksJudicial) {
  const auto advice = AdviseOnDocument(SearchWarrant(), kToday);
  EXPECT_TRUE(advice.looks_judicial());
  EXPECT_EQ(advice.kind(), v1::AGENCY_DOCUMENT_KIND_JUDICIAL_SEARCH);
  ASSERT_EQ(advice.grounds_size(), 6);
  for (const auto& ground : advice.grounds()) {
    EXPECT_EQ(ground.met(), v1::SEEN_YES);
    EXPECT_FALSE(ground.explanation().empty());
  }
}

TEST(DocumentAdvice, AJudgesSignatureOverAWrongAddressIsUnclear) {
  auto facts = SearchWarrant();
  facts.set_address_matches(v1::SEEN_NO);
  facts.set_person_matches(v1::SEEN_YES);
  const auto advice = AdviseOnDocument(facts, kToday);
  EXPECT_EQ(advice.kind(), v1::AGENCY_DOCUMENT_KIND_UNCLEAR);
  EXPECT_FALSE(advice.looks_judicial());
  EXPECT_EQ(Met(advice, v1::DocumentGround::KIND_ADDRESS_OR_PERSON_MATCHES), v1::SEEN_NO);
}

TEST(DocumentAdvice, TheAgencysOwnFormsStayWhatTheyAre) {
  for (const auto kind : {v1::AGENCY_DOCUMENT_KIND_I_200, v1::AGENCY_DOCUMENT_KIND_I_205,
                          v1::AGENCY_DOCUMENT_KIND_DETAINER_I_247A, v1::AGENCY_DOCUMENT_KIND_NOTICE_TO_APPEAR,
                          v1::AGENCY_DOCUMENT_KIND_SUBPOENA_ADMIN}) {
    const auto advice = AdviseOnDocument(Form(kind), kToday);
    EXPECT_EQ(advice.kind(), kind);
    EXPECT_FALSE(advice.looks_judicial());
  }
}

TEST(DocumentAdvice, AnImmigrationJudgeOrAnOfficerIsNoCourt) {
  for (const auto signer : {v1::SIGNER_TITLE_IMMIGRATION_JUDGE, v1::SIGNER_TITLE_OFFICER}) {
    auto facts = SearchWarrant();
    facts.set_signer_title(signer);
    const auto advice = AdviseOnDocument(facts, kToday);
    EXPECT_FALSE(advice.looks_judicial());
    EXPECT_EQ(advice.kind(), v1::AGENCY_DOCUMENT_KIND_UNCLEAR);
    EXPECT_NE(advice.remarks(0).find("administrative"), std::string::npos);
  }
}

TEST(DocumentAdvice, AFormThatClaimsAJudgeContradictsItself) {
  auto facts = Form(v1::AGENCY_DOCUMENT_KIND_I_205);
  facts.set_signer_title(v1::SIGNER_TITLE_JUDGE);
  EXPECT_EQ(AdviseOnDocument(facts, kToday).kind(), v1::AGENCY_DOCUMENT_KIND_UNCLEAR);
}

TEST(DocumentAdvice, AWarrantIsStaleAfterTwoWeeksAndNotBefore) {
  auto facts = SearchWarrant();
  facts.set_issued_on("2026-11-08");
  EXPECT_TRUE(AdviseOnDocument(facts, kToday).looks_judicial());
  facts.set_issued_on("2026-11-07");
  EXPECT_FALSE(AdviseOnDocument(facts, kToday).looks_judicial());
  facts.set_issued_on("2026-11-23");
  EXPECT_FALSE(AdviseOnDocument(facts, kToday).looks_judicial());
  facts.set_issued_on("20 Nov");
  EXPECT_EQ(Met(AdviseOnDocument(facts, kToday), v1::DocumentGround::KIND_DATE_CURRENT), v1::SEEN_UNKNOWN);
  facts.set_issued_on("2026-11-20");
  facts.set_valid_until("2026-11-21");
  EXPECT_FALSE(AdviseOnDocument(facts, kToday).looks_judicial());
}

TEST(DocumentAdvice, AWarrantOfArrestRemarksThatItIsNoSearchWarrant) {
  auto facts = SearchWarrant();
  facts.set_stated_kind(v1::AGENCY_DOCUMENT_KIND_JUDICIAL_ARREST);
  facts.set_person_matches(v1::SEEN_YES);
  const auto advice = AdviseOnDocument(facts, kToday);
  EXPECT_TRUE(advice.looks_judicial());
  EXPECT_NE(advice.remarks(0).find("does not authorise a search"), std::string::npos);
}

TEST(DocumentAdvice, NoDocumentIsNoDocument) {
  v1::AgencyDocumentFacts facts;
  facts.set_stated_kind(v1::AGENCY_DOCUMENT_KIND_NONE);
  EXPECT_EQ(AdviseOnDocument(facts, kToday).kind(), v1::AGENCY_DOCUMENT_KIND_NONE);
}

RC_GTEST_PROP(DocumentAdvice, AnyOneDoubtTakesTheLookOfACourtAway, ()) {
  auto facts = SearchWarrant();
  switch (*rc::gen::inRange(0, 8)) {
    case 0: facts.clear_court(); break;
    case 1: facts.set_court_in_heading(v1::SEEN_UNKNOWN); break;
    case 2: facts.set_signer_title(v1::SIGNER_TITLE_UNKNOWN); break;
    case 3: facts.clear_signer_of_that_court(); break;
    case 4: facts.clear_signature_present(); break;
    case 5: facts.clear_issued_on(); break;
    case 6: facts.clear_address_matches(); break;
    default: facts.clear_scope_text(); break;
  }
  const auto advice = AdviseOnDocument(facts, kToday);
  RC_ASSERT(!advice.looks_judicial());
  RC_ASSERT(advice.kind() == v1::AGENCY_DOCUMENT_KIND_UNCLEAR);
}

RC_GTEST_PROP(DocumentAdvice, NothingLooksJudicialUnlessEveryGroundIsMet, ()) {
  const auto seen = [] { return static_cast<v1::Seen>(*rc::gen::inRange(0, 4)); };
  v1::AgencyDocumentFacts facts;
  facts.set_stated_kind(static_cast<v1::AgencyDocumentKind>(*rc::gen::inRange(0, 12)));
  facts.set_court(*rc::gen::element<std::string>("", "Superior Court"));
  facts.set_court_in_heading(seen());
  facts.set_signer_title(static_cast<v1::SignerTitle>(*rc::gen::inRange(0, 8)));
  facts.set_signer_of_that_court(seen());
  facts.set_signature_present(seen());
  facts.set_issued_on(*rc::gen::element<std::string>("", "2026-11-20", "2020-01-01"));
  facts.set_address_matches(seen());
  facts.set_person_matches(seen());
  facts.set_scope_text(*rc::gen::element<std::string>("", "scope"));
  const auto advice = AdviseOnDocument(facts, kToday);
  if (!advice.looks_judicial()) return;
  for (const auto& ground : advice.grounds()) RC_ASSERT(ground.met() == v1::SEEN_YES);
  RC_ASSERT(facts.signer_title() == v1::SIGNER_TITLE_JUDGE ||
            facts.signer_title() == v1::SIGNER_TITLE_MAGISTRATE);
}

}  // namespace
}  // namespace watchbell::visitor
