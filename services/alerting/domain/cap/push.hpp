// One document on its way to one partner: when it is tried, and when it is given up. Pure functions.
#pragma once

#include <array>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/alerting/v1/cap.pb.h"
#include "watchbell/alerting/v1/cap_partner_service.pb.h"

namespace watchbell::alerting::cap {

// Between one attempt and the next: soon at first, for an alarm is over within the hour; design. After the
// last one it is given up and somebody is told.
inline constexpr std::array<std::chrono::seconds, 8> kPushPauses{
    std::chrono::seconds{2},    std::chrono::seconds{5},   std::chrono::seconds{15},
    std::chrono::seconds{60},   std::chrono::seconds{300}, std::chrono::seconds{900},
    std::chrono::seconds{3600}, std::chrono::seconds{7200}};
inline constexpr int kPushAttemptsMax = static_cast<int>(kPushPauses.size()) + 1;

struct CapPushes {
  using State = v1::CapPush;
  using Event = v1::CapPushEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "cap-push";

  static void Evolve(State& push, const Event& event);
  // cap-pushes:partner:<id> and cap-pushes:message:<id>, by when they were queued; cap-pushes:dead by when
  // they died.
  static Indexes IndexesOf(const State& push);
  // "retry", after a pause.
  static Deadlines DeadlinesOf(const State& push);
  static Decision<Event> Tick(const State& push, const std::string& what, const Context& context);
  static std::optional<retention::Span> RetentionOf(const State& push);
};

// What came of one attempt.
struct PushOutcome {
  bool delivered = false;
  bool final = false;  // trying again is of no use
  int http_status = 0;
  std::string reason{};
};

std::string PushIdOf(const std::string& partner_id, const std::string& message_id);

Decision<v1::CapPushEvent> QueuePush(const v1::CapPush& state, const v1::CapPartner& partner,
                                     const v1::CapMessage& message);
// Whether the event says that it is to be tried now; `state` is the newest.
bool IsToBeTried(const v1::CapPushEvent& event, const v1::CapPush& state);
// `attempt`: which of them it was, from 1; one that is on the record changes nothing.
Decision<v1::CapPushEvent> RecordPush(const v1::CapPush& state, int attempt, const PushOutcome& outcome);
Decision<v1::CapPushEvent> AskAgain(const v1::CapPush& state, const v1::RetryCapPushRequest& request,
                                    const Context& context);

}  // namespace watchbell::alerting::cap
