// The announcer: turns a cause into a notice on the record and its batches into work, and does that work.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

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

  // Waits for what it sends itself.
  ~Announcer();

  // Ok once the notice is on the record and its batches are on the queue. The same event twice is one notice.
  // The first batch of an urgent one leaves at once, beside the record; it is on the queue only to be sent
  // should this replica die.
  Status Announce(const Cause& cause, const reaction::Origin& origin);

  // Sends at once, without the record. What the record says later of the same event is not sent again by this
  // replica.
  void AnnounceDirectly(const Cause& cause, const std::string& event_id);

  // Delivers one batch and records what became of it; a batch that is recorded is not delivered again.
  // kUnavailable while another is at it: ask again, `attempt` says how often that was.
  Status DeliverAndRecord(const v1::DeliveryWork& work, std::uint64_t attempt);

 private:
  // Sends a batch without waiting, unless it is or was sent here; then records it without waiting.
  void Begin(const v1::DeliveryWork& work);
  void RecordSoon(const v1::DeliveryBatch& result);
  // What was sent here and is not recorded yet. kUnavailable: it is being sent.
  Result<std::optional<v1::DeliveryBatch>> SentHere(const std::string& batch_id);
  void Keep(v1::DeliveryBatch result);
  // Under the mutex. False: it was begun here before.
  bool RememberBegun(const std::string& batch_id);

  static constexpr std::size_t kSentMax = 10'000;
  static constexpr std::size_t kBegunMax = 100'000;

  std::shared_ptr<bus::Bus> bus_;
  Clock clock_;
  const AudienceDirectory& directory_;
  const Courier& courier_;
  ledger::Ledger<Notices>& notices_;
  ledger::Ledger<Batches>& batches_;
  std::mutex mutex_;
  std::map<std::string, v1::DeliveryBatch> sent_;  // by batch id: sent, not recorded yet
  std::set<std::string> begun_;                    // ids of batches that were ever sent here
  std::set<std::string> under_way_;                // of those, which Begin sends or records now
  std::condition_variable ended_;
};

}  // namespace watchbell::notification
