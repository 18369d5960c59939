// What the sinks have received: the newest messages in memory, for tests, benches and the demo to look at.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace watchbell::notification::sinks {

struct Message {
  std::uint64_t sequence = 0;                  // from 1, never reused
  std::string channel;                         // "email", "webhook", "sms", "voice" or "push"
  std::string to;                              // first recipient, or the URL's path
  std::map<std::string, std::string> headers;  // names in lower case
  std::string subject;                         // decoded; of a text or call: its StatusCallback
  std::string body;                            // decoded
  std::int64_t received_at_us = 0;             // since the epoch, when its first byte was read
  bool encrypted = false;                      // a mail that came over TLS
};

// Thread-safe.
class MessageStore {
 public:
  explicit MessageStore(std::size_t keep) : keep_(keep) {}

  void Add(Message message);
  std::vector<Message> After(std::uint64_t sequence) const;
  // How many since the start or the last Clear, also those no longer kept.
  std::uint64_t count() const { return count_.load(); }
  void Clear();

 private:
  const std::size_t keep_;
  mutable std::mutex mutex_;
  std::deque<Message> messages_;
  std::uint64_t last_ = 0;
  std::atomic<std::uint64_t> count_{0};
};

// How the sinks misbehave; may be changed while they run.
struct Faults {
  std::atomic<int> fail_percent{0};  // evenly spread: HTTP 503, SMTP 451; a failed message is not kept
  std::atomic<int> stall_ms{0};      // before each answer to a message

  bool FailsNext() {
    const auto percent = static_cast<unsigned>(fail_percent.load());
    return turn_.fetch_add(percent) % 100 + percent >= 100;
  }

 private:
  std::atomic<unsigned> turn_{0};
};

}  // namespace watchbell::notification::sinks
