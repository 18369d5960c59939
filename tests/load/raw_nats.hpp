// The floors of NATS: what the plain C client does on the same server, with nothing of ours between.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/bus/message.hpp"
#include "tests/load/figures.hpp"

namespace watchbell::load {

// Of a message it sends subject, headers and payload as they stand.
class RawNats {
 public:
  using Listener = std::function<void(const std::string& subject, const std::string& payload)>;

  explicit RawNats(const std::string& url);
  ~RawNats();

  // Core NATS: a request that another connection of this process answers.
  Samples RoundTrips(int count, const std::string& payload);
  // js_PublishMsg of one message and its acknowledgement, in microseconds.
  double Publish(const bus::Outgoing& message);
  // js_PublishMsgAsync of all, with `window` under way; acknowledged messages a second.
  double AsyncRate(const std::vector<bus::Outgoing>& messages, int window);
  // Calls `listener` on a thread of the client's for every message, until destroyed.
  void Listen(const std::string& subject, Listener listener);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::load
