// The notification service: its record, its requests served over it, its delivery lanes and its reactions.
#pragma once

#include "services/notification/message_house.hpp"

namespace watchbell::notification {

class NotificationService {
 public:
  NotificationService(service::Host& host, TimeZone zone, Wordings wordings, std::vector<Lanes> channels,
                      ProviderDesk providers, MessageOptions message_options);
  ~NotificationService();

 private:
  static constexpr int kUrgentWorkers = 16;
  static constexpr int kRoutineWorkers = 8;
  static constexpr int kAgainWorkers = 4;

  Record record_;
  Parts parts_;
  MessageHouse messages_;
  std::vector<std::unique_ptr<reaction::Reaction>> reactions_;
  std::unique_ptr<bus::Consumer> urgent_;
  std::unique_ptr<bus::Consumer> routine_;
  std::unique_ptr<bus::Consumer> again_;
};

}  // namespace watchbell::notification
