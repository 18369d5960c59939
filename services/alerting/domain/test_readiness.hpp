// Given, when, then, for the small aggregates of readiness.
#pragma once

#include <gtest/gtest.h>

#include "common/ledger/decision.hpp"

namespace watchbell::alerting::test {

inline constexpr char kId[] = "0198c0de-0000-7000-8000-000000000001";
inline constexpr char kOther[] = "0198c0de-0000-7000-8000-000000000002";

// 22 November 2026, 14:00 UTC, and so many seconds.
inline Context At(std::chrono::seconds later = {}) {
  using namespace std::chrono_literals;
  return {.now = TimePoint{std::chrono::sys_days{2026y / 11 / 22}} + 14h + later,
          .request_id = kId,
          .id = kId,
          .actor_id = "principal"};
}

// The state after what was decided; as it was after a refusal.
template <class Aggregate>
typename Aggregate::State After(typename Aggregate::State state,
                                const Decision<typename Aggregate::Event>& decision,
                                const Context& context = At()) {
  const auto* decided = std::get_if<typename Aggregate::Event>(&decision);
  EXPECT_TRUE(decided) << (std::holds_alternative<Error>(decision) ? std::get<Error>(decision).reason : "so");
  if (!decided) return state;
  auto event = *decided;
  *event.mutable_meta()->mutable_at() = ToProto(context.now);
  event.mutable_meta()->set_actor_id(context.actor_id);
  Aggregate::Evolve(state, event);
  return state;
}

// Of the refusal; "so" for what is already the case; empty for a new fact.
template <class Event>
std::string Reason(const Decision<Event>& decision) {
  if (std::holds_alternative<AlreadySo>(decision)) return "so";
  const auto* error = std::get_if<Error>(&decision);
  return error ? error->reason : "";
}

}  // namespace watchbell::alerting::test
