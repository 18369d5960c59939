#include "services/notification/service.hpp"

namespace watchbell::notification {

NotificationService::NotificationService(service::Host& host, TimeZone zone, Wordings wordings,
                                         std::vector<Lanes> channels, ProviderDesk providers,
                                         MessageOptions message_options)
    : record_(host, std::string{Notices::kService}),
      parts_(host, record_, zone, std::move(wordings), std::move(channels), std::move(providers)),
      messages_(host, record_, parts_, std::move(message_options)) {
  ServeRetention(host, record_, parts_);
  auto& written = messages_.ledgers();
  record_.Follow(parts_.people, parts_.groups, parts_.partners, parts_.custodies, parts_.family_plans,
                 parts_.notices, parts_.batches, written.messages, written.templates, written.lists,
                 written.tests, written.replies, written.contact_tests);
  ServeNotices(host.server(), parts_);
  ServeProviders(host.server(), parts_);
  ServeTexts(host.server(), parts_, written);
  ServeDirectory(host.server(), parts_);
  ServeCustody(host.server(), parts_);
  ServeContacts(host.server(), parts_);
  ServeDuty(host.server(), parts_);
  ServePartners(host.server(), parts_);
  ServeResources(host.server(), parts_);
  ServeFamilyPlans(host.server(), parts_);
  ServeGroups(host.server(), parts_);
  messages_.Serve(host.server());
  const auto deliver = [this](const v1::DeliveryWork& work, std::uint64_t attempt) {
    return parts_.announcer.DeliverAndRecord(work, attempt);
  };
  urgent_ = Work(host.bus(), kUrgentLane, kUrgentWorkers, deliver);
  routine_ = Work(host.bus(), kRoutineLane, kRoutineWorkers, deliver);
  again_ = WorkAgain(host.bus(), kAgainWorkers, [this](const v1::DeliveryWork& work) {
    return parts_.announcer.FollowUpAndRecord(work);
  });
  const Surroundings here{host.bus(), host.sealer(), host.registry(), parts_.announcer};
  reactions_.push_back(OnIncident(here));
  reactions_.push_back(OnVisit(here));
  reactions_.push_back(OnDismissal(here));
  reactions_.push_back(OnReunion(here));
  reactions_.push_back(OnTip(here));
  reactions_.push_back(OnAgencyVisit(here));
  for (const auto start : {OnAssist, OnEmergencyPlan, OnCommittee, OnActionItem, OnTraining, OnSchoolYear,
                           OnCapPush, OnDispatch})
    reactions_.push_back(start(here));
  for (auto& reaction : OnCaseClocks(here)) reactions_.push_back(std::move(reaction));
  for (auto& reaction : messages_.React(here)) reactions_.push_back(std::move(reaction));
}

NotificationService::~NotificationService() {
  reactions_.clear();
  again_.reset();
  routine_.reset();
  urgent_.reset();
  record_.Stop();
}

}  // namespace watchbell::notification
