// A durable consumer that the replicas of a service share: each message is handled by one of them, at least
// once.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "common/bus/bus.hpp"
#include "common/thread/thread.hpp"

namespace watchbell::bus {

enum class Delivery {
  kPull,  // fetched in batches: routine
  kPush,  // pushed at once: the emergency path
};

struct ConsumerSpec {
  std::string stream;
  std::string durable;  // names::Durable
  std::string filter;   // a subject with wildcards
  Delivery delivery = Delivery::kPull;
  std::chrono::milliseconds ack_wait{30000};
  int in_flight_max = 256;  // unacknowledged messages, over all replicas
  bool only_new = false;    // start with what is appended after the consumer was made
  thread::StepBack step_back = thread::StepBack::kNot;  // its threads; whoever pulls is routine
};

struct Incoming {
  Stored message;
  std::uint64_t attempt = 1;  // how often it was delivered, this time included
};

// What becomes of a message that was handled.
struct Outcome {
  enum class Kind { kDone, kRetry, kDrop } kind = Kind::kDone;
  std::chrono::milliseconds retry_after{0};
};

// Calls `handle` on `threads` threads of its own until destroyed; the destructor waits for handlers under
// way. The outcome is sent to the server after `handle` returned: kDone acknowledges, kRetry asks for
// redelivery, kDrop says never again (after the caller kept it as a dead letter).
class Consumer {
 public:
  // Never fails: while the stream or the server is not there, it keeps trying.
  static std::unique_ptr<Consumer> Start(std::shared_ptr<Bus> bus, ConsumerSpec spec, int threads,
                                         std::function<Outcome(const Incoming&)> handle);
  ~Consumer();

 private:
  struct Parts;
  explicit Consumer(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::bus
