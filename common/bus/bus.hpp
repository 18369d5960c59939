// One connection to NATS JetStream: appending to the record, and reading single messages of it.
//
// Thread-safe. Reconnects by itself, for ever; while it is away every call fails with kUnavailable at once.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "common/bus/message.hpp"
#include "common/result/result.hpp"

struct __natsConnection;
struct __jsCtx;

namespace watchbell::bus {

struct BusConfig {
  std::string url = "nats://127.0.0.1:4222";  // comma-separated servers
  std::string name = "watchbell";             // shown in the server's connection list
  std::string credentials_file;               // empty: none
};

// The reasons that callers branch on. kConflict comes with Code::kAborted.
inline constexpr char kConflict[] = "SEQUENCE_CONFLICT";
inline constexpr char kBusAway[] =
    "RECORD_UNAVAILABLE";  // nothing was sent, or no acknowledgement came in time

inline constexpr std::chrono::milliseconds kAppendTimeout{2000};
inline constexpr std::chrono::milliseconds kReadTimeout{2000};

// Whether a read may be answered by any replica of the stream, or only by its leader.
enum class Freshness { kAnyReplica, kLeader };

class Bus {
 public:
  // Waits up to `patience` for the first connection.
  static Result<std::shared_ptr<Bus>> Connect(const BusConfig& config,
                                              std::chrono::milliseconds patience = std::chrono::seconds{10});
  // What was sent is flushed, then the connection closes.
  ~Bus();
  Bus(const Bus&) = delete;
  Bus& operator=(const Bus&) = delete;

  // Returns once the stream has stored the message. kAborted/kConflict on a stale expected sequence.
  // kUnavailable/kBusAway leaves open whether it was stored: send the same id again to find out.
  Result<Ack> Append(const Outgoing& message, std::chrono::milliseconds timeout = kAppendTimeout);

  // As Append; `done` is called exactly once, on a thread of the connection's: it must not block.
  // At most kAppendWindow may be under way; past that the call waits.
  static constexpr int kAppendWindow = 512;
  void AppendAsync(const Outgoing& message, std::function<void(Result<Ack>)> done);

  // The newest message on a subject (wildcards allowed), or nothing.
  Result<std::optional<Stored>> Last(const std::string& stream, const std::string& subject,
                                     Freshness freshness, std::chrono::milliseconds timeout = kReadTimeout);

  bool Connected() const;
  // Changes with every new connection to a server: what was ephemeral there is gone.
  std::uint64_t Epoch() const;

  // For the other files of this folder.
  __natsConnection* connection() const;
  __jsCtx* jetstream() const;

 private:
  struct Parts;
  explicit Bus(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::bus
