#include "services/threat-intake/domain/cases/referral.hpp"

#include <algorithm>

#include "common/id/id.hpp"
#include "services/threat-intake/domain/cases/case.hpp"

namespace watchbell::threat_intake {
namespace {

using v1::Referral;
using v1::ReferralEvent;

std::optional<Error> WhyNotOngoing(const Referral& referral) {
  if (referral.id().empty())
    return Refuse(Code::kNotFound, "NOT_FOUND", "Check the id and the school.", "referral_id");
  if (referral.state() == Referral::STATE_CLOSED)
    return Refuse(Code::kFailedPrecondition, "REFERRAL_CLOSED", "Open a new referral.", "referral_id");
  return std::nullopt;
}

}  // namespace

void Referrals::Evolve(Referral& referral, const ReferralEvent& event) {
  switch (event.fact_case()) {
    case ReferralEvent::kOpened:
      referral = event.opened().referral();
      referral.set_state(Referral::STATE_OPEN);
      return;
    case ReferralEvent::kConsentRecorded:
      referral.set_consent(event.consent_recorded().consent());
      referral.set_consent_by(event.consent_recorded().by());
      return;
    case ReferralEvent::kMade:
      referral.set_state(Referral::STATE_MADE);
      *referral.mutable_made_at() = event.meta().at();
      referral.set_made_by(event.meta().actor_id());
      return;
    case ReferralEvent::kClosed:
      referral.set_state(Referral::STATE_CLOSED);
      referral.set_outcome(event.closed().outcome());
      referral.set_note(event.closed().note());
      *referral.mutable_closed_at() = event.meta().at();
      return;
    case ReferralEvent::kOverdue: referral.set_overdue(true); return;
    case ReferralEvent::FACT_NOT_SET: return;
  }
}

Indexes Referrals::IndexesOf(const Referral& referral) {
  return {{"referrals:" + referral.case_id(),
           static_cast<double>(FromProto(referral.due_at()).time_since_epoch().count())}};
}

Deadlines Referrals::DeadlinesOf(const Referral& referral) {
  if (referral.state() != Referral::STATE_OPEN || referral.overdue()) return {};
  return {{"due", FromProto(referral.due_at())}};
}

ReferralDecision Referrals::Tick(const Referral& referral, const std::string&, const Context& context) {
  if (referral.state() != Referral::STATE_OPEN || referral.overdue() ||
      FromProto(referral.due_at()) > context.now)
    return AlreadySo{};
  ReferralEvent event;
  event.mutable_overdue();
  return event;
}

const v1::Provider* ProviderOf(const v1::ListProvidersResponse& providers, const std::string& id) {
  const auto& all = providers.providers();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id() == id; });
  return found == all.end() ? nullptr : &*found;
}

ReferralDecision OpenReferral(const Referral& referral, const v1::OpenReferralRequest& request,
                              const v1::ListProvidersResponse& providers, const CaseContext& context) {
  if (!referral.id().empty()) return AlreadySo{};
  if (!id::IsUuid(request.case_id()))
    return Refuse(Code::kInvalidArgument, "CASE_UNKNOWN", "Name the case that it belongs to.", "case_id");
  if (ProviderOf(providers, request.provider_id()) == nullptr)
    return Refuse(Code::kInvalidArgument, "PROVIDER_UNKNOWN", "Choose a provider of the list.",
                  "provider_id");
  if (request.person().person_id().empty())
    if (auto error = BadText(request.person().description(), "person.description", kPersonMax)) return *error;
  if (auto error = BadText(request.need(), "need")) return *error;
  const auto due = FromProto(request.due_at());
  if (!request.has_due_at() || due <= context.now || due > context.now + kReferralDueMax)
    return Refuse(Code::kInvalidArgument, "DAY_IMPLAUSIBLE", "Name a day in the next 60.", "due_at");
  ReferralEvent event;
  auto& opened = *event.mutable_opened()->mutable_referral();
  opened.set_id(context.id);
  opened.set_school(request.school());
  opened.set_case_id(request.case_id());
  *opened.mutable_person() = request.person();
  opened.set_provider_id(request.provider_id());
  opened.set_need(request.need());
  *opened.mutable_due_at() = request.due_at();
  return event;
}

ReferralDecision RecordConsent(const Referral& referral, const v1::RecordConsentRequest& request,
                               const CaseContext&) {
  if (auto error = WhyNotOngoing(referral)) return *error;
  if (request.consent() == v1::REFERRAL_CONSENT_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "CONSENT_MISSING", "Say what was answered.", "consent");
  if (auto error = BadText(request.by(), "by", kConsentByMax)) return *error;
  if (request.consent() == referral.consent() && request.by() == referral.consent_by()) return AlreadySo{};
  ReferralEvent event;
  event.mutable_consent_recorded()->set_consent(request.consent());
  event.mutable_consent_recorded()->set_by(request.by());
  return event;
}

ReferralDecision MakeReferral(const Referral& referral, const v1::MakeReferralRequest&,
                              const v1::ListProvidersResponse& providers, const CaseContext&) {
  if (auto error = WhyNotOngoing(referral)) return *error;
  if (referral.state() == Referral::STATE_MADE) return AlreadySo{};
  const auto* provider = ProviderOf(providers, referral.provider_id());
  const bool crisis = provider != nullptr && provider->crisis();
  if (!crisis && referral.consent() != v1::REFERRAL_CONSENT_GIVEN)
    return Refuse(Code::kFailedPrecondition, "CONSENT_MISSING", "Record the family's consent first.");
  ReferralEvent event;
  event.mutable_made();
  return event;
}

ReferralDecision CloseReferral(const Referral& referral, const v1::CloseReferralRequest& request,
                               const CaseContext&) {
  if (referral.state() == Referral::STATE_CLOSED) return AlreadySo{};
  if (auto error = WhyNotOngoing(referral)) return *error;
  if (request.outcome() == v1::REFERRAL_OUTCOME_UNSPECIFIED)
    return Refuse(Code::kInvalidArgument, "OUTCOME_MISSING", "Say what became of it.", "outcome");
  const bool without_help = request.outcome() == v1::REFERRAL_OUTCOME_DECLINED ||
                            request.outcome() == v1::REFERRAL_OUTCOME_NOT_REACHED;
  if (referral.state() != Referral::STATE_MADE && !without_help)
    return Refuse(Code::kFailedPrecondition, "REFERRAL_NOT_MADE", "Record that the provider was told first.");
  if (auto error = BadText(request.note(), "note")) return *error;
  ReferralEvent event;
  event.mutable_closed()->set_outcome(request.outcome());
  event.mutable_closed()->set_note(request.note());
  return event;
}

}  // namespace watchbell::threat_intake
