// The eight credibility factors: each judged on its own, with its history; never added up. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/case_factor.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::size_t kFactorNoteMax = 400;
inline constexpr int kFactorEvidenceMax = 8;
inline constexpr int kFactorRatingsMax = 15;  // as many as one event holds

struct CaseFactors {
  using State = v1::CaseFactor;
  using Event = v1::CaseFactorEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "case-factor";

  static void Evolve(State& factor, const Event& event);
  // factors:<case>, by kind.
  static Indexes IndexesOf(const State& factor);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& factor);
};

std::string CaseFactorId(const std::string& case_id, v1::CaseFactorKind kind);

// `of`: the case that it belongs to.
Decision<v1::CaseFactorEvent> RateFactor(const v1::CaseFactor& factor, const v1::RateFactorRequest& request,
                                         const v1::Case& of, const CaseContext& context);

}  // namespace watchbell::threat_intake
