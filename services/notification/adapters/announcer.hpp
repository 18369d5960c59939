// The announcer: turns a cause into a notice on the record and its batches into work, and does that work.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include "common/ledger/ledger.hpp"
#include "common/reaction/reaction.hpp"
#include "common/thread/pool.hpp"
#include "services/notification/adapters/courier.hpp"
#include "services/notification/adapters/notice_states.hpp"
#include "services/notification/adapters/work_queue.hpp"

namespace watchbell::notification {

// What is not on the record yet, or may have to be told again, is looked at again after so long.
inline constexpr std::chrono::milliseconds kSendPatience{1'000};

// Thread-safe.
class Announcer {
 public:
  Announcer(std::shared_ptr<bus::Bus> bus, Clock clock, const AudienceDirectory& directory,
            const Courier& courier, const NoticeStates& states, ledger::Ledger<Notices>& notices,
            ledger::Ledger<Batches>& batches);

  // Waits for what it sends itself.
  ~Announcer();

  // Ok once the notice is on the record and its batches are on the queue. The same event twice is one notice.
  // The first batch of an urgent one leaves at once, beside the record; it is on the queue only to be sent
  // should this replica die.
  Status Announce(const Cause& cause, const reaction::Origin& origin);

  // Sends at once, without the record. What the record says later of the same event is not sent again by this
  // replica.
  void AnnounceDirectly(const Cause& cause, const std::string& event_id);

  // Delivers one batch and records what became of it; a batch that is recorded is not delivered again, one of
  // a paused notice is parked. At levels 1 and 2 nothing is sent twice: what a crash left unclear stays
  // unsent. kUnavailable while another is at it: ask again, `attempt` says how often that was.
  Status DeliverAndRecord(const v1::DeliveryWork& work, std::uint64_t attempt);

  // Tells those of the batch again who must be. After how long it wants to be asked once more; nothing:
  // never.
  std::optional<std::chrono::milliseconds> FollowUpAndRecord(const v1::DeliveryWork& work);

  // Somebody may have to be told again. `why`: the same for the same cause, which counts once.
  void LookAgain(const v1::Notice& notice, int ordinal, const std::string& why);

  // Puts the parked batches of a resumed notice on the queue again. `request_id`: of the resuming.
  Status Unpark(const v1::Notice& notice, const std::string& request_id);

 private:
  // The notice on the record, and its batches on the queue.
  Status Issue(const Cause& cause, const v1::Notice& draft, const std::vector<RecipientId>& recipients,
               const reaction::Origin& origin, bool begun);
  // Sends a batch without waiting, unless it is or was sent here; then records it without waiting.
  void Begin(const v1::DeliveryWork& work);
  // What was sent here and is not recorded yet. kUnavailable: it is being sent.
  Result<std::optional<v1::DeliveryBatch>> SentHere(const std::string& batch_id);
  void Keep(v1::DeliveryBatch result);
  // Under the mutex. False: it was begun here before.
  bool RememberBegun(const std::string& batch_id);

  // Whether the batch may be sent now; else it has been parked, or recorded as never sent.
  Result<bool> Admit(const v1::DeliveryWork& work);
  Status Record(const v1::DeliveryWork& work, v1::DeliveryBatch result);
  // Once every provider has answered, what was open is recorded; then it is seen who must be told again.
  void RecordEnd(const v1::DeliveryWork& work, const std::shared_ptr<Sending>& sending);
  void SeeWhoIsLeft(const v1::Notice& notice, const v1::DeliveryBatch& batch);
  static constexpr std::size_t kSentMax = 10'000;
  static constexpr std::size_t kBegunMax = 100'000;
  static constexpr int kRecorders = 32;  // each may wait for a provider
  static constexpr int kIssuers = 4;

  std::shared_ptr<bus::Bus> bus_;
  Clock clock_;
  const AudienceDirectory& directory_;
  const Courier& courier_;
  const NoticeStates& states_;
  ledger::Ledger<Notices>& notices_;
  ledger::Ledger<Batches>& batches_;
  std::mutex mutex_;
  std::map<std::string, v1::DeliveryBatch> sent_;  // by batch id: sent, not recorded yet
  std::set<std::string> begun_;                    // ids of batches that were ever sent here
  std::set<std::string> under_way_;                // of those, which Begin sends or records now
  int open_ends_ = 0;                              // batches whose last providers have not answered yet
  std::condition_variable ended_;
  thread::Pool recorders_{"recorders", kRecorders, thread::StepBack::kForAlarms};
  thread::Pool issuers_{"issuers", kIssuers, thread::StepBack::kForAlarms};
};

}  // namespace watchbell::notification
