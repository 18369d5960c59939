// What goes onto a stream and what comes back from it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace watchbell::bus {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Outgoing {
  std::string subject;
  std::string id;  // Nats-Msg-Id: the same id within the duplicates window is stored once
  // The append is refused unless the newest message on this subject has this sequence; 0: none may exist.
  std::optional<std::uint64_t> expected_sequence;
  Headers headers;
  std::string payload;
};

struct Ack {
  std::uint64_t sequence = 0;
  bool duplicate = false;  // stored before, with this sequence
};

struct Stored {
  std::string subject;
  std::uint64_t sequence = 0;
  Headers headers;
  std::string payload;
  // The header's value, or "".
  std::string Header(std::string_view name) const;
};

}  // namespace watchbell::bus
