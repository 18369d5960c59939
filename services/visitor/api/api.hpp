// The requests of the visitor service, one file for each gRPC service of its contract, and what they work on.
#pragma once

#include "common/record/record.hpp"
#include "common/time/local.hpp"
#include "services/visitor/adapters/screening.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {

// Made once, after the record; outlives the server's last call.
struct Parts {
  Parts(service::Host& host, Record& record, TimeZone district_zone)
      : zone(district_zone),
        visits(record.environment()),
        watchlist(record.environment()),
        screening(host.bus(), host.sealer()) {}

  const TimeZone zone;
  ledger::Ledger<Visits> visits;
  ledger::Ledger<Watchlist> watchlist;
  WatchlistScreening screening;
};

void ServeVisits(rpc::Server& server, Parts& parts);
void ServeWatchlist(rpc::Server& server, Parts& parts);

}  // namespace watchbell::visitor
