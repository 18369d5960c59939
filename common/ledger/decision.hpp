// What a rule answers: an event, "already so", or a refusal. And what it may know besides the state and the
// request.
#pragma once

#include <set>
#include <string>
#include <variant>

#include "common/result/result.hpp"
#include "common/time/clock.hpp"

namespace watchbell {

// Comes in from outside, so that a rule has no clock, no randomness and no I/O.
struct Context {
  TimePoint now{};
  std::string request_id;             // a UUID
  std::string id;                     // of the aggregate; the ledger fills it in
  std::string actor_id;               // directory id; empty for a timer and for an anonymous sender
  std::set<std::string> permissions;  // what the actor may do at this school

  std::string traceparent;  // W3C; empty: a new trace

  bool May(const std::string& permission) const { return permissions.contains(permission); }
};

// The request asks for what is already the case: no new fact, the answer is the present state.
struct AlreadySo {};

template <class Event>
using Decision = std::variant<Event, AlreadySo, Error>;

inline Error Refuse(Code code, std::string reason, std::string remedy, std::string field = {}) {
  return Error{code, std::move(reason), std::move(field), std::move(remedy)};
}

}  // namespace watchbell
