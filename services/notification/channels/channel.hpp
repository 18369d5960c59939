// The port through which a message leaves the house, whatever carries it.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "watchbell/notification/v1/notice.pb.h"

namespace watchbell::notification::channels {

// One message to one recipient.
struct OutgoingMessage {
  // The same for every attempt, different for every (notice, recipient, channel): receivers deduplicate by
  // it. 1 to 128 letters, digits, '-' and '_'.
  std::string dedupe_id;
  std::string
      recipient_address;  // a mail address; for a webhook whatever the provider knows the recipient by
  std::string subject;
  std::string text;
  bool drill = false;
  v1::Level level = v1::LEVEL_UNSPECIFIED;
  std::string language{};  // BCP 47, of the text; empty: English
  // "school/batch/key": what the provider says when it reports later what became of the message; may be
  // empty.
  std::string report{};
  std::string notice_id{};  // of the same one they wait for each other, else for nobody; may be empty
};

struct SendResult {
  v1::Attempt::State state = v1::Attempt::STATE_FAILED;  // SENT, FAILED or UNREACHABLE
  std::string reason;                                    // of reasons.hpp; empty when sent
  std::chrono::microseconds duration{0};                 // from Send, with the time in the queue
  std::string provider{};                                // its name; empty where a channel has one only
  std::string provider_id{};                             // what the provider calls the message
};
using Done = std::function<void(SendResult)>;

// Thread-safe. Each instance has its own threads, connections and queue: urgent and routine are two
// instances, so that neither waits for the other. Nothing is retried: that is the caller's to decide.
class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  // Answers everything that is still under way with CHANNEL_STOPPED before it returns.
  virtual ~Channel() = default;

  // Returns at once; `done` is called exactly once, on a thread of the channel or, where the message never
  // leaves, on the caller's before Send returns. It must not block and must not destroy the channel.
  virtual void Send(OutgoingMessage message, Done done) = 0;
  virtual v1::Channel kind() const = 0;
};

}  // namespace watchbell::notification::channels
