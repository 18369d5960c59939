#include "services/alerting/reactions/on_unanswered_tip.hpp"

#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::alerting {
namespace {

constexpr int kPoliceRung = 3;  // of a tip's ladder (domain.md 3.8, A7)
// A consumer that is made anew reads the record from its beginning: what is older calls nobody.
constexpr std::chrono::hours kCallWithin{1};

}  // namespace

std::unique_ptr<reaction::Reaction> OnUnansweredTip(const FollowUps& here) {
  return reaction::Reaction::On<threat_intake::v1::TipEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "threat_intake", .aggregate = "tip", .service = "alerting", .purpose = "tips"},
      [here](const threat_intake::v1::TipEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.has_escalated() || event.escalated().rung() != kPoliceRung) return {};
        if (here.clock() > origin.at + kCallWithin) return {};
        const auto& tip = event.tip();
        const auto cause = RealCause::Of(UnansweredTip{.id = tip.id(),
                                                       .school = tip.school(),
                                                       .life_safety = tip.life_safety(),
                                                       .received_at = FromProto(tip.received_at())},
                                         here.settings);
        const Context context{.now = here.clock(),
                              .request_id = origin.RequestId("dispatch"),
                              .traceparent = origin.traceparent};
        const auto recorded = here.dispatches.Run(cause.school(), cause.id(), context,
                                                  [&](const v1::Dispatch& state, const Context& known) {
                                                    return RequestDispatch(state, cause, known);
                                                  },
                                                  {.likely_new = true});
        if (!recorded) return tl::unexpected<Error>(recorded.error());
        return {};
      });
}

}  // namespace watchbell::alerting
