#include "services/threat-intake/domain/cases/factor.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {

void CaseFactors::Evolve(v1::CaseFactor& factor, const v1::CaseFactorEvent& event) {
  switch (event.fact_case()) {
    case v1::CaseFactorEvent::kRated: {
      const auto& rated = event.rated();
      factor.set_id(rated.id());
      factor.set_school(rated.school());
      factor.set_case_id(rated.case_id());
      factor.set_kind(rated.kind());
      *factor.add_ratings() = rated.rating();
      return;
    }
    case v1::CaseFactorEvent::FACT_NOT_SET: return;
  }
}

Indexes CaseFactors::IndexesOf(const v1::CaseFactor& factor) {
  return {{"factors:" + factor.case_id(), static_cast<double>(factor.kind())}};
}

// Since it was last judged; the case itself ends with its own time.
std::optional<retention::Span> CaseFactors::RetentionOf(const v1::CaseFactor& factor) {
  if (factor.ratings().empty()) return std::nullopt;
  return retention::Span{"changed", FromProto(factor.ratings().rbegin()->at())};
}

std::string CaseFactorId(const std::string& case_id, v1::CaseFactorKind kind) {
  return id::Derive("case-factor", case_id + '|' + v1::CaseFactorKind_Name(kind));
}

Decision<v1::CaseFactorEvent> RateFactor(const v1::CaseFactor& factor, const v1::RateFactorRequest& request,
                                         const v1::Case& of, const CaseContext& context) {
  if (auto error = WhyNotOpen(of)) return *error;
  const auto& rating = request.rating();
  if (request.kind() == v1::CASE_FACTOR_KIND_UNSPECIFIED || !v1::CaseFactorKind_IsValid(request.kind()))
    return Refuse(Code::kInvalidArgument, "FACTOR_MISSING", "Choose one of the eight factors.", "kind");
  if (rating.finding() == v1::CASE_FACTOR_FINDING_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "FINDING_MISSING", "Say absent, unclear or present.",
                  "rating.finding");
  if (auto error = BadText(rating.note(), "rating.note", kFactorNoteMax)) return *error;
  const auto& evidence = rating.evidence_ids();
  if (evidence.size() > kFactorEvidenceMax ||
      !std::all_of(evidence.begin(), evidence.end(), [](const auto& one) { return id::IsUuid(one); }))
    return Refuse(Code::kInvalidArgument, "EVIDENCE_UNKNOWN", "Name at most eight pieces by their ids.",
                  "rating.evidence_ids");
  if (factor.ratings_size() >= kFactorRatingsMax)
    return Refuse(Code::kResourceExhausted, "FACTOR_FULL",
                  "It was judged fifteen times; write an interview.");
  v1::CaseFactorEvent event;
  auto& rated = *event.mutable_rated();
  rated.set_id(context.id);
  rated.set_school(request.school());
  rated.set_case_id(of.id());
  rated.set_kind(request.kind());
  *rated.mutable_rating() = rating;
  rated.mutable_rating()->set_author_id(context.actor_id);
  *rated.mutable_rating()->mutable_at() = ToProto(context.now);
  return event;
}

}  // namespace watchbell::threat_intake
