// What happens at the front door that is whose news.
#include "services/notification/domain/causes/causes.hpp"
#include "watchbell/visitor/v1/dismissal.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::notification {

std::optional<Cause> CauseOf(const visitor::v1::VisitEvent& event) {
  const bool denied = event.has_denied();
  // Let in by an offline kiosk and recognised afterwards: nobody stands at the desk any more.
  const bool inside = event.has_held() && event.visit().inside();
  if (!denied && !inside && !event.has_unsure()) return std::nullopt;
  return Cause{.audience = Audience::kResponsible,
               .level = v1::LEVEL_URGENT,
               .wording = denied   ? "visitor_match"
                          : inside ? "visitor_inside"
                                   : "visitor_unsure",
               .subject = "visitor",
               .school = event.visit().school(),
               .about_id = event.visit().id()};
}

std::optional<Cause> CauseOf(const visitor::v1::DismissalEvent& event) {
  using visitor::v1::Dismissal;
  const auto& dismissal = event.dismissal();
  const bool stopped =
      dismissal.state() == Dismissal::STATE_HELD &&
      (dismissal.hold() == Dismissal::HOLD_BARRED || dismissal.hold() == Dismissal::HOLD_CHILD_SAID_NO);
  if (!stopped) return std::nullopt;
  return Cause{.audience = Audience::kResponsible,
               .level = v1::LEVEL_URGENT,
               .wording = "release_held",
               .subject = "dismissal",
               .school = dismissal.school(),
               .about_id = dismissal.id()};
}

}  // namespace watchbell::notification
