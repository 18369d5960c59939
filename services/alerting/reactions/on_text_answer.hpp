// Who answers an alarm by text, safe or in need of help, stands where everybody else's answer stands.
#pragma once

#include <memory>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/alerting/domain/incident.hpp"
#include "services/alerting/domain/safety.hpp"

namespace watchbell::alerting {

struct TextAnswers {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  ledger::Ledger<Incidents>& incidents;
  ledger::Ledger<SafetyBatches>& safety;
};

std::unique_ptr<reaction::Reaction> OnTextAnswer(const TextAnswers& here);

}  // namespace watchbell::alerting
