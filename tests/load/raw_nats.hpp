// The floors of NATS: what the plain C client does on the same server, with nothing of ours between.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "tests/load/figures.hpp"

namespace watchbell::load {

class RawNats {
 public:
  using Listener = std::function<void(const std::string& subject, const std::string& payload)>;

  explicit RawNats(const std::string& url);
  ~RawNats();

  // Core NATS: a request that another connection of this process answers.
  Samples RoundTrips(int count, const std::string& payload);
  // js_PublishMsg of one message and its acknowledgement, in microseconds.
  double Publish(const std::string& subject, const std::string& payload);
  // js_PublishMsgAsync to subjects of their own, with `window` under way; acknowledged messages a second.
  double AsyncRate(const std::string& subject_prefix, int count, int window, const std::string& payload);
  // Calls `listener` on a thread of the client's for every message, until destroyed.
  void Listen(const std::string& subject, Listener listener);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::load
