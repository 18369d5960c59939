// A service's record: its ledgers' surroundings, and the view, follower and timers that keep up with the
// stream.
#pragma once

#include <memory>
#include <optional>

#include "common/id/id.hpp"
#include "common/ledger/ledger.hpp"
#include "common/record/keeper.hpp"
#include "common/service/host.hpp"
#include "common/view/follower.hpp"
#include "common/view/probe.hpp"
#include "common/view/timers.hpp"

namespace watchbell {

// Made before the ledgers and destroyed after them.
class Record {
 public:
  explicit Record(service::Host& host, const std::string& service)
      : host_(host),
        probe_(host.registry()),
        view_(host.redis(), service, &probe_),
        keeper_(environment(), service) {
    view_.SetRules(host.periods().name());
  }

  ledger::Environment environment() {
    return {host_.bus(), &host_.sealer(), &view_, &host_.registry(), &host_.periods()};
  }
  // How long its records are kept, and how they end.
  Keeper& keeper() { return keeper_; }

  // From now on, for these ledgers, which must outlive the record's own end: the view follows the stream,
  // Aggregate::Tick(state, what, context) runs for every deadline that has come (its request id is the same
  // for every try), and what says how long it is kept (RetentionOf) is erased after that. Call it once, when
  // the keeper knows everything.
  template <class... Aggregates>
  void Follow(ledger::Ledger<Aggregates>&... ledgers) {
    (keeper_.Keep(ledgers), ...);
    FollowStream(ledgers...);
    FireTimers(ledgers...);
  }

  // Before the ledgers go.
  void Stop() {
    forgetter_ = {};
    timers_.reset();
    follower_.reset();
  }

 private:
  template <class... Ledgers>
  void FollowStream(Ledgers&... ledgers) {
    follower_.emplace(
        host_.bus(), host_.redis(), view_,
        [this, &ledgers...](const bus::Stored& stored) {
          std::optional<view::Entry> entry;
          (((entry = ledgers.ToView(stored)) || ...) || (entry = keeper_.erasures().ToView(stored)) ||
           (entry = keeper_.tallies().ToView(stored)));
          return entry;
        },
        probe_);
    forgetter_ = std::jthread([&ledgers...](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        view::Pause(stop, kForgetEvery);
        (ledgers.ForgetIdle(std::chrono::steady_clock::now()), ...);
      }
    });
  }

  template <class... Aggregates>
  void FireTimers(ledger::Ledger<Aggregates>&... ledgers) {
    timers_.emplace(
        host_.redis(), view_, host_.clock(),
        [this, &ledgers...](const view::DueTimer& timer) {
          const auto due = std::to_string(timer.due.time_since_epoch().count());
          const Context context{.now = host_.clock()(),
                                .request_id = id::Derive(timer.what + due, names::RecordSubject(timer.key))};
          if (auto fired = keeper_.Fire(timer, context)) return *fired;
          Status status;
          (void)(Tick(ledgers, timer, context, status) || ...);
          return status;
        },
        probe_);
  }

  // Whether the timer is this ledger's.
  template <class Aggregate>
  static bool Tick(ledger::Ledger<Aggregate>& ledger, const view::DueTimer& timer, const Context& context,
                   Status& status) {
    if (timer.key.aggregate != Aggregate::kAggregate) return false;
    if constexpr (requires { &Aggregate::Tick; }) {
      const auto recorded = ledger.Run(timer.key.school, timer.key.id, context,
                                       [&](const typename Aggregate::State& state, const Context& known) {
                                         return Aggregate::Tick(state, timer.what, known);
                                       });
      if (!recorded) status = tl::unexpected<Error>(recorded.error());
    }
    return true;
  }

  static constexpr std::chrono::milliseconds kForgetEvery{30'000};

  service::Host& host_;
  view::Probe probe_;
  view::ViewStore view_;
  Keeper keeper_;
  std::optional<view::Follower> follower_;
  std::optional<view::Timers> timers_;
  std::jthread forgetter_;
};

// A request's context, from the call that carries it. The request id must be a UUID.
template <class Request>
Result<Context> ContextOf(const rpc::Call& call, const Request& request) {
  if (!id::IsUuid(request.request_id())) {
    return Fail(Code::kInvalidArgument, "REQUEST_ID_MALFORMED",
                "Make a UUID for each intention of the user and keep it when trying again.", "request_id");
  }
  return Context{.now = call.now,
                 .request_id = request.request_id(),
                 .actor_id = call.caller.person_id,
                 .permissions = call.authority.permissions,
                 .traceparent = call.traceparent};
}

// Runs one request of a call on an aggregate and answers its state.
template <class Aggregate, class Request>
Result<typename Aggregate::State> Answer(ledger::Ledger<Aggregate>& ledger, const rpc::Call& call,
                                         const Request& request, const std::string& aggregate_id,
                                         const typename ledger::Ledger<Aggregate>::Decide& decide,
                                         const ledger::RunOptions& options = {}) {
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto recorded = ledger.Run(request.school(), aggregate_id, *context, decide, options);
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

template <class Aggregate>
Result<typename Aggregate::State> Read(ledger::Ledger<Aggregate>& ledger, const std::string& school,
                                       const std::string& aggregate_id) {
  auto recorded = ledger.Get(school, aggregate_id);
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return std::move(recorded->state);
}

}  // namespace watchbell
