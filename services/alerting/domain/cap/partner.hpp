// Partners whom CAP documents are pushed to: who gets which. Pure functions.
#pragma once

#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/alerting/domain/cap/message.hpp"
#include "watchbell/alerting/v1/cap_partner_service.pb.h"

namespace watchbell::alerting::cap {

inline constexpr std::size_t kPartnerNameMax = 100;
inline constexpr std::size_t kPartnerUrlMax = 500;
inline constexpr std::size_t kPartnerContactMax = 200;
inline constexpr int kPartnerKindsMax = 30;
inline constexpr int kPartnerSchoolsMax = 100;
inline constexpr int kPartnerAddressesMax = 8;
inline constexpr int kPartnerReadersMax = 20;
// Each document goes to each of them: design.
inline constexpr int kPartnersMax = 100;

struct CapPartners {
  using State = v1::CapPartner;
  using Event = v1::CapPartnerEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "cap-partner";

  static void Evolve(State& partner, const Event& event);
  // cap-partners, until retired.
  static Indexes IndexesOf(const State& partner);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& partner);
};

// `key`: of its signatures. `plain_allowed`: http:// beside https://, for tests on one machine.
Decision<v1::CapPartnerEvent> AddPartner(const v1::CapPartner& state, const v1::AddCapPartnerRequest& request,
                                         const std::string& key, bool plain_allowed, const Context& context);
Decision<v1::CapPartnerEvent> ChangePartner(const v1::CapPartner& state,
                                            const v1::ChangeCapPartnerRequest& request, bool plain_allowed);
Decision<v1::CapPartnerEvent> RetirePartner(const v1::CapPartner& state);

bool IsAddressee(const v1::CapSubscription& subscription, const v1::CapMessage& message);
// Whether the document is pushed to the partner.
bool Wants(const v1::CapPartner& partner, const v1::CapMessage& message);
// Whether a person signs in for any of them.
bool IsReader(const std::vector<v1::CapPartner>& partners, const std::string& person_id);
// Whether a person may read the document: each Private one only who signs in for an addressee.
bool MayRead(const std::vector<v1::CapPartner>& partners, const std::string& person_id,
             const v1::CapMessage& message);

}  // namespace watchbell::alerting::cap
