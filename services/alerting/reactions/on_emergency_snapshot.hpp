// The front door's snapshot of who was inside becomes the visitors' list of the roll call.
#pragma once

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/alerting/domain/accountability/roll_call.hpp"

namespace watchbell::alerting {

struct VisitorLists {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  ledger::Ledger<RollCalls>& roll_calls;
};

std::unique_ptr<reaction::Reaction> OnEmergencySnapshot(const VisitorLists& here);

}  // namespace watchbell::alerting
