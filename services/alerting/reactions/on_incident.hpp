// An incident changed: its CAP document is published. Beside the alarm, never before it.
#pragma once

#include <memory>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/alerting/domain/cap/message.hpp"

namespace watchbell::alerting {

struct CapPublishing {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  const Clock& clock;
  const cap::Settings& settings;
  ledger::Ledger<cap::CapMessages>& messages;
};

std::unique_ptr<reaction::Reaction> OnIncident(const CapPublishing& here);

}  // namespace watchbell::alerting
