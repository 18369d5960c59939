#include "services/alerting/service.hpp"

namespace watchbell::alerting {

AlertingService::AlertingService(service::Host& host, Setup setup)
    : record_(host, std::string{Incidents::kService}),
      parts_(host, record_, std::move(setup)),
      account_(record_, parts_.incidents, parts_.zone, parts_.notification, parts_.visitor) {
  record_.Follow(account_.roll_calls, account_.reunifications, account_.reunions, parts_.incidents,
                 parts_.assists, parts_.safety, parts_.cameras, parts_.camera_grants, parts_.devices,
                 parts_.cap_messages, parts_.cap_advice, parts_.cap_partners, parts_.cap_pushes,
                 parts_.school_years, parts_.drill_reports, parts_.drills, parts_.trainings, parts_.plans,
                 parts_.checklists, parts_.site_activities, parts_.committees, parts_.meetings,
                 parts_.action_items, parts_.reviews, parts_.police.ledger());
  record_.keeper().Serve(host.server(), "watchbell.alerting.v1.RetentionService");
  ServeAlarms(host.server(), parts_, account_);
  ServeAssists(host.server(), parts_);
  ServeBoard(host.server(), parts_);
  ServeCameras(host.server(), parts_);
  ServeDevices(host.server(), parts_);
  ServeDispatches(host.server(), parts_);
  ServeIncidentView(host.server(), parts_, account_);
  ServePacket(host.server(), parts_, account_);
  ServeSafety(host.server(), parts_);
  ServeCap(host.server(), parts_);
  ServeCapPartners(host.server(), parts_);
  ServeRollCalls(host.server(), account_);
  ServeReunifications(host.server(), parts_, account_);
  ServeDrills(host.server(), parts_);
  ServeDrillCalendar(host.server(), parts_);
  ServeTraining(host.server(), parts_);
  ServePlans(host.server(), parts_);
  ServeSiteActivities(host.server(), parts_);
  ServeCommittees(host.server(), parts_);
  ServeReviews(host.server(), parts_);
  reactions_.push_back(
      OnEmergencySnapshot({host.bus(), host.sealer(), host.registry(), account_.roll_calls}));
  reactions_.push_back(
      OnTextAnswer({host.bus(), host.sealer(), host.registry(), parts_.incidents, parts_.safety}));
  const FollowUps follow{
      host.bus(),       host.sealer(),          host.registry(), host.clock(),  parts_.police.settings(),
      parts_.incidents, parts_.police.ledger(), parts_.drills,   parts_.assists};
  reactions_.push_back(OnAlarm(follow));
  reactions_.push_back(OnUnansweredTip(follow));
  reactions_.push_back(OnCaseDanger(follow));
  reactions_.push_back(OnDrillSpans({host.bus(), host.sealer(), host.registry(), host.clock(), parts_.zone,
                                     parts_.school_years, parts_.drills}));
  const AdviceList advice{host.bus(), host.sealer(), host.registry(), host.clock(), parts_.cap_advice};
  reactions_.push_back(OnCrimeAdvice(advice));
  reactions_.push_back(OnCaseAdvice(advice));
  reactions_.push_back(OnDispatch(
      {host.bus(), host.sealer(), host.registry(), host.clock(), parts_.incidents,
       [this](const auto& event, const auto& context) { return parts_.police.Send(event, context); }}));
  const CapPublishing cap{host.bus(),          host.sealer(),           host.registry(),   host.clock(),
                          parts_.cap,          parts_.cap_signer.get(), parts_.cap_pusher, parts_.incidents,
                          parts_.cap_messages, parts_.cap_partners,     parts_.cap_pushes};
  for (const auto start : {OnIncident, OnReunification, OnAssist, OnVisit, OnAgencyVisit, OnTip, OnCase,
                           OnCapMessage, OnCapPush}) {
    reactions_.push_back(start(cap));
  }
}

AlertingService::~AlertingService() {
  reactions_.clear();
  record_.Stop();
}

}  // namespace watchbell::alerting
