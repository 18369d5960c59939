// What is learned beside any document and may be a reason to act: the commander finds it in the one list of
// advice, and decides.
#pragma once

#include <memory>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/alerting/domain/cap/advice.hpp"

namespace watchbell::alerting {

struct AdviceList {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  const Clock& clock;
  ledger::Ledger<cap::CapAdvices>& advice;
};

// A crime near a school.
std::unique_ptr<reaction::Reaction> OnCrimeAdvice(const AdviceList& here);
// Those who assess a threat declare a danger.
std::unique_ptr<reaction::Reaction> OnCaseAdvice(const AdviceList& here);

}  // namespace watchbell::alerting
