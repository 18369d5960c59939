// The alerting service. Its rule of failure: an alarm fails open, a release fails closed.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "common/ledger/mirror.hpp"
#include "common/record/record.hpp"
#include "common/rpc/client.hpp"
#include "services/alerting/adapters/alarm_journal.hpp"
#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {

class AlertingService {
 public:
  // `notification`: where alarms go directly while the record is away.
  AlertingService(service::Host& host, std::unique_ptr<AlarmJournal> journal,
                  std::shared_ptr<rpc::Client> notification);
  ~AlertingService();

 private:
  using Ledger = ledger::Ledger<Incidents>;
  using Recorded = Result<ledger::Recorded<v1::Incident>>;

  Result<v1::Incident> Raise(const rpc::Call& call, const v1::RaiseRequest& request);
  Result<v1::Incident> StartDrill(const rpc::Call& call, const v1::StartDrillRequest& request);
  Result<v1::ListOpenIncidentsResponse> ListOpen(const rpc::Call& call);

  // On the school's open incident, or on its next one; ends a drill that is in the way.
  Recorded RunOnSchool(const std::string& school, const Context& context, const Ledger::Decide& decide,
                       const ledger::RunOptions& options);
  Result<v1::Incident> RaiseWithoutRecord(const rpc::Call& call, const v1::RaiseRequest& request,
                                          const Context& context);
  void ReplayJournal(const std::stop_token& stop);
  // A request on one incident; what it led to is remembered.
  template <class Request>
  Result<v1::Incident> Change(const rpc::Call& call, const Request& request, const Ledger::Decide& decide);
  std::optional<v1::Incident> Latest(const std::string& school);
  void Remember(const v1::Incident& incident);
  void Register(rpc::Server& server);

  service::Host& host_;
  Record record_;
  Ledger incidents_;
  std::unique_ptr<AlarmJournal> journal_;
  std::shared_ptr<rpc::Client> notification_;
  std::mutex mutex_;
  std::map<std::string, v1::Incident> latest_;  // by school
  ledger::Mirror<Incidents> mirror_;            // what other replicas did
  std::jthread replay_;
};

}  // namespace watchbell::alerting
