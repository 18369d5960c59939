#include "services/alerting/reactions/on_drill_spans.hpp"

#include "services/alerting/adapters/drill_list.hpp"

namespace watchbell::alerting {
namespace {

// A consumer that is made anew reads the record from its beginning: what is older is nobody's news.
constexpr std::chrono::days kSaidWithin{7};

}  // namespace

std::unique_ptr<reaction::Reaction> OnDrillSpans(const DrillWatch& here) {
  return reaction::Reaction::On<v1::SchoolYearEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "alerting",
       .aggregate = "school-year",
       .service = "alerting",
       .purpose = "overdue_drills"},
      [here](const v1::SchoolYearEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.has_spans_ended() || here.clock() > origin.at + kSaidWithin) return {};
        const auto drills = DrillsOf(here.drills, origin.key.school);
        if (!drills) return tl::unexpected<Error>(drills.error());
        const Context context{
            .now = origin.at, .request_id = origin.RequestId("overdue"), .traceparent = origin.traceparent};
        const auto found = here.school_years.Run(
            origin.key.school, origin.key.id, context, [&](const v1::SchoolYear& year, const Context&) {
              return FindOverdue(year, event.spans_ended(), *drills, here.zone);
            });
        if (!found) return tl::unexpected<Error>(found.error());
        return {};
      });
}

}  // namespace watchbell::alerting
