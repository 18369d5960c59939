// The announcer: turns a cause into a notice on the record and its batches into work, and does that work.
#pragma once

#include <map>
#include <mutex>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "services/notification/adapters/courier.hpp"
#include "services/notification/adapters/work_queue.hpp"

namespace watchbell::notification {

// Thread-safe.
class Announcer {
 public:
  Announcer(std::shared_ptr<bus::Bus> bus, Clock clock, const AudienceDirectory& directory,
            const Courier& courier, ledger::Ledger<Notices>& notices, ledger::Ledger<Batches>& batches);

  // Ok once the notice is on the record and its batches are on the queue. The same event twice is one notice.
  Status Announce(const Cause& cause, const reaction::Origin& origin);

  // Sends at once, without the record. What the record says later of the same event is not sent again by this
  // replica.
  void AnnounceDirectly(const Cause& cause, const std::string& event_id);

  // Delivers one batch and records what became of it; a batch that is recorded is not delivered again.
  Status DeliverAndRecord(const v1::DeliveryWork& work);

 private:
  std::optional<v1::DeliveryBatch> TakeDirect(const std::string& batch_id);

  static constexpr std::size_t kDirectMax = 10'000;

  std::shared_ptr<bus::Bus> bus_;
  Clock clock_;
  const AudienceDirectory& directory_;
  const Courier& courier_;
  ledger::Ledger<Notices>& notices_;
  ledger::Ledger<Batches>& batches_;
  std::mutex mutex_;
  std::map<std::string, v1::DeliveryBatch> direct_;  // by batch id: sent, not recorded yet
};

}  // namespace watchbell::notification
