#include "services/visitor/service.hpp"

namespace watchbell::visitor {

VisitorService::VisitorService(service::Host& host, const DistrictDay& district_day,
                               std::shared_ptr<rpc::Client> notification, LegalSettings legal)
    : record_(host, std::string{Visits::kService}),
      parts_(host, record_, district_day, std::move(notification)),
      legal_(record_, district_day.zone, std::move(legal), parts_.files, parts_.sanitizer) {
  record_.keeper().CountMonthsIn(parts_.zone);
  record_.keeper().AlsoErase([this, &host](const names::Key& key) {
    if (key.aggregate == Visits::kAggregate) {  // its badge has the same id, and the photograph
      const Context context{.now = host.clock()(), .request_id = id::Derive("erase badge", key.id)};
      if (auto gone = parts_.badges.Erase(key.school, key.id, context); !gone) return gone;
    }
    return parts_.files.EraseAll({key.school, key.id});
  });
  host.WhenRecordReady(
      "attachments", [this, replicas = host.config().replicas] { return parts_.files.Reconcile(replicas); });
  record_.Follow(parts_.visits, parts_.badges, parts_.invitations, parts_.clearances, parts_.dismissals,
                 parts_.door_states, parts_.snapshots, parts_.watchlist, parts_.registries, parts_.policies,
                 parts_.memories, parts_.tallies, parts_.disputes, legal_.agency_visits,
                 legal_.agency_contacts, legal_.records, legal_.sealed_records, legal_.outside_requests,
                 legal_.auditor.reads());
  record_.keeper().Serve(host.server(), "watchbell.visitor.v1.RetentionService");
  ServeVisits(host.server(), parts_);
  ServeBadges(host.server(), parts_);
  ServeReports(host, record_);
  ServeInvitations(host.server(), parts_);
  ServeClearances(host.server(), parts_);
  ServeDismissals(host.server(), parts_);
  ServeOrders(host.server(), parts_);
  ServeEmergency(host.server(), parts_);
  ServeWatchlist(host.server(), parts_);
  ServeRegistries(host.server(), parts_);
  ServeScreening(host.server(), parts_);
  ServeDisputes(host.server(), parts_);
  ServeAgencyVisits(host.server(), legal_);
  ServeRecords(host.server(), legal_);
  ServeSealedRecords(host.server(), legal_);
  host.server().Audit(std::ref(legal_.auditor));
  reactions_.push_back(OnIncident(
      {host.bus(), host.sealer(), host.registry(), parts_.door_states, parts_.snapshots, parts_.inside}));
  reactions_.push_back(OnVisit({host.bus(), host.sealer(), host.registry(), parts_.tallies, parts_.zone}));
}

}  // namespace watchbell::visitor
