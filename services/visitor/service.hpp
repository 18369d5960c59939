// The visitor service: its requests, each handed to the rule that decides it.
#pragma once

#include <string>

#include "common/record/record.hpp"
#include "common/time/local.hpp"
#include "services/visitor/adapters/screening.hpp"
#include "services/visitor/domain/arrival.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {

class VisitorService {
 public:
  VisitorService(service::Host& host, TimeZone zone);
  ~VisitorService() { record_.Stop(); }

 private:
  Result<v1::Visit> CheckIn(const rpc::Call& call, const v1::CheckInRequest& request);
  Result<v1::ListOnSiteResponse> ListOnSite(const v1::ListOnSiteRequest& request);
  Result<v1::WatchlistEntry> AddEntry(const rpc::Call& call, const v1::AddEntryRequest& request);
  void Register(rpc::Server& server);

  const TimeZone zone_;
  Record record_;
  ledger::Ledger<Visits> visits_;
  ledger::Ledger<Watchlist> watchlist_;
  WatchlistScreening screening_;
};

}  // namespace watchbell::visitor
