#include "services/alerting/reactions/on_own_advice.hpp"

#include "common/id/id.hpp"
#include "services/alerting/adapters/danger_words.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/crime.pb.h"

namespace watchbell::alerting {
namespace {

namespace intake = threat_intake::v1;

// Nobody who has not decided by then is helped by it (design).
constexpr std::chrono::hours kDangerAdviceKept{1};

const char* WordsOf(intake::CrimeIncident::Category category) {
  switch (category) {
    case intake::CrimeIncident::CATEGORY_SHOOTING: return "a shooting";
    case intake::CrimeIncident::CATEGORY_ARMED_PERSON: return "an armed person";
    case intake::CrimeIncident::CATEGORY_PURSUIT: return "a pursuit";
    case intake::CrimeIncident::CATEGORY_ROBBERY: return "a robbery";
    case intake::CrimeIncident::CATEGORY_ASSAULT: return "an assault";
    case intake::CrimeIncident::CATEGORY_BURGLARY: return "a burglary";
    default: return "a crime";
  }
}

v1::Action ActionOf(intake::CrimeAdvice::Suggestion suggestion) {
  switch (suggestion) {
    case intake::CrimeAdvice::SUGGESTION_HOLD: return v1::ACTION_HOLD;
    case intake::CrimeAdvice::SUGGESTION_SECURE: return v1::ACTION_SECURE;
    default: return v1::ACTION_UNSPECIFIED;
  }
}

// What keeps people from a danger (domain.md 3.1): away from it, if it is inside; it away from them, if it is
// not.
v1::Action ActionOf(const intake::ImminentDangerDeclared& danger) {
  if (!danger.at_school()) return v1::ACTION_SECURE;
  switch (danger.kind()) {
    case intake::DANGER_KIND_WEAPON:
    case intake::DANGER_KIND_ATTACK_UNDER_WAY: return v1::ACTION_LOCKDOWN;
    case intake::DANGER_KIND_BOMB: return v1::ACTION_EVACUATE;
    default: return v1::ACTION_HOLD;
  }
}

Status Receive(const AdviceList& here, const cap::OwnAdvice& own, const reaction::Origin& origin) {
  const auto advice = cap::AdviceOf(own);
  const Context context{
      .now = here.clock(), .request_id = origin.RequestId("advice"), .traceparent = origin.traceparent};
  const auto received = here.advice.Run(advice.school(), advice.id(), context,
                                        [&](const v1::CapAdvice& state, const Context& known) {
                                          return cap::ReceiveOwn(state, advice, known);
                                        });
  if (!received) return tl::unexpected<Error>(received.error());
  return {};
}

}  // namespace

std::unique_ptr<reaction::Reaction> OnCrimeAdvice(const AdviceList& here) {
  return reaction::Reaction::On<intake::CrimeAdviceEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "threat_intake",
       .aggregate = "crime-advice",
       .service = "alerting",
       .purpose = "crime_advice"},
      [here](const intake::CrimeAdviceEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.has_issued()) return {};  // what expires here has a timer of its own
        const auto& crime = event.crime_advice();
        const std::string what = WordsOf(crime.category());
        return Receive(here,
                       {.id = crime.id(),
                        .school = crime.school(),
                        .source = crime.source(),
                        .event = what,
                        .headline = "The police report " + what + " " + std::to_string(crime.distance_m()) +
                                    " m from the school.",
                        .suggestion = ActionOf(crime.suggestion()),
                        .occurred_at = FromProto(crime.occurred_at()),
                        .expires_at = FromProto(crime.expires_at())},
                       origin);
      });
}

std::unique_ptr<reaction::Reaction> OnCaseAdvice(const AdviceList& here) {
  return reaction::Reaction::On<intake::CaseEvent>(
      here.bus, here.sealer, here.registry,
      {.from_service = "threat_intake", .aggregate = "case", .service = "alerting", .purpose = "case_advice"},
      [here](const intake::CaseEvent& event, const reaction::Origin& origin) -> Status {
        if (!event.has_imminent_danger_declared()) return {};
        const auto& danger = event.imminent_danger_declared();
        const std::string what = WordsOf(danger.kind());
        const auto declared_at = FromProto(event.meta().at());
        return Receive(here,
                       // One for each time that danger is declared, as the police are called.
                       {.id = id::Derive("danger " + ToRfc3339(declared_at), event.assessment().id()),
                        .school = event.assessment().school(),
                        .source = "threat-assessment",
                        .event = what,
                        .headline = "The threat assessment team reports danger now: " + what +
                                    (danger.at_school() ? ", at the school." : ", not at the school."),
                        .suggestion = ActionOf(danger),
                        .occurred_at = declared_at,
                        .expires_at = declared_at + kDangerAdviceKept},
                       origin);
      });
}

}  // namespace watchbell::alerting
