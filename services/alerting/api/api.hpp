// The requests of the alerting service, one file for each gRPC service of its contract, and what they work
// on.
#pragma once

#include "common/record/record.hpp"
#include "common/time/local.hpp"
#include "services/alerting/adapters/alerting_settings.hpp"
#include "services/alerting/adapters/cap_pusher.hpp"
#include "services/alerting/adapters/cap_signer.hpp"
#include "services/alerting/adapters/incident_history.hpp"
#include "services/alerting/api/alarm_desk.hpp"
#include "services/alerting/api/board.hpp"
#include "services/alerting/api/device_desk.hpp"
#include "services/alerting/api/police_desk.hpp"
#include "services/alerting/domain/assist.hpp"
#include "services/alerting/domain/camera.hpp"
#include "services/alerting/domain/cap/advice.hpp"
#include "services/alerting/domain/cap/message.hpp"
#include "services/alerting/domain/cap/partner.hpp"
#include "services/alerting/domain/committee.hpp"
#include "services/alerting/domain/drill.hpp"
#include "services/alerting/domain/drill_calendar.hpp"
#include "services/alerting/domain/emergency_plan.hpp"
#include "services/alerting/domain/incident.hpp"
#include "services/alerting/domain/review.hpp"
#include "services/alerting/domain/safety.hpp"
#include "services/alerting/domain/site_activity.hpp"
#include "services/alerting/domain/training.hpp"

namespace watchbell::alerting {

// What a process is started with.
struct Setup {
  std::unique_ptr<AlarmJournal> journal;
  std::shared_ptr<rpc::Client> notification;  // where alarms go directly while the record is away
  std::shared_ptr<rpc::Client> visitor;       // the watch list, asked before a child is handed over
  cap::Settings cap;
  std::unique_ptr<CapSigner> cap_signer;  // none: documents are not signed
  bool cap_partners_inside = false;       // partners may be in our own networks: for tests on one machine
  std::optional<TimeZone> zone;           // the district's; must be there
  AlertingSettings settings;
  std::unique_ptr<PoliceLines> lines;  // must be there
};

// Made once, after the record; outlives the server's last call.
struct Parts {
  Parts(service::Host& its_host, Record& record, Setup setup)
      : host(its_host),
        roles(host.roles()),
        notification(setup.notification),
        visitor(std::move(setup.visitor)),
        incidents(record.environment()),
        assists(record.environment()),
        safety(record.environment()),
        cameras(record.environment()),
        camera_grants(record.environment()),
        board(host.roles(), host.clock()),
        zones(std::move(setup.settings.zones)),
        police(host, record, board, std::move(setup.settings.police), std::move(setup.lines)),
        desk(host, incidents, board, police, std::move(setup.journal), std::move(setup.notification)),
        devices(record.environment()),
        device_desk(host, devices, assists, desk),
        cap(std::move(setup.cap)),
        cap_signer(std::move(setup.cap_signer)),
        cap_messages(record.environment()),
        cap_advice(record.environment()),
        cap_partners(record.environment()),
        cap_pushes(record.environment()),
        cap_pusher(setup.cap_partners_inside),
        zone(setup.zone.value()),
        school_years(record.environment()),
        drill_reports(record.environment()),
        drills(record.environment()),
        trainings(record.environment()),
        plans(record.environment()),
        checklists(record.environment()),
        site_activities(record.environment()),
        committees(record.environment()),
        meetings(record.environment()),
        action_items(record.environment()),
        reviews(record.environment()) {}

  service::Host& host;
  const identity::Roles& roles;
  const std::shared_ptr<rpc::Client> notification;  // the directory, and the record of custody
  const std::shared_ptr<rpc::Client> visitor;
  ledger::Ledger<Incidents> incidents;
  ledger::Ledger<Assists> assists;
  ledger::Ledger<SafetyBatches> safety;
  ledger::Ledger<Cameras> cameras;
  ledger::Ledger<CameraGrants> camera_grants;
  Board board;
  const KnownZones zones;  // as the district names them
  PoliceDesk police;
  AlarmDesk desk;
  ledger::Ledger<AlarmDevices> devices;
  DeviceDesk device_desk;
  const cap::Settings cap;
  const std::unique_ptr<CapSigner> cap_signer;
  ledger::Ledger<cap::CapMessages> cap_messages;
  ledger::Ledger<cap::CapAdvices> cap_advice;
  ledger::Ledger<cap::CapPartners> cap_partners;
  ledger::Ledger<cap::CapPushes> cap_pushes;
  CapPusher cap_pusher;
  const TimeZone zone;
  ledger::Ledger<SchoolYears> school_years;
  ledger::Ledger<DrillReports> drill_reports;
  ledger::Ledger<Drills> drills;
  ledger::Ledger<Trainings> trainings;
  ledger::Ledger<EmergencyPlans> plans;
  ledger::Ledger<IncidentChecklists> checklists;
  ledger::Ledger<SiteActivities> site_activities;
  ledger::Ledger<Committees> committees;
  ledger::Ledger<CommitteeMeetings> meetings;
  ledger::Ledger<ActionItems> action_items;
  ledger::Ledger<Reviews> reviews;
};

struct AccountParts;

void ServeAlarms(rpc::Server& server, Parts& parts, AccountParts& account);
void ServeAssists(rpc::Server& server, Parts& parts);
void ServeBoard(rpc::Server& server, Parts& parts);
void ServeCameras(rpc::Server& server, Parts& parts);
void ServeDevices(rpc::Server& server, Parts& parts);
void ServeDispatches(rpc::Server& server, Parts& parts);
void ServeIncidentView(rpc::Server& server, Parts& parts, AccountParts& account);
void ServePacket(rpc::Server& server, Parts& parts, AccountParts& account);
void ServeSafety(rpc::Server& server, Parts& parts);
void ServeCap(rpc::Server& server, Parts& parts);
void ServeCapPartners(rpc::Server& server, Parts& parts);
void ServeDrills(rpc::Server& server, Parts& parts);
void ServeDrillCalendar(rpc::Server& server, Parts& parts);
void ServePlans(rpc::Server& server, Parts& parts);
void ServeSiteActivities(rpc::Server& server, Parts& parts);
void ServeCommittees(rpc::Server& server, Parts& parts);
void ServeReviews(rpc::Server& server, Parts& parts);
void ServeTraining(rpc::Server& server, Parts& parts);
// An unplanned drill, or one of the calendar, by the rules of both; answers its exercise.
Result<v1::Incident> StartDrillNow(Parts& parts, const rpc::Call& call, const v1::StartDrillRequest& request);
Result<v1::ListSafetyResponse> SafetyOf(Parts& parts, const std::string& school,
                                        const std::string& incident_id);
// The topics that a person lacks for a task at this school; kUnavailable while lists are.
Result<std::vector<v1::TrainingTopic>> MissingTrainings(Parts& parts, const std::string& school,
                                                        const std::string& person, v1::TrainedTask task,
                                                        TimePoint now);

}  // namespace watchbell::alerting
