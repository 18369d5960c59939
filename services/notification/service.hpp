// The notification service: its record, its requests served over it, its delivery lanes and its reactions.
#pragma once

#include "services/notification/api/api.hpp"
#include "services/notification/reactions/reactions.hpp"

namespace watchbell::notification {

class NotificationService {
 public:
  NotificationService(service::Host& host, TimeZone zone, Wordings wordings, std::vector<Lanes> channels);
  ~NotificationService();

 private:
  static constexpr int kUrgentWorkers = 8;
  static constexpr int kRoutineWorkers = 2;

  Record record_;
  Parts parts_;
  std::vector<std::unique_ptr<reaction::Reaction>> reactions_;
  std::unique_ptr<bus::Consumer> urgent_;
  std::unique_ptr<bus::Consumer> routine_;
};

}  // namespace watchbell::notification
