// Dead letters: events that a reaction can never handle, kept whole with the reason, until an operator
// replays them.
#pragma once

#include <string>
#include <vector>

#include "common/bus/bus.hpp"

namespace watchbell::reaction {

struct DeadLetter {
  std::string consumer;  // "notification__alarms"
  std::string school;
  std::string event_id;
  std::string reason;  // of the refusal
  std::string remedy;
  std::string subject;  // where the event stands on the record
  std::uint64_t sequence = 0;
  std::string at;  // RFC 3339: when the event happened
};

inline constexpr char kReplayHeader[] = "Watchbell-Replay";
inline constexpr char kSubjectHeader[] = "Watchbell-Subject";
inline constexpr char kSequenceHeader[] = "Watchbell-Sequence";

// Once for each consumer and event; the newest reason stands.
Status Bury(bus::Bus& bus, const std::string& consumer, const bus::Stored& message, const Error& error);
// Gone from the list: it was handled after all.
Status Resolve(bus::Bus& bus, const std::string& dead_letter_subject);

// For the operator. What is on the list, oldest first; `consumer` empty: of all.
Result<std::vector<DeadLetter>> List(std::shared_ptr<bus::Bus> bus, const std::string& consumer);
// Hands one to its consumer again. NOT_FOUND when it is not on the list.
Status Replay(bus::Bus& bus, const DeadLetter& letter, const std::string& replay_id);

}  // namespace watchbell::reaction
