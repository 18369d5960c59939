// A school's alarm: its one open incident, found at once in memory, and the way out when the record is away.
// Its rule of failure: an alarm fails open.
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
#include "services/alerting/api/board.hpp"
#include "services/alerting/api/police_desk.hpp"
#include "services/alerting/domain/incident.hpp"

namespace watchbell::alerting {

// Thread-safe.
class AlarmDesk {
 public:
  using Ledger = ledger::Ledger<Incidents>;
  using Recorded = Result<ledger::Recorded<v1::Incident>>;

  // `notification`: where alarms go directly while the record is away.
  // `board`: is shown every incident that changes. `police`: is told of what is not on the record yet.
  AlarmDesk(service::Host& host, Ledger& incidents, Board& board, PoliceDesk& police,
            std::unique_ptr<AlarmJournal> journal, std::shared_ptr<rpc::Client> notification);
  ~AlarmDesk() { replay_.request_stop(); }

  Result<v1::Incident> Raise(const rpc::Call& call, const v1::RaiseRequest& request);
  // As Raise, for whom `context` says: a person or a button.
  Result<v1::Incident> RaiseAs(const Context& context, const v1::RaiseRequest& request);
  // On the school's open incident, or on its next one; ends a drill that is in the way.
  Recorded RunOnSchool(const std::string& school, const Context& context, const Ledger::Decide& decide,
                       const ledger::RunOptions& options);
  void Remember(const v1::Incident& incident);
  // As far as this replica knows.
  std::optional<v1::Incident> Latest(const std::string& school);

 private:
  using Draft = Result<std::shared_ptr<v1::IncidentEvent>>;

  Result<v1::Incident> RaiseWithoutRecord(const v1::RaiseRequest& request, const Context& context);
  // The event as it will be on the record.
  Draft DraftOf(const v1::RaiseRequest& request, const Context& context);
  Status DeliverDirectly(const v1::IncidentEvent& event, const Context& context);
  // The police hear of what waits in the journal; what the line did not take is tried again.
  void CallPolice(const JournalledAlarm& alarm);
  void ReplayJournal(const std::stop_token& stop);

  const std::shared_ptr<bus::Bus> bus_;
  Ledger& incidents_;
  const policy::Sealer& sealer_;
  Board& board_;
  PoliceDesk& police_;
  const std::unique_ptr<AlarmJournal> journal_;
  const std::shared_ptr<rpc::Client> notification_;
  std::mutex mutex_;
  std::map<std::string, v1::Incident> latest_;                          // by school
  std::map<std::string, std::chrono::steady_clock::time_point> calls_;  // of the journal's thread, by request
  ledger::Mirror<Incidents> mirror_;                                    // what other replicas did
  std::jthread replay_;
};

}  // namespace watchbell::alerting
