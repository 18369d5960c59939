// What the roll call and the reunification of an incident work on, and their requests.
#pragma once

#include "common/record/record.hpp"
#include "common/time/local.hpp"
#include "services/alerting/domain/accountability/reunification.hpp"
#include "services/alerting/domain/accountability/reunion.hpp"
#include "services/alerting/domain/accountability/roll_call.hpp"
#include "services/alerting/domain/incident.hpp"
#include "watchbell/alerting/v1/board.pb.h"

namespace watchbell::alerting {

struct Parts;

// Made once, after the record; outlives the server's last call.
struct AccountParts {
  AccountParts(Record& record, ledger::Ledger<Incidents>& known_incidents, TimeZone district_zone,
               std::shared_ptr<rpc::Client> directory, std::shared_ptr<rpc::Client> front_door)
      : incidents(known_incidents),
        zone(district_zone),
        notification(std::move(directory)),
        visitor(std::move(front_door)),
        roll_calls(record.environment()),
        reunifications(record.environment()),
        reunions(record.environment()) {}

  ledger::Ledger<Incidents>& incidents;
  const TimeZone zone;
  const std::shared_ptr<rpc::Client> notification;  // the directory, and the record of custody
  const std::shared_ptr<rpc::Client> visitor;       // the watch list
  ledger::Ledger<RollCalls> roll_calls;
  ledger::Ledger<Reunifications> reunifications;
  ledger::Ledger<Reunions> reunions;
};

void ServeRollCalls(rpc::Server& server, AccountParts& parts);
void ServeReunifications(rpc::Server& server, Parts& all, AccountParts& parts);

// Every list of an incident, from the view.
Result<std::vector<v1::RollCall>> RollCallsOfIncident(AccountParts& parts, const std::string& incident_id);

RollCallStanding StandingOf(const v1::Accountability& sum);
v1::RollCallCount RollCallCountOf(const v1::Accountability& sum);

}  // namespace watchbell::alerting
