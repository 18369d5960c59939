// The notification service: the directory, the notices, and who was reached.
#pragma once

#include "common/record/record.hpp"
#include "services/notification/adapters/announcer.hpp"
#include "services/notification/adapters/importer.hpp"

namespace watchbell::notification {

class NotificationService {
 public:
  NotificationService(service::Host& host, Wordings wordings, std::vector<Lanes> channels);
  ~NotificationService();

 private:
  static constexpr int kUrgentWorkers = 8;
  static constexpr int kRoutineWorkers = 2;

  Result<v1::AcknowledgeResponse> Acknowledge(const rpc::Call& call, const v1::AcknowledgeRequest& request);
  Result<v1::Notice> NewestAbout(const std::string& school, const std::string& about_id);
  Result<v1::ListUnreachedResponse> ListUnreached(const v1::ListUnreachedRequest& request);
  Result<v1::ListNoticesResponse> ListNotices(const v1::ListNoticesRequest& request);
  void Register(rpc::Server& server);
  void RegisterDirectory(rpc::Server& server);

  Record record_;
  ledger::Ledger<Schools> schools_;
  ledger::Ledger<People> people_;
  ledger::Ledger<DutyRosters> rosters_;
  ledger::Ledger<Notices> notices_;
  ledger::Ledger<Batches> batches_;
  AudienceDirectory directory_;
  Courier courier_;
  Announcer announcer_;
  Importer importer_;
  std::vector<std::unique_ptr<reaction::Reaction>> reactions_;
  std::unique_ptr<bus::Consumer> urgent_;
  std::unique_ptr<bus::Consumer> routine_;
};

}  // namespace watchbell::notification
