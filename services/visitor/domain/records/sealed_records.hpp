// A request under secrecy: the rules of records_request in an aggregate that nobody but counsel meets;
// domain.md 3.7 F5x.
#pragma once

#include "services/visitor/domain/records/records_request.hpp"

namespace watchbell::visitor {

struct SealedRecordsRequests {
  using State = v1::SealedRecordsRequest;
  using Event = v1::SealedRecordsRequestEvent;
  static constexpr std::string_view kService = "visitor";
  static constexpr std::string_view kAggregate = "sealed-records-request";
  static constexpr std::string_view kIndex = "sealed_records";

  static void Evolve(State& sealed, const Event& event);
  // sealed_records
  static Indexes IndexesOf(const State& sealed);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& sealed) {
    return RecordsRequests::RetentionOf(sealed.request());
  }
};

// What a rule of the open aggregate decided on the request inside, as an event of the sealed one.
Decision<v1::SealedRecordsRequestEvent> Sealed(RecordsDecision decision);

}  // namespace watchbell::visitor
