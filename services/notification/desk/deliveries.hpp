// Walks what became of notices, batch by batch, so that 22,000 recipients are never in memory at once.
#pragma once

#include <functional>

#include "common/ledger/ledger.hpp"
#include "services/notification/domain/delivery_batch.hpp"
#include "services/notification/domain/notice.hpp"

namespace watchbell::notification {

class Deliveries {
 public:
  using OnBatch = std::function<void(const v1::Notice&, const v1::DeliveryBatch&)>;

  Deliveries(ledger::Ledger<Notices>& notices, ledger::Ledger<Batches>& batches)
      : notices_(notices), batches_(batches) {}

  // Newest first; stops at what is older than `since`.
  Result<std::vector<v1::Notice>> About(const std::string& about_id) const;
  Result<std::vector<v1::Notice>> Since(const std::string& school, TimePoint since) const;
  // Whether every batch of it was recorded as delivered.
  Result<bool> Each(const v1::Notice& notice, const OnBatch& on_batch) const;
  // Of several notices; whether all of them are complete.
  Result<bool> EachOf(const std::vector<v1::Notice>& notices, const OnBatch& on_batch) const;
  // Milliseconds from its issue to its first arrival at anybody; nothing: none arrived.
  Result<std::optional<int>> FirstArrival(const v1::Notice& notice) const;

 private:
  ledger::Ledger<Notices>& notices_;
  ledger::Ledger<Batches>& batches_;
};

}  // namespace watchbell::notification
