// The threat-intake service: anonymous tips in, people asked until somebody answers.
#pragma once

#include <string>

#include "common/record/record.hpp"
#include "services/threat-intake/domain/tip.hpp"

namespace watchbell::threat_intake {

class ThreatIntakeService {
 public:
  // `receipt_key`: 32 secret bytes; receipt codes are made from it, so that a repeated tip gets the same one.
  ThreatIntakeService(service::Host& host, std::string receipt_key);
  ~ThreatIntakeService() { record_.Stop(); }

 private:
  Result<v1::TipReceipt> SubmitTip(const rpc::Call& call, const v1::SubmitTipRequest& request);
  Result<v1::TipStatus> GetTipStatus(const v1::GetTipStatusRequest& request);
  void Register(rpc::Server& server);

  const std::string receipt_key_;
  Record record_;
  ledger::Ledger<Tips> tips_;
};

}  // namespace watchbell::threat_intake
