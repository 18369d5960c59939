// The open streams of the live feed and which hint each of them may hear. No transport: feed.cpp brings the
// events.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "common/rpc/server.hpp"
#include "watchbell/gateway/v1/session_service.pb.h"

namespace watchbell::gateway {

// Thread-safe.
class Audience {
 public:
  struct Listener {
    identity::Caller caller;
    std::string session;
    std::set<std::string> schools;  // empty: all
    std::shared_ptr<rpc::Stream> stream;
  };
  Audience(const identity::Roles& roles, std::size_t listeners_max, std::size_t per_session_max)
      : roles_(roles), listeners_max_(listeners_max), per_session_max_(per_session_max) {}

  // Begins with "ready". RESOURCE_EXHAUSTED ends the stream when there are too many.
  void Add(Listener listener);
  // To all who hold `permission` at the hint's school. A stream that is too slow ends with
  // RESOURCE_EXHAUSTED.
  void Tell(const v1::ChangeHint& hint, const std::string& permission);
  // To all: "ready", "keepalive".
  void TellAll(const std::string& fact);
  void EndAll(const Status& status);
  // Ends the streams of sessions that do not hold any more, forgets those whose callers have left.
  void Weed(const std::function<bool(const std::string&)>& alive);
  std::size_t size() const;

 private:
  struct Place {
    Listener listener;
    std::map<std::string, std::set<std::string>, std::less<>>
        permissions;  // by school, filled when first needed
  };
  bool MayHear(Place& place, const v1::ChangeHint& hint, const std::string& permission) const;
  template <class Wanted>
  void Send(const v1::ChangeHint& hint, Wanted wanted);

  const identity::Roles& roles_;
  const std::size_t listeners_max_;
  const std::size_t per_session_max_;
  mutable std::mutex mutex_;
  std::vector<Place> places_;
};

}  // namespace watchbell::gateway
