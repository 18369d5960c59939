// The courier: takes one batch of a notice to every recipient on every channel at once, and says what became
// of it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "services/notification/adapters/audience.hpp"
#include "services/notification/adapters/wordings.hpp"
#include "services/notification/channels/channel.hpp"

namespace watchbell::notification {

// One channel's two instances: what is urgent never queues behind what is not.
struct Lanes {
  std::unique_ptr<channels::Channel> urgent;
  std::unique_ptr<channels::Channel> routine;
};

// Levels 3 and 4 of domain.md 3.9.
inline bool IsUrgent(const v1::Notice& notice) { return notice.level() >= v1::LEVEL_URGENT; }

// Thread-safe.
class Courier {
 public:
  Courier(const AudienceDirectory& directory, Wordings wordings, std::vector<Lanes> channels);

  // `done` is called once, when every channel has answered for every recipient. The text is made for each
  // language once. Attempts are the same for every try: receivers deduplicate by (notice, recipient,
  // channel).
  void Deliver(const v1::DeliveryWork& work, std::function<void(v1::DeliveryBatch)> done) const;

 private:
  const AudienceDirectory& directory_;
  const Wordings wordings_;
  const std::vector<Lanes> channels_;
};

// The recipients of a notice, split into its batches.
std::vector<v1::DeliveryWork> Split(const v1::Notice& notice, const std::vector<Recipient>& recipients);

}  // namespace watchbell::notification
