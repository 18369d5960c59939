// What partners hear by CAP, and how it gets to them: documents follow from events, pushes from documents.
// Beside the alarm, never before it.
#pragma once

#include <memory>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/alerting/adapters/cap_pusher.hpp"
#include "services/alerting/adapters/cap_signer.hpp"
#include "services/alerting/adapters/cap_sources.hpp"
#include "services/alerting/domain/cap/partner.hpp"
#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {

struct CapPublishing {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  const Clock& clock;
  const cap::Settings& settings;
  const CapSigner* signer;  // may be null
  CapPusher& pusher;
  ledger::Ledger<Incidents>& incidents;
  ledger::Ledger<cap::CapMessages>& messages;
  ledger::Ledger<cap::CapPartners>& partners;
  ledger::Ledger<cap::CapPushes>& pushes;
};

// An incident changed: its document is published.
std::unique_ptr<reaction::Reaction> OnIncident(const CapPublishing& here);
// Families may come: an Update of the incident.
std::unique_ptr<reaction::Reaction> OnReunification(const CapPublishing& here);
// Documents of their own.
std::unique_ptr<reaction::Reaction> OnAssist(const CapPublishing& here);
std::unique_ptr<reaction::Reaction> OnVisit(const CapPublishing& here);
std::unique_ptr<reaction::Reaction> OnAgencyVisit(const CapPublishing& here);
std::unique_ptr<reaction::Reaction> OnTip(const CapPublishing& here);
std::unique_ptr<reaction::Reaction> OnCase(const CapPublishing& here);
// A document was published: it is queued for each partner that wants it.
std::unique_ptr<reaction::Reaction> OnCapMessage(const CapPublishing& here);
// A push is due: the partner is called.
std::unique_ptr<reaction::Reaction> OnCapPush(const CapPublishing& here);

Status PublishCap(const CapPublishing& here, const v1::CapMessage& message, const reaction::Origin& origin);

// An event that partners hear of becomes a document of its own.
template <class Event>
std::unique_ptr<reaction::Reaction> PublishOn(const CapPublishing& here, reaction::Spec spec) {
  spec.service = "alerting";
  return reaction::Reaction::On<Event>(here.bus, here.sealer, here.registry, std::move(spec),
                                       [here](const Event& event, const reaction::Origin& origin) -> Status {
                                         const auto beside = cap::BesideOf(event);
                                         if (!beside) return {};
                                         const auto message = cap::MessageBeside(*beside, here.settings);
                                         return message ? PublishCap(here, *message, origin) : Status{};
                                       });
}

}  // namespace watchbell::alerting
