// A call to the police was made or is due again: it is sent. The line said that the danger is over: the
// incident is told.
#pragma once

#include <functional>
#include <memory>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/alerting/domain/dispatch.hpp"
#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {

struct DispatchSending {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  const Clock& clock;
  ledger::Ledger<Incidents>& incidents;
  // Sends it and records the attempt.
  std::function<Status(const v1::DispatchEvent&, const Context&)> send;
};

std::unique_ptr<reaction::Reaction> OnDispatch(const DispatchSending& here);

}  // namespace watchbell::alerting
