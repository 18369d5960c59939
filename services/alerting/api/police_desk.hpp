// Calls to the police: made on the record, sent, confirmed; and sent at once while the record is away.
#pragma once

#include <memory>

#include "common/ledger/mirror.hpp"
#include "common/record/record.hpp"
#include "services/alerting/adapters/police_lines.hpp"
#include "services/alerting/api/board.hpp"

namespace watchbell::alerting {

// Thread-safe.
class PoliceDesk {
 public:
  PoliceDesk(service::Host& host, Record& record, Board& board, DispatchSettings settings,
             std::unique_ptr<PoliceLines> lines);

  ledger::Ledger<Dispatches>& ledger() { return dispatches_; }
  const DispatchSettings& settings() const { return settings_; }

  // The same call again is answered alike.
  Result<v1::Dispatch> Request(const RealCause& cause, const Context& context);
  // What the event asks for is sent, and the attempt recorded.
  Status Send(const v1::DispatchEvent& event, const Context& context);
  // Of an alarm that is not on the record yet. True: the line took it, or nobody is to be called.
  bool SendDirectly(const v1::IncidentEvent& event, const Context& context);
  Result<v1::Dispatch> Answer(const rpc::Call& call, const v1::AnswerDispatchRequest& request);

 private:
  const Clock clock_;
  ledger::Ledger<Dispatches> dispatches_;
  const DispatchSettings settings_;
  const std::unique_ptr<PoliceLines> lines_;
  ledger::Mirror<Dispatches> mirror_;
};

}  // namespace watchbell::alerting
