#include "common/record/keeper.hpp"

#include "common/record/routes.hpp"
#include "common/telemetry/log.hpp"

namespace watchbell {
namespace {

constexpr std::size_t kMonthLength = 7;  // YYYY-MM

tl::unexpected<Error> OnHold(const char* field) {
  return Fail(Code::kFailedPrecondition, "LEGAL_HOLD", "It must be kept; ask counsel to lift the hold.",
              field);
}

}  // namespace

Keeper::Keeper(const ledger::Environment& environment, const std::string& service)
    : environment_(environment),
      service_(service),
      erasures_(environment, service),
      tallies_(environment, service),
      month_of_([](TimePoint at) { return ToRfc3339(at).substr(0, kMonthLength); }) {
  Keep(erasures_);
}

void Keeper::CountMonthsIn(const TimeZone& zone) {
  month_of_ = [zone](TimePoint at) { return IsoDate(zone.DateOf(at)).substr(0, kMonthLength); };
}

Status Keeper::Count(const names::Key& key, const retention::Counts& counts, const Context& context) {
  Context one = context;
  // Not the timer's own: the tally remembers by the aggregate, however often and for whatever reason it is
  // counted.
  one.request_id = id::Derive("count", names::RecordSubject(key));
  const auto counted = tallies_.Run(key.school, retention::TallyId(key.aggregate, counts.month), one,
                                    [&](const common::v1::Tally& tally, const Context& known) {
                                      return retention::CountErased(tally, key, counts, known);
                                    });
  if (!counted) return tl::unexpected<Error>(counted.error());
  return {};
}

std::optional<Status> Keeper::Fire(const view::DueTimer& timer, const Context& context) {
  if (timer.key.aggregate == retention::Erasures::kAggregate && timer.what == retention::kEraseTimer)
    return Finish(timer.key, context);
  const auto kind = kinds_.find(timer.key.aggregate);
  if (kind == kinds_.end()) return std::nullopt;
  if (timer.what == ledger::kPurgeTimer) return kind->second.erase(timer.key, context, true);
  if (timer.what == ledger::kSweepTimer) return kind->second.sweep(timer.key);
  if (timer.what == ledger::kBuryTimer) return kind->second.bury(timer.key);
  return std::nullopt;
}

Status Keeper::Finish(const names::Key& erasure, const Context& context) {
  const auto asked = erasures_.Get(erasure.school, erasure.id);
  if (!asked) {
    if (asked.error().code == Code::kNotFound) return {};
    return tl::unexpected<Error>(asked.error());
  }
  if (asked->state.state() != common::v1::Erasure::STATE_CONFIRMED) return {};
  const auto kind = kinds_.find(asked->state.aggregate());
  if (kind == kinds_.end())
    return Fail(Code::kInternal, "AGGREGATE_UNKNOWN", "Another version asked for it.");
  if (environment_.periods && environment_.periods->Held(asked->state.aggregate_id()))
    return OnHold("erasure_id");
  const names::Key target{service_, asked->state.aggregate(), erasure.school, asked->state.aggregate_id()};
  if (auto erased = kind->second.erase(target, context, false); !erased) return erased;
  Context done = context;
  done.request_id = id::Derive("done", names::RecordSubject(erasure));
  const auto finished = erasures_.Run(erasure.school, erasure.id, done, retention::FinishErasure);
  if (!finished) return tl::unexpected<Error>(finished.error());
  return {};
}

Result<common::v1::Erasure> Keeper::Request(const rpc::Call& call,
                                            const common::v1::RequestErasureRequest& request) {
  const auto kind = kinds_.find(request.aggregate());
  if (kind == kinds_.end() || kind->first == retention::Erasures::kAggregate) {
    return Fail(Code::kInvalidArgument, "AGGREGATE_UNKNOWN", "Name what shall be erased, like \"visit\".",
                "aggregate");
  }
  if (environment_.periods && environment_.periods->Held(request.aggregate_id()))
    return OnHold("aggregate_id");
  const auto exists =
      kind->second.exists({service_, request.aggregate(), request.school(), request.aggregate_id()});
  // Not for a request that is repeated after it was done.
  if (!exists && exists.error().reason != "ERASED") return tl::unexpected<Error>(exists.error());
  return Answer(
      erasures_, call, request, request.request_id(),
      [&](const common::v1::Erasure& erasure, const Context& context) -> Decision<common::v1::ErasureEvent> {
        if (erasure.id().empty() && !exists) return exists.error();
        return retention::RequestErasure(erasure, request, context);
      });
}

Result<common::v1::Erasure> Keeper::Confirm(const rpc::Call& call,
                                            const common::v1::ConfirmErasureRequest& request) {
  auto confirmed = Answer(erasures_, call, request, request.erasure_id(),
                          [&](const common::v1::Erasure& erasure, const Context& context) {
                            return retention::ConfirmErasure(erasure, request, context);
                          });
  if (!confirmed) return confirmed;
  const Context context{.now = call.now,
                        .request_id = id::Derive("erase", request.request_id()),
                        .actor_id = call.caller.person_id,
                        .traceparent = call.traceparent};
  const auto finished = Finish(erasures_.KeyOf(request.school(), request.erasure_id()), context);
  if (!finished) {
    log::Warn("erasure_unfinished", {{"erasure", request.erasure_id()}, {"why", finished.error().reason}});
    return confirmed;
  }
  return Read(erasures_, request.school(), request.erasure_id());
}

void Keeper::Serve(rpc::Server& server, const std::string& grpc_service) {
  server.Unary(grpc_service + ".RequestErasure",
               [this](const rpc::Call& call, const common::v1::RequestErasureRequest& request) {
                 return Request(call, request);
               });
  server.Unary(grpc_service + ".ConfirmErasure",
               [this](const rpc::Call& call, const common::v1::ConfirmErasureRequest& request) {
                 return Confirm(call, request);
               });
  Routes<retention::Erasures> routes(server, erasures_, grpc_service);
  routes.Get("GetErasure", &common::v1::GetErasureRequest::erasure_id);
  routes.List<common::v1::ListErasuresRequest>(
      "ListErasures", &common::v1::ListErasuresResponse::add_erasures,
      [](const auto& request) { return "erasures:" + request.school(); }, true);
}

}  // namespace watchbell
