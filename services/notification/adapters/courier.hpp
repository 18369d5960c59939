// The courier: takes one batch of a notice to every recipient on every channel of its level at once, and says
// what became of it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "services/notification/adapters/audience.hpp"
#include "services/notification/adapters/sending.hpp"
#include "services/notification/adapters/wordings.hpp"
#include "services/notification/channels/channel.hpp"
#include "services/notification/domain/levels.hpp"

namespace watchbell::notification {

// One channel's three instances: an alarm's first recipients never queue behind the others, and those never
// behind what is routine.
struct Lanes {
  std::unique_ptr<channels::Channel> first;
  std::unique_ptr<channels::Channel> urgent;
  std::unique_ptr<channels::Channel> routine;
};

// Thread-safe.
class Courier {
 public:
  // What stands below a text for one recipient, like a link; may be empty.
  using Footer = std::function<std::string(const v1::Notice& notice, const std::string& batch_id,
                                           const std::string& person_id)>;

  Courier(const AudienceDirectory& directory, Wordings wordings, std::vector<Lanes> channels);
  // Before the first delivery.
  void SetFooter(Footer footer) { footer_ = std::move(footer); }

  // Of a batch the first few have been handed to their channels; the others are once `hand_rest` is called.
  struct Begun {
    std::shared_ptr<Sending> sending;
    std::function<void()> hand_rest;
  };
  // The text is made for each language once. Attempts are the same for every try: receivers deduplicate by
  // (notice, recipient, channel).
  Begun Begin(const v1::DeliveryWork& work) const;
  // The whole of it.
  std::shared_ptr<Sending> Start(const v1::DeliveryWork& work) const;
  // Those of the batch who must be told again, on the next channel; the batch then holds the new attempts
  // alone. Null: nobody. `patience_over`: who has not acknowledged is told again, too.
  std::shared_ptr<Sending> Again(const v1::Notice& notice, const v1::DeliveryBatch& batch,
                                 bool patience_over) const;
  // Whether Again may ever have something to do, as the batch stands.
  bool MayFollowUp(const v1::Notice& notice, const v1::DeliveryBatch& batch) const;
  // Returns when no alarm is being told, or after kGiveWayMax.
  void GiveWay() const;
  // The batch as it is recorded when nothing is sent: every attempt has failed for this reason.
  v1::DeliveryBatch Unsent(const v1::DeliveryWork& work, const std::string& reason) const;
  // In the language, with the English below it.
  Result<Text> TextOf(const v1::Notice& notice, const std::string& language) const;

  // A code by which a contact point is shown to be its owner's; of no notice. Handed to the channel when it
  // returns. `id`: the same for every try.
  Status SendCode(const v1::ContactPoint& contact, const std::string& language, const std::string& code,
                  const std::string& id) const;

 private:
  struct Texts;
  struct Errand;
  std::vector<v1::Channel> Installed() const;
  Reach ReachOf(const Recipient& recipient, bool urgent) const;
  v1::DeliveryBatch Draft(const v1::DeliveryWork& work, const std::vector<Recipient>& recipients) const;
  std::vector<Recipient> RecipientsOf(const v1::Notice& notice, const v1::DeliveryBatch& batch) const;
  Begun Send(const v1::Notice& notice, const v1::DeliveryBatch& batch,
             std::vector<Recipient> recipients) const;
  void Hand(const Errand& errand, Texts& texts, int place, bool first) const;
  const Lanes* LanesOf(v1::Channel kind) const;

  const AudienceDirectory& directory_;
  const Wordings wordings_;
  const std::vector<Lanes> channels_;
  const std::vector<v1::Channel> installed_;
  const std::shared_ptr<Pace> urgent_pace_ = std::make_shared<Pace>();
  const std::shared_ptr<Pace> routine_pace_ = std::make_shared<Pace>();
  Footer footer_;
};

}  // namespace watchbell::notification
