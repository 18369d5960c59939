// Who may take a student home, and who never may. Pure functions; domain.md 2.1 and 3.1 "Reunification
// steps".
#pragma once

#include <optional>
#include <string>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/notification/domain/release_check.hpp"
#include "watchbell/notification/v1/custody.pb.h"

namespace watchbell::notification {

// So that the state stays within 8 kB (design: no source fixes how many adults a family names).
inline constexpr int kAlternatesMax = 8;
inline constexpr int kBarredMax = 8;
inline constexpr std::size_t kAdultNameBytesMax = 400;    // 100 characters
inline constexpr std::size_t kRelationBytesMax = 200;     // 50 characters
inline constexpr std::size_t kDocumentRefBytesMax = 800;  // 200 characters
inline constexpr std::size_t kLiftReasonBytesMax = 2000;  // 500 characters
inline constexpr std::size_t kPhoneBytesMax = 16;         // E.164

struct Custodies {
  using State = v1::Custody;
  using Event = v1::CustodyEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "custody";

  static void Evolve(State& custody, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }      // found by the student's id
  static Deadlines DeadlinesOf(const State&) { return {}; }  // a bar's days are read when somebody asks
  // Goes with the student.
  static std::optional<retention::Span> RetentionOf(const State&) { return std::nullopt; }
};

// The same for whoever computes it.
std::string CustodyIdOf(std::string_view student_id);

// `guardians`: those of the student, in the directory. Consent is given by one of them who is not barred on
// `day`.
Decision<v1::CustodyEvent> SetAlternates(const v1::Custody& custody, const v1::SetCustodyRequest& request,
                                         const Guardians& guardians, const std::string& day,
                                         const Context& context);
Decision<v1::CustodyEvent> AddAlternate(const v1::Custody& custody,
                                        const v1::AddAuthorisedAdultRequest& request,
                                        const Guardians& guardians, const std::string& day,
                                        const Context& context);
// `known`: the adult's entry in the directory, if the request names one.
Decision<v1::CustodyEvent> Bar(const v1::Custody& custody, const v1::BarAdultRequest& request,
                               const v1::Person* known, const Context& context);
// The first who asks gives the reason; the second, another person, lifts.
Decision<v1::CustodyEvent> LiftBar(const v1::Custody& custody, const v1::LiftBarRequest& request,
                                   const Context& context);

}  // namespace watchbell::notification
