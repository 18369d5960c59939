// The requests of the threat-intake service, one file for each gRPC service of its contract, and what they
// work on.
#pragma once

#include <semaphore>

#include "common/attachment/store.hpp"
#include "common/record/record.hpp"
#include "common/rpc/client.hpp"
#include "common/sanitize/sanitizer.hpp"
#include "common/time/local.hpp"
#include "services/threat-intake/adapters/passphrase.hpp"
#include "services/threat-intake/adapters/work_gate.hpp"
#include "services/threat-intake/domain/mailbox.hpp"
#include "services/threat-intake/domain/tip.hpp"
#include "services/threat-intake/domain/tip_upload.hpp"

namespace watchbell::threat_intake {

// What the district says.
struct Setup {
  // 32 secret bytes: receipt codes are made from it, so that a repeated tip gets the same one.
  std::string receipt_key;
  TimeZone zone;
  Priorities priorities;
  District district;
  std::shared_ptr<rpc::Client> alerting;  // raises the alarm of a tip
  double quiet_tips_per_minute;           // past that senders are asked for proof of work
};

// Made once, after the record; outlives the server's last call.
struct Parts {
  Parts(service::Host& host, Record& record, Setup setup)
      : receipt_key(std::move(setup.receipt_key)),
        zone(setup.zone),
        priorities(std::move(setup.priorities)),
        district(std::move(setup.district)),
        alerting(std::move(setup.alerting)),
        gate(receipt_key, setup.quiet_tips_per_minute),
        tips(record.environment()),
        tip_messages(record.environment()),
        tip_uploads(record.environment()),
        files(host.bus(), host.sealer(), std::string{Tips::kService}) {}

  const std::string receipt_key;
  const TimeZone zone;
  const Priorities priorities;
  const District district;
  const std::shared_ptr<rpc::Client> alerting;
  WorkGate gate;
  Passphrases passphrases;
  ledger::Ledger<Tips> tips;
  ledger::Ledger<TipMessages> tip_messages;
  ledger::Ledger<TipUploads> tip_uploads;
  attachment::Store files;
  sanitize::Sanitizer sanitizer;
  // Files take a worker for seconds: so many at once, and the others stay free for tips.
  static constexpr int kUploadsAtOnce = 3;
  std::counting_semaphore<kUploadsAtOnce> uploads{kUploadsAtOnce};
};

// The id of the tip that a request makes. One way: who sees a tip's id cannot repeat its request, and so
// never hears its receipt code.
std::string TipIdOf(const std::string& request_id);
// Of whoever sends without being anybody: no caller, no trace, and a request id that nobody can send again.
Context ContextOfNobody(const rpc::Call& call, const std::string& request_id);

void ServeTips(rpc::Server& server, Parts& parts);
// The half of TipService that senders use.
void ServeTipForm(rpc::Server& server, Parts& parts);
// Puts a message into a tip's mailbox, then the news of it on the tip: a repeated request finishes what was
// begun.
Result<v1::TipMessage> WriteTipMessage(Parts& parts, const NewMessage& content, const Context& context);
void ServeMailbox(rpc::Server& server, Parts& parts);
void ServeTipFiles(rpc::Server& server, Parts& parts);
void ServeTipImports(rpc::Server& server, Parts& parts);
// What goes with a tip when it is erased, and with files that no tip took.
Status EraseWithTip(Parts& parts, const names::Key& key, TimePoint now);

}  // namespace watchbell::threat_intake
