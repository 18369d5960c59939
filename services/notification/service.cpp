#include "services/notification/service.hpp"

namespace watchbell::notification {

NotificationService::NotificationService(service::Host& host, TimeZone zone, Wordings wordings,
                                         std::vector<Lanes> channels)
    : record_(host, std::string{Notices::kService}),
      parts_(host, record_, zone, std::move(wordings), std::move(channels)) {
  record_.keeper().AlsoErase([this, &host](const names::Key& key) -> Status {
    if (key.aggregate != Notices::kAggregate) return {};
    const auto notice = parts_.notices.Get(key.school, key.id);
    if (!notice) return tl::unexpected<Error>(notice.error());
    for (int ordinal = 0; ordinal < notice->state.batches(); ++ordinal) {
      const auto batch = BatchIdOf(key.id, ordinal);
      const Context context{.now = host.clock()(), .request_id = id::Derive("erase batch", batch)};
      if (auto gone = parts_.batches.Erase(key.school, batch, context); !gone) return gone;
    }
    return {};
  });
  record_.Follow(parts_.notices, parts_.batches);
  ServeNotices(host.server(), parts_);
  ServeDirectory(host.server(), parts_);
  ServeCustody(host.server(), parts_);
  ServeGroups(host.server(), parts_);
  const auto deliver = [this](const v1::DeliveryWork& work, std::uint64_t attempt) {
    return parts_.announcer.DeliverAndRecord(work, attempt);
  };
  urgent_ = Work(host.bus(), kUrgentLane, kUrgentWorkers, deliver);
  routine_ = Work(host.bus(), kRoutineLane, kRoutineWorkers, deliver);
  const Surroundings here{host.bus(), host.sealer(), host.registry(), parts_.announcer};
  reactions_.push_back(OnIncident(here));
  reactions_.push_back(OnVisit(here));
  reactions_.push_back(OnDismissal(here));
  reactions_.push_back(OnReunion(here));
  reactions_.push_back(OnTip(here));
  reactions_.push_back(OnAgencyVisit(here));
  for (const auto start :
       {OnAssist, OnEmergencyPlan, OnCommittee, OnActionItem, OnTraining, OnCapPush, OnDispatch})
    reactions_.push_back(start(here));
}

NotificationService::~NotificationService() {
  reactions_.clear();
  routine_.reset();
  urgent_.reset();
  record_.Stop();
}

}  // namespace watchbell::notification
