// The end of a service's records: erased when their time is over, or when two people say so; counted before
// they go.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/ledger/ledger.hpp"
#include "common/retention/erasure.hpp"
#include "common/retention/tally.hpp"
#include "common/rpc/server.hpp"
#include "common/time/local.hpp"
#include "common/view/timers.hpp"

namespace watchbell {

// An aggregate takes part by saying `static std::optional<retention::Span> RetentionOf(const State&)`
// (nothing: its time does not run yet), and by being handed to Record::Follow. With `static
// retention::Counts CountsOf(const std::vector<Event>& history, const MonthOf& month_of)` it also says what
// reports need to know of it afterwards.
class Keeper {
 public:
  using MonthOf = std::function<std::string(TimePoint)>;  // YYYY-MM, in the district's time zone

  // `environment` outlives it.
  Keeper(const ledger::Environment& environment, const std::string& service);

  template <class Aggregate>
  void Keep(ledger::Ledger<Aggregate>& ledger) {
    if constexpr (requires(const typename Aggregate::State& state) { Aggregate::RetentionOf(state); }) {
      kinds_[std::string{Aggregate::kAggregate}] = {
          [&ledger](const names::Key& key) -> Status {
            if (const auto found = ledger.Get(key.school, key.id); !found)
              return tl::unexpected<Error>(found.error());
            return {};
          },
          [this, &ledger](const names::Key& key, const Context& context, bool only_when_due) {
            return Erase(ledger, key, context, only_when_due);
          },
          [&ledger](const names::Key& key) { return ledger.Sweep(key); },
          [&ledger](const names::Key& key) { return ledger.Bury(key); }};
    }
  }
  void CountMonthsIn(const TimeZone& zone);
  // What else belongs to an aggregate and goes with it, before it: files, copies. May be repeated.
  void AlsoErase(std::function<Status(const names::Key&)> also) { also_.push_back(std::move(also)); }

  // Nothing: it is no timer of retention.
  std::optional<Status> Fire(const view::DueTimer& timer, const Context& context);

  // Serves RequestErasure, ConfirmErasure, GetErasure and ListErasures.
  void Serve(rpc::Server& server, const std::string& grpc_service);

  ledger::Ledger<retention::Erasures>& erasures() { return erasures_; }
  ledger::Ledger<retention::Tallies>& tallies() { return tallies_; }
  const MonthOf& month_of() const { return month_of_; }

 private:
  struct Kind {
    std::function<Status(const names::Key&)> exists;
    std::function<Status(const names::Key&, const Context&, bool only_when_due)> erase;
    std::function<Status(const names::Key&)> sweep;
    std::function<Status(const names::Key&)> bury;
  };

  template <class Aggregate>
  Status Erase(ledger::Ledger<Aggregate>& ledger, const names::Key& key, const Context& context,
               bool only_when_due) {
    const auto found = ledger.Get(key.school, key.id);
    if (!found && found.error().code != Code::kNotFound) return tl::unexpected<Error>(found.error());
    if (found) {
      if (only_when_due) {  // a hold or a longer period may have come since the timer was set
        const auto end = ledger.EndOf(key, found->state);
        if (!end || *end > context.now) return {};
      }
      if (auto counted = Count(ledger, key, found->state, context); !counted) return counted;
      for (const auto& also : also_) {
        if (auto erased = also(key); !erased) return erased;
      }
    }
    return ledger.Erase(key.school, key.id, context);
  }

  template <class Aggregate>
  Status Count(ledger::Ledger<Aggregate>& ledger, const names::Key& key,
               const typename Aggregate::State& state, const Context& context) {
    if constexpr (requires { &Aggregate::CountsOf; }) {
      const auto history = ledger.History(key.school, key.id);
      if (!history) return tl::unexpected<Error>(history.error());
      return Count(key, Aggregate::CountsOf(*history, month_of_), context);
    }
    const std::optional<retention::Span> span = Aggregate::RetentionOf(state);
    return Count(key, {month_of_(span ? span->since : context.now), {}}, context);
  }
  Status Count(const names::Key& key, const retention::Counts& counts, const Context& context);
  // The other half of ConfirmErasure.
  Status Finish(const names::Key& erasure, const Context& context);
  Result<common::v1::Erasure> Request(const rpc::Call& call,
                                      const common::v1::RequestErasureRequest& request);
  Result<common::v1::Erasure> Confirm(const rpc::Call& call,
                                      const common::v1::ConfirmErasureRequest& request);

  const ledger::Environment environment_;
  const std::string service_;
  ledger::Ledger<retention::Erasures> erasures_;
  ledger::Ledger<retention::Tallies> tallies_;
  std::map<std::string, Kind, std::less<>> kinds_;  // by aggregate
  std::vector<std::function<Status(const names::Key&)>> also_;
  MonthOf month_of_;
};

}  // namespace watchbell
