// What this service does when something happens elsewhere. One file for each event.
#pragma once

#include "services/notification/adapters/announcer.hpp"
#include "services/notification/domain/causes/causes.hpp"

namespace watchbell::notification {

struct Surroundings {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  Announcer& announcer;
};

// An incident changed: everybody on site hears it, before anything routine.
std::unique_ptr<reaction::Reaction> OnIncident(const Surroundings& here);
// A visitor was recognised, or nobody could tell: those responsible are told.
std::unique_ptr<reaction::Reaction> OnVisit(const Surroundings& here);
// A student was about to be handed to a barred adult, or said no: the security officer is called.
std::unique_ptr<reaction::Reaction> OnDismissal(const Surroundings& here);
// The same at a reunification.
std::unique_ptr<reaction::Reaction> OnReunion(const Surroundings& here);
// Officers of an outside agency wait: whose turn it is hears it; staff and families what counsel agreed to.
std::unique_ptr<reaction::Reaction> OnAgencyVisit(const Surroundings& here);
// A tip came, or nobody answered for it in time: the person whose turn it is hears it. It was given to
// somebody, or its sender wrote: they do.
std::unique_ptr<reaction::Reaction> OnTip(const Surroundings& here);
// A clock of the threat assessment team ran out, on any of its paths: the team hears it.
std::vector<std::unique_ptr<reaction::Reaction>> OnCaseClocks(const Surroundings& here);

// Somebody calls for help: those who answer at the school hear it.
std::unique_ptr<reaction::Reaction> OnAssist(const Surroundings& here);
// Something of the school's readiness is due: whom it concerns is reminded.
std::unique_ptr<reaction::Reaction> OnEmergencyPlan(const Surroundings& here);
std::unique_ptr<reaction::Reaction> OnCommittee(const Surroundings& here);
std::unique_ptr<reaction::Reaction> OnActionItem(const Surroundings& here);
std::unique_ptr<reaction::Reaction> OnTraining(const Surroundings& here);
std::unique_ptr<reaction::Reaction> OnSchoolYear(const Surroundings& here);
// A partner did not take a document, for hours.
std::unique_ptr<reaction::Reaction> OnCapPush(const Surroundings& here);
// The police have not confirmed a call: somebody must telephone.
std::unique_ptr<reaction::Reaction> OnDispatch(const Surroundings& here);

// An event that is somebody's news becomes a notice.
template <class Event>
std::unique_ptr<reaction::Reaction> AnnounceOn(const Surroundings& here, reaction::Spec spec) {
  spec.service = "notification";
  auto& announcer = here.announcer;
  return reaction::Reaction::On<Event>(
      here.bus, here.sealer, here.registry, std::move(spec),
      [&announcer](const Event& event, const reaction::Origin& origin) -> Status {
        const auto cause = CauseOf(event);
        return cause ? announcer.Announce(*cause, origin) : Status{};
      });
}

}  // namespace watchbell::notification
