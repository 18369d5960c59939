// The plan of a student who changes school: offered, and accepted by the receiving team. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/case_transfer.pb.h"

namespace watchbell::threat_intake {

inline constexpr int kTransferAnsweredSchoolDays = 2;
inline constexpr std::size_t kTransferSummaryMax = 600;

struct PlanTransfers {
  using State = v1::PlanTransfer;
  using Event = v1::PlanTransferEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "plan-transfer";

  static void Evolve(State& state, const Event& event);
  // transfers:<school> and transfers_from:<school>, by offer.
  static Indexes IndexesOf(const State& state);
  // "due"
  static Deadlines DeadlinesOf(const State& state);
  static Decision<Event> Tick(const State& state, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state) {
    if (!state.has_answered_at()) return std::nullopt;
    return retention::Span{"answered", FromProto(state.answered_at())};
  }
};

using TransferDecision = Decision<v1::PlanTransferEvent>;

// `plan`: of that case, empty where it has none.
TransferDecision OfferTransfer(const v1::PlanTransfer& transfer, const v1::OfferTransferRequest& request,
                               const v1::Case& of, const v1::SafetyPlan& plan, const CaseContext& context);
// `new_case_id`: of the case that goes on at this school.
TransferDecision AcceptTransfer(const v1::PlanTransfer& transfer, const std::string& new_case_id);
TransferDecision DeclineTransfer(const v1::PlanTransfer& transfer, const v1::DeclineTransferRequest& request,
                                 const CaseContext& context);
TransferDecision WithdrawTransfer(const v1::PlanTransfer& transfer,
                                  const v1::WithdrawTransferRequest& request, const CaseContext& context);
// The case at the receiving school, with the plan in force.
Decision<v1::CaseEvent> ReceiveCase(const v1::Case& assessment, const v1::PlanTransfer& transfer,
                                    const CaseContext& context);

}  // namespace watchbell::threat_intake
