// Reactions: an event of another service in, a request to an own aggregate out.
//
// A reaction is a plain function. This is the middleware around it: parse, open, trace, run, acknowledge
// after the effect, ask again later when something was away, and keep as a dead letter what can never be
// handled.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "common/bus/consumer.hpp"
#include "common/ledger/decision.hpp"
#include "common/names/names.hpp"
#include "common/policy/sealer.hpp"

namespace prometheus {
class Registry;
}

namespace watchbell::reaction {

// What a reaction knows of the event besides its content.
struct Origin {
  std::string event_id;  // ce-id
  names::Key key;
  std::uint64_t sequence = 0;
  TimePoint at;
  std::string traceparent;
  std::uint64_t attempt = 1;  // how often it was delivered, this time included; a replay is never the first
  // The id of a request that this event leads to; the same for every delivery of the event.
  std::string RequestId(std::string_view purpose) const;
};

struct Spec {
  std::string from_service;  // "alerting"
  std::string aggregate;     // "incident"
  std::string service;       // "notification": whose consumer it is
  std::string purpose;       // "alarms"
  bus::Delivery delivery = bus::Delivery::kPull;
  int threads = 1;
};

// The effect must be idempotent by Origin::RequestId. Answers: ok, or kUnavailable and kAborted (asked again
// with a growing delay, for ever), or any other error (a dead letter at once, with its reason).
using Handler = std::function<Status(const google::protobuf::Message& event, const Origin& origin)>;

class Reaction {
 public:
  // `prototype`: the event type. Never fails: what is away is waited for. Also takes up dead letters of this
  // consumer that an operator replays.
  static std::unique_ptr<Reaction> Start(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer,
                                         prometheus::Registry& registry, Spec spec,
                                         const google::protobuf::Message& prototype, Handler handler);
  ~Reaction();

  template <class Event>
  static std::unique_ptr<Reaction> On(std::shared_ptr<bus::Bus> bus, const policy::Sealer& sealer,
                                      prometheus::Registry& registry, Spec spec,
                                      std::function<Status(const Event&, const Origin&)> handler) {
    return Start(
        std::move(bus), sealer, registry, std::move(spec), Event::default_instance(),
        [handler = std::move(handler)](const google::protobuf::Message& event, const Origin& origin) {
          return handler(static_cast<const Event&>(event), origin);
        });
  }

 private:
  struct Parts;
  explicit Reaction(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace watchbell::reaction
