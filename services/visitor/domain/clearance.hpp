// The rules of a background check: appointed, decided, expired, withdrawn. Pure functions; domain.md section
// 1, row 37.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/time/local.hpp"
#include "common/view/projection.hpp"
#include "watchbell/visitor/v1/clearance.pb.h"

namespace watchbell::visitor {

inline constexpr std::size_t kAppointmentRefBytesMax = 64;
inline constexpr std::chrono::days kClearanceMax{5 * 366};  // longer than any state renews

struct Clearances {
  using State = v1::Clearance;
  using Event = v1::ClearanceEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "clearance";

  static void Evolve(State& clearance, const Event& event);
  // clearances:<school>: all but the withdrawn, by their end; a cleared one also under clearance:<school> by
  // person, which is blind.
  static Indexes IndexesOf(const State& clearance);
  // "lapse" at lapses_at, while cleared.
  static Deadlines DeadlinesOf(const State& clearance);
  static Decision<Event> Tick(const State& clearance, std::string_view what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& state);
};

// What stands for a person in the index, however the name is written.
std::string PersonWord(const std::string& given_name, const std::string& family_name,
                       const std::string& date_of_birth);

// Whether it opens the door at that moment.
bool IsValid(const v1::Clearance& clearance, TimePoint now);

// `today`: the date at the school.
Decision<v1::ClearanceEvent> RequestClearance(const v1::Clearance& clearance,
                                              const v1::RequestClearanceRequest& request,
                                              std::chrono::year_month_day today, const Context& context);
// `lapses_at`: when the day of request.expires_on is over; nothing where that is no day.
Decision<v1::ClearanceEvent> DecideClearance(const v1::Clearance& clearance,
                                             const v1::DecideClearanceRequest& request,
                                             std::optional<TimePoint> lapses_at, const Context& context);
Decision<v1::ClearanceEvent> WithdrawClearance(const v1::Clearance& clearance,
                                               const v1::WithdrawClearanceRequest& request,
                                               const Context& context);

}  // namespace watchbell::visitor
