#include "services/alerting/domain/accountability/reunion_steps.hpp"

#include <array>

namespace watchbell::alerting {
namespace {

constexpr auto kWait = Stand::kWaiting;
constexpr auto kCard = Stand::kCard;
constexpr auto kSent = Stand::kSentFor;
constexpr auto kReady = Stand::kReady;
constexpr auto kUnlisted = Stand::kUnlisted;
constexpr auto kStop = Stand::kStopped;
constexpr auto kReleased = Stand::kReleased;
constexpr auto kAway = Stand::kAway;
constexpr auto kNo = std::optional<Stand>{};

// Rows: where the student stands. Columns: the step. RELEASED is reached from READY alone and READY by the
// child's yes alone; a new card begins again from the first look (domain.md 3.1 "Reunification steps").
constexpr std::array<std::array<std::optional<Stand>, 9>, 8> kTable{{
    // AUTHORISED NOT_LISTED BARRED SENT   YES    NO     HANDED_OVER TAKEN_AWAY BACK
    {{kCard, kUnlisted, kStop, kNo, kNo, kNo, kNo, kAway, kNo}},          // WAITING
    {{kCard, kUnlisted, kStop, kSent, kNo, kNo, kNo, kAway, kNo}},        // CARD
    {{kCard, kUnlisted, kStop, kNo, kReady, kStop, kNo, kAway, kNo}},     // SENT_FOR
    {{kCard, kUnlisted, kStop, kNo, kNo, kStop, kReleased, kAway, kNo}},  // READY
    {{kCard, kUnlisted, kStop, kNo, kNo, kNo, kNo, kAway, kNo}},          // HELD: nobody named the adult
    {{kCard, kUnlisted, kStop, kNo, kNo, kNo, kNo, kAway, kNo}},          // HELD for that adult for good
    {{kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo}},                      // RELEASED
    {{kNo, kNo, kNo, kNo, kNo, kNo, kNo, kAway, kWait}},                  // WITH_EMS, WITH_POLICE, ABSENT
}};

}  // namespace

Stand StandOf(const v1::Reunion& reunion) {
  switch (reunion.state()) {
    case v1::Reunion::STATE_CARD: return Stand::kCard;
    case v1::Reunion::STATE_SENT_FOR: return Stand::kSentFor;
    case v1::Reunion::STATE_READY: return Stand::kReady;
    case v1::Reunion::STATE_HELD:
      return reunion.hold() == v1::Reunion::HOLD_NOT_LISTED ? Stand::kUnlisted : Stand::kStopped;
    case v1::Reunion::STATE_RELEASED: return Stand::kReleased;
    case v1::Reunion::STATE_WITH_EMS:
    case v1::Reunion::STATE_WITH_POLICE:
    case v1::Reunion::STATE_ABSENT_VERIFIED: return Stand::kAway;
    default: return Stand::kWaiting;
  }
}

std::optional<Stand> After(Stand stand, Step step) {
  return kTable[static_cast<std::size_t>(stand)][static_cast<std::size_t>(step)];
}

}  // namespace watchbell::alerting
