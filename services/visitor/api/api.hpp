// The requests of the visitor service, one file for each gRPC service of its contract, and what they work on.
#pragma once

#include "common/attachment/store.hpp"
#include "common/record/record.hpp"
#include "common/rpc/client.hpp"
#include "common/sanitize/sanitizer.hpp"
#include "common/time/local.hpp"
#include "services/visitor/adapters/directory_names.hpp"
#include "services/visitor/adapters/doors.hpp"
#include "services/visitor/adapters/registry_importer.hpp"
#include "services/visitor/adapters/screening.hpp"
#include "services/visitor/domain/badge.hpp"
#include "services/visitor/domain/clearance.hpp"
#include "services/visitor/domain/dismissal.hpp"
#include "services/visitor/domain/dispute.hpp"
#include "services/visitor/domain/emergency.hpp"
#include "services/visitor/domain/invitation.hpp"
#include "services/visitor/domain/screening_tally.hpp"
#include "services/visitor/domain/visit.hpp"

namespace watchbell::visitor {

// When it is what day at the schools.
struct DistrictDay {
  TimeZone zone;
  // The time of day at which whoever is still inside is checked out; nothing: never.
  std::optional<std::chrono::minutes> ends{};
};

// Made once, after the record; outlives the server's last call.
struct Parts {
  Parts(service::Host& host, Record& record, const DistrictDay& district_day,
        std::shared_ptr<rpc::Client> notification_service)
      : zone(district_day.zone),
        day_ends(district_day.ends),
        sealer(host.sealer()),
        blind_index(host.sealer().blind_index()),
        visits(record.environment()),
        badges(record.environment()),
        invitations(record.environment()),
        clearances(record.environment()),
        dismissals(record.environment()),
        door_states(record.environment()),
        snapshots(record.environment()),
        watchlist(record.environment()),
        registries(record.environment()),
        policies(record.environment()),
        memories(record.environment()),
        tallies(record.environment()),
        disputes(record.environment()),
        files(host.bus(), host.sealer(), std::string{Visits::kService}),
        directory(host.bus(), host.sealer()),
        doors(host.bus(), host.sealer()),
        inside(host.bus(), host.sealer()),
        notification(std::move(notification_service)),
        screening(host.bus(), host.sealer(), host.registry()),
        importer(screening, watchlist, registries, zone) {}

  const TimeZone zone;
  const std::optional<std::chrono::minutes> day_ends;
  const policy::Sealer& sealer;
  const policy::BlindIndex& blind_index;
  ledger::Ledger<Visits> visits;
  ledger::Ledger<Badges> badges;
  ledger::Ledger<Invitations> invitations;
  ledger::Ledger<Clearances> clearances;
  ledger::Ledger<Dismissals> dismissals;
  ledger::Ledger<Doors> door_states;
  ledger::Ledger<Snapshots> snapshots;
  ledger::Ledger<Watchlist> watchlist;
  ledger::Ledger<Registries> registries;
  ledger::Ledger<ScreeningPolicies> policies;
  ledger::Ledger<ScreeningMemories> memories;
  ledger::Ledger<ScreeningTallies> tallies;
  ledger::Ledger<Disputes> disputes;
  attachment::Store files;
  sanitize::Sanitizer sanitizer;
  const DirectoryNames directory;
  DoorKeeper doors;
  Inside inside;
  const std::shared_ptr<rpc::Client> notification;  // keeps the record of custody
  WatchlistScreening screening;
  RegistryImporter importer;
};

void ServeReports(service::Host& host, Record& record);
void ServeVisits(rpc::Server& server, Parts& parts);
// VisitService.CheckIn and ScreenVisit.
Result<v1::Visit> CheckInAtDesk(Parts& parts, const rpc::Call& call, const v1::CheckInRequest& request);
Result<v1::Visit> ScreenLateVisit(Parts& parts, const rpc::Call& call, const v1::ScreenVisitRequest& request);
void ServeBadges(rpc::Server& server, Parts& parts);
// Who is on site with this badge: what its QR code says, or the letters as read. Refused for a print that is
// void.
Result<v1::Visit> WearerOf(Parts& parts, const std::string& school, const std::string& badge);
void ServeInvitations(rpc::Server& server, Parts& parts);
// The invitation that a code belongs to, however it stands; refused for a code that is none of this school's.
Result<v1::Invitation> InvitationOf(Parts& parts, const std::string& school, const std::string& code);
void ServeClearances(rpc::Server& server, Parts& parts);
// Of this person, at the school or the district, valid at that moment; nothing also while Redis is away.
std::optional<v1::Clearance> ClearanceOf(Parts& parts, const v1::Visit& visitor, TimePoint now);
void ServeDismissals(rpc::Server& server, Parts& parts);
void ServeOrders(rpc::Server& server, Parts& parts);
void ServeEmergency(rpc::Server& server, Parts& parts);
void ServeWatchlist(rpc::Server& server, Parts& parts);
void ServeRegistries(rpc::Server& server, Parts& parts);
void ServeScreening(rpc::Server& server, Parts& parts);
// VisitService.DecideMatch, and what is remembered of the answer.
Result<v1::Visit> DecideAndRemember(Parts& parts, const rpc::Call& call,
                                    const v1::DecideMatchRequest& request);
Status RememberNotAMatch(Parts& parts, const v1::Visit& visit, const std::string& reason,
                         const Context& context);
void ServeDisputes(rpc::Server& server, Parts& parts);

}  // namespace watchbell::visitor
