#include "services/visitor/domain/dismissal_steps.hpp"

#include <array>

namespace watchbell::visitor {
namespace {

constexpr auto kChecked = Stand::kChecked;
constexpr auto kReady = Stand::kReady;
constexpr auto kUnlisted = Stand::kUnlisted;
constexpr auto kStopped = Stand::kStopped;
constexpr auto kReleased = Stand::kReleased;
constexpr auto kRefused = Stand::kRefused;
constexpr auto kNo = std::optional<Stand>{};

// Rows: where it stands. Columns: the step. RELEASED is reached from READY alone, READY by the child's yes
// alone, and STOPPED (barred, or the child said no) leads nowhere but to REFUSED (domain.md 3.1: release
// impossible in software).
constexpr std::array<std::array<std::optional<Stand>, 8>, 7> kTable{{
    //   AUTHORISED NOT_LISTED BARRED    APPROVED  CHILD_YES CHILD_NO  HANDED_OVER REFUSED
    {{kChecked, kUnlisted, kStopped, kNo, kNo, kNo, kNo, kRefused}},           // REQUESTED
    {{kChecked, kUnlisted, kStopped, kNo, kReady, kStopped, kNo, kRefused}},   // CHECKED
    {{kReady, kUnlisted, kStopped, kNo, kNo, kStopped, kReleased, kRefused}},  // READY
    {{kChecked, kUnlisted, kStopped, kChecked, kNo, kNo, kNo, kRefused}},      // HELD: nobody named the adult
    {{kNo, kNo, kNo, kNo, kNo, kNo, kNo, kRefused}},                           // HELD for good
    {{kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo}},                                // RELEASED
    {{kNo, kNo, kNo, kNo, kNo, kNo, kNo, kNo}},                                // REFUSED
}};

}  // namespace

Stand StandOf(const v1::Dismissal& dismissal) {
  switch (dismissal.state()) {
    case v1::Dismissal::STATE_REQUESTED: return Stand::kRequested;
    case v1::Dismissal::STATE_CHECKED: return Stand::kChecked;
    case v1::Dismissal::STATE_READY: return Stand::kReady;
    case v1::Dismissal::STATE_HELD:
      return dismissal.hold() == v1::Dismissal::HOLD_NOT_LISTED ? Stand::kUnlisted : Stand::kStopped;
    case v1::Dismissal::STATE_RELEASED: return Stand::kReleased;
    default: return Stand::kRefused;
  }
}

std::optional<Stand> After(Stand stand, Step step) {
  return kTable[static_cast<std::size_t>(stand)][static_cast<std::size_t>(step)];
}

}  // namespace watchbell::visitor
