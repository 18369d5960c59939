// The district's own request at somebody else's records window (domain.md section 1, row 36): its reference,
// kept until the answer came.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/records_request.pb.h"
#include "watchbell/visitor/v1/records_service.pb.h"

namespace watchbell::visitor {

struct OutsideRequests {
  using State = v1::OutsideRequest;
  using Event = v1::OutsideRequestEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "outside-request";
  static void Evolve(State& request, const Event& event);
  // outside:<school> until it is closed.
  static Indexes IndexesOf(const State& request);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& request) {
    if (!request.has_closed_at()) return std::nullopt;
    return retention::Span{"closed", FromProto(request.closed_at())};
  }
};

Decision<v1::OutsideRequestEvent> OpenOutsideRequest(const v1::OutsideRequest& request,
                                                     const v1::OpenOutsideRequestRequest& opened,
                                                     const Context& context);
Decision<v1::OutsideRequestEvent> CloseOutsideRequest(const v1::OutsideRequest& request,
                                                      const v1::CloseOutsideRequestRequest& closed,
                                                      const Context& context);

}  // namespace watchbell::visitor
