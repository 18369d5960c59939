#include "services/visitor/domain/badge.hpp"

#include <algorithm>
#include <charconv>

namespace watchbell::visitor {
namespace {

using v1::Badge;
using v1::BadgeEvent;
using v1::Visit;

constexpr char kPrintMark = '-';

std::optional<Error> WhyNoReason(v1::BadgeReason reason) {
  if (reason != v1::BADGE_REASON_UNSPECIFIED) return std::nullopt;
  return Refuse(Code::kInvalidArgument, "REASON_MISSING", "Say why: lost, damaged, changed or misused.",
                "reason");
}

v1::WornBy Of(const Visit& visit) {
  v1::WornBy worn_by;
  worn_by.set_visit_id(visit.id());
  worn_by.set_school(visit.school());
  return worn_by;
}

// The first print is made with the visit and recorded with whatever happens to it first.
void Begin(Badge& badge, const v1::WornBy& worn_by) {
  if (badge.prints() > 0) return;
  badge.set_id(worn_by.visit_id());
  badge.set_school(worn_by.school());
  badge.set_prints(1);
  badge.set_valid_print(1);
}

}  // namespace

void Badges::Evolve(Badge& badge, const BadgeEvent& event) {
  switch (event.fact_case()) {
    case BadgeEvent::kPhotoTaken:
      Begin(badge, event.photo_taken().worn_by());
      *badge.mutable_photo() = event.photo_taken().photo();
      break;
    case BadgeEvent::kReprinted:
      Begin(badge, event.reprinted().worn_by());
      badge.set_prints(event.reprinted().print());
      badge.set_valid_print(event.reprinted().print());
      badge.set_reason(event.reprinted().reason());
      break;
    case BadgeEvent::kVoided:
      Begin(badge, event.voided().worn_by());
      badge.set_valid_print(0);
      badge.set_reason(event.voided().reason());
      break;
    case BadgeEvent::FACT_NOT_SET: return;
  }
  *badge.mutable_changed_at() = event.meta().at();
  badge.set_changed_by(event.meta().actor_id());
}

int ValidPrint(const Badge& badge) { return badge.prints() == 0 ? 1 : badge.valid_print(); }

std::optional<Error> WhyNoBadge(const Visit& visit) {
  if (visit.inside() && visit.state() == Visit::STATE_ON_SITE && !visit.badge().empty()) return std::nullopt;
  return Refuse(Code::kFailedPrecondition, "VISIT_NOT_INSIDE",
                "Only who was let in and is still here has a badge.", "visit_id");
}

Decision<BadgeEvent> Reprint(const Badge& badge, const Visit& visit, v1::BadgeReason reason) {
  if (auto none = WhyNoBadge(visit)) return std::move(*none);
  if (auto missing = WhyNoReason(reason)) return std::move(*missing);
  const int print = std::max(badge.prints(), 1) + 1;
  if (print > kPrintsMax) {
    return Refuse(Code::kFailedPrecondition, "PRINTS_EXHAUSTED", "Check the visitor out and in again.",
                  "visit_id");
  }
  BadgeEvent event;
  event.mutable_reprinted()->set_print(print);
  event.mutable_reprinted()->set_reason(reason);
  *event.mutable_reprinted()->mutable_worn_by() = Of(visit);
  return event;
}

Decision<BadgeEvent> Void(const Badge& badge, const Visit& visit, v1::BadgeReason reason) {
  if (visit.badge().empty()) return *WhyNoBadge({});
  if (auto missing = WhyNoReason(reason)) return std::move(*missing);
  if (ValidPrint(badge) == 0) return AlreadySo{};
  BadgeEvent event;
  event.mutable_voided()->set_reason(reason);
  *event.mutable_voided()->mutable_worn_by() = Of(visit);
  return event;
}

std::optional<Error> WhyNoPhoto(const Visit& visit) {
  if (visit.state() != Visit::STATE_LEFT && visit.state() != Visit::STATE_DENIED) return std::nullopt;
  return Refuse(Code::kFailedPrecondition, "VISIT_OVER", "A photograph is taken only of who comes in.",
                "visit_id");
}

Decision<BadgeEvent> TakePhoto(const Badge& badge, const Visit& visit, const common::v1::Attachment& photo) {
  if (auto none = WhyNoPhoto(visit)) return std::move(*none);
  if (badge.photo().id() == photo.id()) return AlreadySo{};
  BadgeEvent event;
  *event.mutable_photo_taken()->mutable_photo() = photo;
  *event.mutable_photo_taken()->mutable_worn_by() = Of(visit);
  return event;
}

std::string BadgeText(const std::string& letters, int print) {
  return print <= 1 ? letters : letters + kPrintMark + std::to_string(print);
}

ScannedBadge ReadBadgeText(const std::string& text) {
  ScannedBadge scanned;
  const auto mark = text.find(kPrintMark);
  for (const char letter : text.substr(0, mark)) {
    if (letter == ' ') continue;
    scanned.letters += letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  }
  if (mark == std::string::npos) return scanned;
  const char* digits = text.data() + mark + 1;
  const auto read = std::from_chars(digits, text.data() + text.size(), scanned.print);
  if (read.ec != std::errc{}) scanned.print = 0;  // no print has that number
  return scanned;
}

}  // namespace watchbell::visitor
