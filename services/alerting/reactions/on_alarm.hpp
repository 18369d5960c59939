// What follows from an incident besides the alarm itself: the police are called or told that it was a false
// alarm, the drill whose exercise is over ends with it, and a call for help is open again when its alarm was
// taken back.
#pragma once

#include <memory>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/alerting/domain/assist.hpp"
#include "services/alerting/domain/dispatch.hpp"
#include "services/alerting/domain/drill.hpp"
#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {

struct FollowUps {
  std::shared_ptr<bus::Bus> bus;
  const policy::Sealer& sealer;
  prometheus::Registry& registry;
  const Clock& clock;
  const DispatchSettings& settings;
  ledger::Ledger<Incidents>& incidents;
  ledger::Ledger<Dispatches>& dispatches;
  ledger::Ledger<Drills>& drills;
  ledger::Ledger<Assists>& assists;
};

std::unique_ptr<reaction::Reaction> OnAlarm(const FollowUps& here);

}  // namespace watchbell::alerting
