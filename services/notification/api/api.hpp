// The requests of the notification service, one file for each gRPC service of its contract, and what they
// work on.
#pragma once

#include "common/record/record.hpp"
#include "common/time/local.hpp"
#include "services/notification/adapters/announcer.hpp"
#include "services/notification/adapters/importer.hpp"
#include "services/notification/adapters/in_memory.hpp"
#include "services/notification/adapters/provider_desk.hpp"
#include "services/notification/domain/custody.hpp"
#include "services/notification/domain/family_plan.hpp"
#include "services/notification/domain/family_resource.hpp"
#include "services/notification/domain/partner.hpp"

namespace watchbell::notification {

// Made once, after the record; outlives the server's last call.
struct Parts {
  Parts(service::Host& host, Record& record, TimeZone district_zone, Wordings wordings,
        std::vector<Lanes> channels, ProviderDesk provider_desk)
      : sealer(host.sealer()),
        zone(district_zone),
        schools(record.environment()),
        people(record.environment()),
        rosters(record.environment()),
        custodies(record.environment()),
        groups(record.environment()),
        partners(record.environment()),
        resources(record.environment()),
        family_plans(record.environment()),
        notices(record.environment()),
        batches(record.environment()),
        directory(host.bus(), host.sealer(), host.clock(), zone),
        classes(host.bus(), host.sealer()),
        partner_list(host.bus(), host.sealer()),
        resource_list(host.bus(), host.sealer()),
        courier(directory, std::move(wordings), std::move(channels)),
        providers(std::move(provider_desk)),
        notice_states(host.bus(), host.sealer()),
        announcer(host.bus(), host.clock(), directory, courier, notice_states, notices, batches),
        importer(directory, classes, schools, people, groups, zone) {}

  const policy::Sealer& sealer;
  const TimeZone zone;
  ledger::Ledger<Schools> schools;
  ledger::Ledger<People> people;
  ledger::Ledger<DutyRosters> rosters;
  ledger::Ledger<Custodies> custodies;
  ledger::Ledger<Groups> groups;
  ledger::Ledger<Partners> partners;
  ledger::Ledger<FamilyResources> resources;
  ledger::Ledger<FamilyPlans> family_plans;
  ledger::Ledger<Notices> notices;
  ledger::Ledger<Batches> batches;
  AudienceDirectory directory;
  GroupDirectory classes;
  InMemory<Partners> partner_list;
  InMemory<FamilyResources> resource_list;
  Courier courier;
  const ProviderDesk providers;
  NoticeStates notice_states;
  Announcer announcer;
  Importer importer;
};

// Before the record follows its ledgers.
void ServeRetention(service::Host& host, Record& record, Parts& parts);
void ServeNotices(rpc::Server& server, Parts& parts);
void ServeProviders(rpc::Server& server, Parts& parts);
void ServeDirectory(rpc::Server& server, Parts& parts);
void ServeContacts(rpc::Server& server, Parts& parts);
void ServeDuty(rpc::Server& server, Parts& parts);
void ServePartners(rpc::Server& server, Parts& parts);
void ServeResources(rpc::Server& server, Parts& parts);
void ServeFamilyPlans(rpc::Server& server, Parts& parts);
void ServeCustody(rpc::Server& server, Parts& parts);
void ServeGroups(rpc::Server& server, Parts& parts);

}  // namespace watchbell::notification
