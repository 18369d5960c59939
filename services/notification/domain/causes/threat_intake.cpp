// Which tip is whose news, and how urgent.
#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::notification {

std::optional<Cause> CauseOf(const threat_intake::v1::TipEvent& event) {
  if (!event.has_received() && !event.has_escalated()) return std::nullopt;
  const auto& tip = event.tip();
  return Cause{.audience = Audience::kDuty,
               .rung = tip.rung(),
               .level = tip.life_safety() ? v1::LEVEL_EMERGENCY : v1::LEVEL_URGENT,
               .wording = tip.life_safety() ? "tip_life_safety" : "tip",
               .subject = "tip",
               .school = tip.school(),
               .about_id = tip.id()};
}

}  // namespace watchbell::notification
