// What the tests of all channels share: sending and collecting the answers.
#pragma once

#include <algorithm>
#include <mutex>
#include <vector>

#include "common/testing/await.hpp"
#include "services/notification/channels/channel.hpp"

namespace watchbell::notification::channels {

inline OutgoingMessage SomeMessage(const std::string& id = "m-1") {
  return {.dedupe_id = id,
          .recipient_address = "ana@families.example",
          .subject = "Lockdown at Lincoln",
          .text = "Stay inside.\nLocks, lights, out of sight.",
          .level = v1::LEVEL_EMERGENCY};
}

// Thread-safe; must outlive the channel that answers to it.
class Answers {
 public:
  Done Next() {
    return [this](SendResult result) {
      const std::lock_guard lock(mutex_);
      results_.push_back(std::move(result));
    };
  }
  std::vector<SendResult> all() const {
    const std::lock_guard lock(mutex_);
    return results_;
  }
  bool Await(std::size_t count) const {
    return testing::Await([&] { return all().size() >= count; }, std::chrono::seconds(30));
  }
  long Count(v1::Attempt::State state) const {
    const auto results = all();
    return std::count_if(results.begin(), results.end(),
                         [&](const auto& result) { return result.state == state; });
  }
  long Count(std::string_view reason) const {
    const auto results = all();
    return std::count_if(results.begin(), results.end(),
                         [&](const auto& result) { return result.reason == reason; });
  }

 private:
  mutable std::mutex mutex_;
  std::vector<SendResult> results_;
};

inline SendResult SendOne(Channel& channel, OutgoingMessage message) {
  Answers answers;
  channel.Send(std::move(message), answers.Next());
  if (!answers.Await(1)) return {.reason = "NO_ANSWER"};
  return answers.all().front();
}

}  // namespace watchbell::notification::channels
