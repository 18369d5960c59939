// The requests of the alerting service, one file for each gRPC service of its contract, and what they work
// on.
#pragma once

#include "common/record/record.hpp"
#include "services/alerting/adapters/cap_signer.hpp"
#include "services/alerting/api/alarm_desk.hpp"
#include "services/alerting/domain/cap/advice.hpp"
#include "services/alerting/domain/cap/message.hpp"
#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {

// What a process is started with.
struct Setup {
  std::unique_ptr<AlarmJournal> journal;
  std::shared_ptr<rpc::Client> notification;  // where alarms go directly while the record is away
  cap::Settings cap;
  std::unique_ptr<CapSigner> cap_signer;  // none: documents are not signed
};

// Made once, after the record; outlives the server's last call.
struct Parts {
  Parts(service::Host& host, Record& record, Setup setup)
      : roles(host.roles()),
        incidents(record.environment()),
        desk(host, incidents, std::move(setup.journal), std::move(setup.notification)),
        cap(std::move(setup.cap)),
        cap_signer(std::move(setup.cap_signer)),
        cap_messages(record.environment()),
        cap_advice(record.environment()) {}

  const identity::Roles& roles;
  ledger::Ledger<Incidents> incidents;
  AlarmDesk desk;
  const cap::Settings cap;
  const std::unique_ptr<CapSigner> cap_signer;
  ledger::Ledger<cap::CapMessages> cap_messages;
  ledger::Ledger<cap::CapAdvices> cap_advice;
};

void ServeAlarms(rpc::Server& server, Parts& parts);
void ServeCap(rpc::Server& server, Parts& parts);

}  // namespace watchbell::alerting
