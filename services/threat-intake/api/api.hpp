// The requests of the threat-intake service, one file for each gRPC service of its contract, and what they
// work on.
#pragma once

#include "common/record/record.hpp"
#include "services/threat-intake/domain/tip.hpp"

namespace watchbell::threat_intake {

// Made once, after the record; outlives the server's last call.
struct Parts {
  // `tip_receipt_key`: 32 secret bytes; receipt codes are made from it, so that a repeated tip gets the same
  // one.
  Parts(Record& record, std::string tip_receipt_key)
      : receipt_key(std::move(tip_receipt_key)), tips(record.environment()) {}

  const std::string receipt_key;
  ledger::Ledger<Tips> tips;
};

void ServeTips(rpc::Server& server, Parts& parts);

}  // namespace watchbell::threat_intake
