// Referrals: consent first, made by a day, with an outcome. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "watchbell/threat_intake/v1/case_referral.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::chrono::days kReferralDueMax{60};
inline constexpr std::size_t kConsentByMax = 80;

struct Referrals {
  using State = v1::Referral;
  using Event = v1::ReferralEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "referral";

  static void Evolve(State& state, const Event& event);
  // referrals:<case>, by its day.
  static Indexes IndexesOf(const State& state);
  // "due"
  static Deadlines DeadlinesOf(const State& state);
  static Decision<Event> Tick(const State& state, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state) {
    if (!state.has_closed_at()) return std::nullopt;
    return retention::Span{"closed", FromProto(state.closed_at())};
  }
};

using ReferralDecision = Decision<v1::ReferralEvent>;

// Null: the district's file names no such provider.
const v1::Provider* ProviderOf(const v1::ListProvidersResponse& providers, const std::string& id);

ReferralDecision OpenReferral(const v1::Referral& referral, const v1::OpenReferralRequest& request,
                              const v1::ListProvidersResponse& providers, const CaseContext& context);
ReferralDecision RecordConsent(const v1::Referral& referral, const v1::RecordConsentRequest& request,
                               const CaseContext& context);
ReferralDecision MakeReferral(const v1::Referral& referral, const v1::MakeReferralRequest& request,
                              const v1::ListProvidersResponse& providers, const CaseContext& context);
ReferralDecision CloseReferral(const v1::Referral& referral, const v1::CloseReferralRequest& request,
                               const CaseContext& context);

}  // namespace watchbell::threat_intake
