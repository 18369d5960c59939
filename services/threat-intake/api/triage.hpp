// What helps people to find their way among tips and reports: visible rules, whom to call, clusters, crimes
// nearby, figures. One file for each gRPC service.
#pragma once

#include "services/threat-intake/adapters/cluster_keeper.hpp"
#include "services/threat-intake/api/api.hpp"
#include "services/threat-intake/domain/triage/crime.hpp"

namespace watchbell::threat_intake {

// Made once, after the tips' parts; outlives the server's last call.
struct TriageParts {
  TriageParts(service::Host& host, Record& record, Parts& tip_parts)
      : tips(tip_parts),
        voices(record.environment()),
        answers(record.environment()),
        incidents(record.environment()),
        crime_advice(record.environment()),
        clusters(host.bus(), host.sealer()) {}

  Parts& tips;
  ledger::Ledger<Voices> voices;
  ledger::Ledger<ClusterAnswers> answers;
  ledger::Ledger<CrimeIncidents> incidents;
  ledger::Ledger<CrimeAdvices> crime_advice;
  ClusterKeeper clusters;
};

void ServePriorities(rpc::Server& server, const Parts& parts);
void ServeRouting(rpc::Server& server, const Parts& parts);
void ServeClusters(rpc::Server& server, TriageParts& parts);
void ServeCrime(rpc::Server& server, TriageParts& parts);
void ServeTipReports(service::Host& host, Record& record);

}  // namespace watchbell::threat_intake
