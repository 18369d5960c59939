// The rules of a request for a student's records: what the desk may release, when the family is heard, what
// counsel alone decides. Pure functions; domain.md 3.7. Which rule answers a request stands in records_rules.
#pragma once

#include <chrono>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/visitor/domain/records/records_rules.hpp"
#include "watchbell/visitor/v1/records_service.pb.h"

namespace watchbell::visitor {

inline constexpr std::chrono::days kInspectWithin{45};    // 34 CFR 99.10(b)
inline constexpr std::chrono::days kObjectionWindow{10};  // domain.md 3.7, unless configured otherwise
inline constexpr int kDisclosuresMax = 10;
inline constexpr int kRecipientsMax = 8;

struct RecordsRequests {
  using State = v1::RecordsRequest;
  using Event = v1::RecordsRequestEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "records-request";

  static void Evolve(State& request, const Event& event);
  // records_open:<school> while somebody must act; ledger:<student>, always.
  static Indexes IndexesOf(const State& request);
  // "due": the window for objections, or the time to let somebody inspect, has ended.
  static Deadlines DeadlinesOf(const State& request);
  static Decision<Event> Tick(const State& request, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& request) {
    const auto state = request.state();
    if (state != v1::RecordsRequest::STATE_RELEASED && state != v1::RecordsRequest::STATE_REFUSED)
      return std::nullopt;
    return retention::Span{"decided", FromProto(request.received_at())};
  }
};

using RecordsDecision = Decision<v1::RecordsRequestEvent>;

// Where a request is recorded: what is under secrecy by counsel alone, and nothing else by counsel alone.
enum class Desk { kRecords, kCounsel };

RecordsDecision RecordRequest(const v1::RecordsRequest& request, const v1::RecordRequestRequest& asked,
                              std::chrono::year_month_day today, Desk desk, const Context& context);
// The same was asked again: one row, one attempt more.
RecordsDecision AskAgain(const v1::RecordsRequest& request, const Context& context);
RecordsDecision TellFamily(const v1::RecordsRequest& request, const v1::TellFamilyRequest& told,
                           std::chrono::seconds objection_window, const Context& context);
RecordsDecision RecordObjection(const v1::RecordsRequest& request,
                                const v1::RecordObjectionRequest& objection, const Context& context);
RecordsDecision DecideRequest(const v1::RecordsRequest& request, const v1::DecideRequestRequest& decided,
                              const Context& context);
RecordsDecision Release(const v1::RecordsRequest& request, const v1::ReleaseRequest& release,
                        const std::string& redisclosure_notice_id, const Context& context);
RecordsDecision EndEmergency(const v1::RecordsRequest& request, const v1::EndEmergencyRequest& ended,
                             const Context& context);

}  // namespace watchbell::visitor
