// Handing a student to an adult at the front desk: the steps, and what may follow what. Pure functions;
// domain.md 2.1 and 3.1 "Reunification steps".
#pragma once

#include <string>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/visitor/domain/release_facts.hpp"

namespace watchbell::visitor {

inline constexpr std::size_t kDismissalReasonBytesMax = 800;    // 200 characters
inline constexpr std::size_t kDismissalRefusalBytesMax = 2000;  // 500 characters
inline constexpr std::size_t kInitialsMin = 2;
inline constexpr std::size_t kInitialsMax = 4;

struct Dismissals {
  using State = v1::Dismissal;
  using Event = v1::DismissalEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "dismissal";

  static void Evolve(State& dismissal, const Event& event);
  // dismissals:<school>:<day>, by when it was asked for.
  static Indexes IndexesOf(const State& dismissal);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};
std::string DismissalsOfDay(const std::string& school, const std::string& day);

Decision<v1::DismissalEvent> RequestDismissal(const v1::Dismissal& dismissal,
                                              const v1::RequestDismissalRequest& request,
                                              const v1::Visit& visit, const std::string& day,
                                              const Context& context);
Decision<v1::DismissalEvent> CheckAdult(const v1::Dismissal& dismissal, const v1::CheckAdultRequest& request,
                                        const ReleaseFacts& facts, const Context& context);
Decision<v1::DismissalEvent> ApproveUnlisted(const v1::Dismissal& dismissal,
                                             const v1::ApproveUnlistedAdultRequest& request,
                                             const ReleaseFacts& facts, const Context& context);
Decision<v1::DismissalEvent> RecordChildAnswer(const v1::Dismissal& dismissal,
                                               const v1::RecordChildAnswerRequest& request,
                                               const Context& context);
// Releases; or, when something came in between, answers with the comparison that holds.
Decision<v1::DismissalEvent> ReleaseStudent(const v1::Dismissal& dismissal,
                                            const v1::ReleaseStudentRequest& request,
                                            const ReleaseFacts& facts, const Context& context);
Decision<v1::DismissalEvent> RefuseDismissal(const v1::Dismissal& dismissal,
                                             const v1::RefuseDismissalRequest& request,
                                             const Context& context);

}  // namespace watchbell::visitor
