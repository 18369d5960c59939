// The partner directory: outside organisations, their places in the call list of each hazard, and when
// somebody last made sure of the number (domain.md 1 row 21).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/partner.pb.h"

namespace watchbell::notification {

inline constexpr std::size_t kPartnerNameBytesMax = 400;   // 100 characters
inline constexpr std::size_t kPartnerNoteBytesMax = 1200;  // 300 characters
inline constexpr int kCallListMax = 8;
// Design: twice a school year somebody calls every number.
inline constexpr std::chrono::days kPartnerStale{180};

struct Partners {
  using State = v1::Partner;
  using Event = v1::PartnerEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "partner";
  static void Evolve(State& partner, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }  // listed from memory
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& partner);
};

Decision<v1::PartnerEvent> SavePartner(const v1::Partner& partner, const v1::SavePartnerRequest& request,
                                       const Context& context);
Decision<v1::PartnerEvent> VerifyPartner(const v1::Partner& partner, const v1::VerifyPartnerRequest&,
                                         const Context&);
Decision<v1::PartnerEvent> RetirePartner(const v1::Partner& partner, const v1::RetirePartnerRequest&,
                                         const Context&);

// Those of the school and of the district that are not retired, by kind, then name.
std::vector<v1::Partner> PartnersOf(std::vector<v1::Partner> all, const std::string& school);
// Those with a place in the hazard's list, by it; the school's own first where places are the same.
std::vector<v1::Partner> CallList(std::vector<v1::Partner> all, const std::string& school, v1::Hazard hazard);
bool IsStale(const v1::Partner& partner, TimePoint now);

}  // namespace watchbell::notification
