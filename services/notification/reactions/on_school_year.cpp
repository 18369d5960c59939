#include "services/notification/reactions/reactions.hpp"
#include "watchbell/alerting/v1/drill_calendar.pb.h"

namespace watchbell::notification {

std::unique_ptr<reaction::Reaction> OnSchoolYear(const Surroundings& here) {
  return AnnounceOn<alerting::v1::SchoolYearEvent>(
      here, {.from_service = "alerting", .aggregate = "school-year", .purpose = "overdue_drills"});
}

}  // namespace watchbell::notification
