// The monthly test of addresses: its plan, and when it runs. It has no text of its own: what people read is
// one fixed wording that no alarm uses. Pure.
#pragma once

#include "common/ledger/decision.hpp"
#include "common/time/local.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/contact_test.pb.h"

namespace watchbell::notification {

inline constexpr int kTestDayMax = 28;  // so that every month has it
inline constexpr std::chrono::hours kBetweenTests{24};
// At the school, when people are awake.
inline constexpr std::chrono::minutes kTestTimeOfDay = std::chrono::hours{10};

struct ContactTests {
  using State = v1::ContactTest;
  using Event = v1::ContactTestEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "contact-test";
  static void Evolve(State& test, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }
  // "start".
  static Deadlines DeadlinesOf(const State& test);
  static Decision<Event> Tick(const State& test, const std::string& what, const Context& context);
};

std::string ContactTestIdOf(const std::string& school);

// The next day of month at the school's time, after `now`.
TimePoint FirstRun(int day_of_month, TimePoint now, const TimeZone& zone);

Decision<v1::ContactTestEvent> Plan(const v1::ContactTest& test, const v1::PlanContactTestsRequest& request,
                                    const TimeZone& zone, const Context& context);
Decision<v1::ContactTestEvent> Start(const v1::ContactTest& test, const v1::StartContactTestRequest& request,
                                     const Context& context);

}  // namespace watchbell::notification
