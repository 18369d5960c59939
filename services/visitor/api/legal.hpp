// What agency visits and the records desk work on: kept apart from the front desk, since other people may see
// it.
#pragma once

#include "common/attachment/store.hpp"
#include "common/audit/auditor.hpp"
#include "common/record/record.hpp"
#include "common/sanitize/sanitizer.hpp"
#include "common/time/local.hpp"
#include "services/visitor/adapters/records_desk.hpp"
#include "services/visitor/domain/agency/agency_contacts.hpp"
#include "services/visitor/domain/agency/agency_visit.hpp"
#include "services/visitor/domain/records/outside_request.hpp"
#include "services/visitor/domain/records/sealed_records.hpp"

namespace watchbell::visitor {

// As the district's counsel signs off.
struct LegalSettings {
  std::chrono::seconds administrator_step = kAdministratorStep;
  std::chrono::seconds counsel_step = kCounselStep;
  std::chrono::seconds objection_window = kObjectionWindow;
  RecordsDesk desk;
};

// Made once, after the record; outlives the server's last call.
struct LegalParts {
  LegalParts(Record& record, TimeZone district_zone, LegalSettings legal_settings,
             attachment::Store& service_files, sanitize::Sanitizer& service_sanitizer)
      : zone(district_zone),
        settings(std::move(legal_settings)),
        agency_visits(record.environment()),
        agency_contacts(record.environment()),
        records(record.environment()),
        sealed_records(record.environment()),
        outside_requests(record.environment()),
        auditor(record.environment()),
        files(service_files),
        sanitizer(service_sanitizer) {}

  const TimeZone zone;
  const LegalSettings settings;
  ledger::Ledger<AgencyVisits> agency_visits;
  ledger::Ledger<AgencyContactLists> agency_contacts;
  ledger::Ledger<RecordsRequests> records;
  ledger::Ledger<SealedRecordsRequests> sealed_records;
  ledger::Ledger<OutsideRequests> outside_requests;
  audit::Auditor<AgencyVisits> auditor;
  attachment::Store& files;
  sanitize::Sanitizer& sanitizer;
};

void ServeAgencyVisits(rpc::Server& server, LegalParts& parts);
void ServeRecords(rpc::Server& server, LegalParts& parts);
void ServeSealedRecords(rpc::Server& server, LegalParts& parts);

}  // namespace watchbell::visitor
