#include "services/alerting/reactions/on_threat.hpp"

#include "services/alerting/adapters/danger_words.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::alerting {
namespace {

namespace intake = threat_intake::v1;

constexpr int kPoliceRung = 3;  // of a tip's ladder (domain.md 3.8, A7)
// A consumer that is made anew reads the record from its beginning: what is older calls nobody.
constexpr std::chrono::hours kCallWithin{1};

Status CallPolice(const FollowUps& here, const RealCause& cause, const reaction::Origin& origin) {
  if (here.clock() > origin.at + kCallWithin) return {};
  const Context context{
      .now = here.clock(), .request_id = origin.RequestId("dispatch"), .traceparent = origin.traceparent};
  const auto recorded = here.dispatches.Run(
      cause.school(), cause.id(), context,
      [&](const v1::Dispatch& state, const Context& known) { return RequestDispatch(state, cause, known); },
      {.likely_new = true});
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnUnansweredTip(const FollowUps& here) {
  return reaction::Reaction::On<intake::TipEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "threat_intake", .aggregate = "tip", .service = "alerting", .purpose = "tips"},
      [here](const intake::TipEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.has_escalated() || event.escalated().rung() != kPoliceRung) return {};
        const auto& tip = event.tip();
        return CallPolice(here,
                          RealCause::Of(UnansweredTip{.id = tip.id(),
                                                      .school = tip.school(),
                                                      .life_safety = tip.life_safety(),
                                                      .received_at = FromProto(tip.received_at())},
                                        here.settings),
                          origin);
      });
}

std::unique_ptr<reaction::Reaction> OnCaseDanger(const FollowUps& here) {
  return reaction::Reaction::On<intake::CaseEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "threat_intake",
       .aggregate = "case",
       .service = "alerting",
       .purpose = "case_dangers",
       .delivery = bus::Delivery::kPush},
      [here](const intake::CaseEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.has_imminent_danger_declared()) return {};
        const auto& declared = event.imminent_danger_declared();
        return CallPolice(here,
                          RealCause::Of(CaseDanger{.case_id = event.assessment().id(),
                                                   .school = event.assessment().school(),
                                                   .danger = WordsOf(declared.kind()),
                                                   .at_school = declared.at_school(),
                                                   .declared_at = FromProto(event.meta().at())},
                                        here.settings),
                          origin);
      });
}

}  // namespace watchbell::alerting
