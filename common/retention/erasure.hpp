// The rules of erasing before the time: a written reason and two people.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/periods.hpp"
#include "common/view/projection.hpp"
#include "watchbell/common/v1/retention.pb.h"

namespace watchbell::retention {

inline constexpr std::size_t kReasonBytesMax = 2000;    // 500 characters
inline constexpr std::chrono::days kConfirmWithin{30};  // then somebody asks anew
inline constexpr char kEraseTimer[] = "erase";          // goes on until it is done

struct Erasures {
  using State = common::v1::Erasure;
  using Event = common::v1::ErasureEvent;
  static constexpr std::string_view kService = "";  // every service has its own
  static constexpr std::string_view kAggregate = "erasure";
  static void Evolve(State& erasure, const Event& event);
  // erasures:<school>, by the time of the request.
  static Indexes IndexesOf(const State& erasure);
  static Deadlines DeadlinesOf(const State& erasure);
  static Span RetentionOf(const State& erasure) { return {"asked", FromProto(erasure.requested_at())}; }
};

// What is asked for exists and may be erased; the caller has looked.
Decision<common::v1::ErasureEvent> RequestErasure(const common::v1::Erasure& erasure,
                                                  const common::v1::RequestErasureRequest& request,
                                                  const Context& context);
Decision<common::v1::ErasureEvent> ConfirmErasure(const common::v1::Erasure& erasure,
                                                  const common::v1::ConfirmErasureRequest& request,
                                                  const Context& context);
// After nothing is left.
Decision<common::v1::ErasureEvent> FinishErasure(const common::v1::Erasure& erasure, const Context& context);

}  // namespace watchbell::retention
