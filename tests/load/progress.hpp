// What the record says of notices that are under way: how far each is, and what became of its sends.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "tests/load/raw_nats.hpp"
#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::load {

// Thread-safe.
class Progress {
 public:
  explicit Progress(const std::string& nats_url);

  // What has been heard so far no longer counts.
  void Forget();
  // All batches of the notices about it are on the record, with that many recipients in all, and no provider
  // owes an answer.
  bool Settled(const std::string& about_id, int recipients) const;
  // Of the notices about it: who is to be told, as far as they are issued.
  int Recipients(const std::string& about_id) const;
  // Sends of them that ended so.
  int Count(const std::string& about_id, notification::v1::Attempt::State state) const;
  // When the last batch of any notice settled.
  SteadyClock::time_point newest() const;

 private:
  struct Batch {
    std::string notice_id;
    bool settled = false;
    std::map<int, int> by_state;
  };
  void Follow(const std::string& subject, const std::string& payload);
  void Follow(const notification::v1::DeliveryBatch& batch);
  bool IsAbout(const Batch& batch, const std::string& about_id) const;

  mutable std::mutex mutex_;
  std::map<std::string, notification::v1::Notice> notices_;
  std::map<std::string, Batch> batches_;
  SteadyClock::time_point newest_{};
  RawNats nats_;  // last: its thread uses the others
};

}  // namespace watchbell::load
