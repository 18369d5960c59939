// Accounting for people, list by list: who is here, who is not, and since when everybody is known. Pure
// functions; domain.md 2.2 and 3.1.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/incident.pb.h"
#include "watchbell/alerting/v1/roll_call.pb.h"

namespace watchbell::alerting {

inline constexpr int kRollCallListedMax = 40;              // of one list; the rest goes on the next page
inline constexpr int kRollCallRowsMax = 48;                // with guests: a state stays within 8 kB
inline constexpr std::size_t kRollCallRoomBytesMax = 400;  // 100 characters
inline constexpr int kUnaccountedMax = 500;
inline constexpr int kConflictsMax = 100;

struct RollCalls {
  using State = v1::RollCall;
  using Event = v1::RollCallEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "roll-call";

  static void Evolve(State& roll_call, const Event& event);
  // roll-calls:<incident>, in the order in which they were opened.
  static Indexes IndexesOf(const State& roll_call);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};
std::string RollCallsOf(const std::string& incident_id);
// `of`: a class's id, "students", "staff" or "visitors".
std::string RollCallIdOf(const std::string& incident_id, const std::string& of, int page);

// Everybody UNKNOWN.
v1::RollCallRow ExpectedRow(const std::string& person_id, const std::string& given_name,
                            const std::string& family_name);
// The list in pages, each with its id; `blank` says everything but the rows.
std::vector<v1::RollCall> PagesOf(const v1::RollCall& blank, const std::string& of,
                                  const std::vector<v1::RollCallRow>& rows);

// Whether a roll call of the incident may be opened.
std::optional<Error> WhyNoRollCall(const v1::Incident& incident);
Decision<v1::RollCallEvent> OpenRollCall(const v1::RollCall& roll_call, const v1::RollCall& page);
Decision<v1::RollCallEvent> TakeRollCall(const v1::RollCall& roll_call,
                                         const v1::TakeRollCallRequest& request, const Context& context);

// Everybody but UNKNOWN and MISSING.
bool IsAccounted(v1::RollCallRow::State state);

// A person over all lists: the newest mark holds. Found in two rooms, it is a conflict.
struct Standing {
  v1::RollCallRow row;
  std::vector<std::string> roll_call_ids;
  std::vector<std::string> present_in;  // the rooms; two or more are a conflict
};
std::vector<Standing> StandingsOf(const std::vector<v1::RollCall>& roll_calls);
v1::Accountability AccountabilityOf(const std::string& incident_id,
                                    const std::vector<v1::RollCall>& roll_calls);

}  // namespace watchbell::alerting
