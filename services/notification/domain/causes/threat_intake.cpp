// Which tip is whose news, and how urgent.
#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::notification {
namespace {

using threat_intake::v1::Tip;
using threat_intake::v1::TipEvent;

Cause About(const Tip& tip, v1::Level level, const char* wording) {
  return Cause{.audience = Audience::kDuty,
               .rung = tip.rung(),
               .level = level,
               .wording = wording,
               .subject = "tip",
               .school = tip.school(),
               .about_id = tip.id()};
}

Cause Waits(const Tip& tip) {
  return tip.life_safety() ? About(tip, v1::LEVEL_EMERGENCY, "tip_life_safety")
                           : About(tip, v1::LEVEL_URGENT, "tip");
}

// Whoever gives it to themselves need not be told.
std::optional<Cause> Given(const TipEvent& event) {
  const auto& tip = event.tip();
  auto cause = About(tip, tip.life_safety() ? v1::LEVEL_URGENT : v1::LEVEL_ADVISORY, "tip_assigned");
  cause.audience = Audience::kNamed;
  cause.person_ids = {tip.primary_id()};
  cause.person_ids.insert(cause.person_ids.end(), tip.informed_ids().begin(), tip.informed_ids().end());
  std::erase(cause.person_ids, event.meta().actor_id());
  if (cause.person_ids.empty()) return std::nullopt;
  return cause;
}

// Whoever answers for it; while nobody does, the ladder's person.
Cause Written(const Tip& tip) {
  auto cause = About(tip, tip.life_safety() ? v1::LEVEL_URGENT : v1::LEVEL_ADVISORY, "tip_message");
  const auto& answers = tip.primary_id().empty() ? tip.acknowledged_by() : tip.primary_id();
  if (answers.empty()) return cause;
  cause.audience = Audience::kNamed;
  cause.person_ids = {answers};
  return cause;
}

}  // namespace

std::optional<Cause> CauseOf(const TipEvent& event) {
  switch (event.fact_case()) {
    case TipEvent::kReceived:
    case TipEvent::kEscalated: return Waits(event.tip());
    case TipEvent::kAssigned: return Given(event);
    case TipEvent::kMessaged:
      return event.messaged().tells() ? std::optional{Written(event.tip())} : std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace watchbell::notification
