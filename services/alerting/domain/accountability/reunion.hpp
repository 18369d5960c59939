// A student's way home from a reunification: the steps, and to whom nobody can release. Pure functions;
// domain.md 3.1 "Reunification steps".
#pragma once

#include <optional>
#include <string>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/alerting/domain/accountability/reunion_steps.hpp"
#include "watchbell/alerting/v1/reunification_service.pb.h"

namespace watchbell::alerting {

inline constexpr int kStoppedMax = 8;
inline constexpr std::size_t kReunionNameBytesMax = 400;  // 100 characters
inline constexpr std::size_t kReunionNoteBytesMax = 800;  // 200 characters
inline constexpr std::size_t kReunionInitialsMin = 2;
inline constexpr std::size_t kReunionInitialsMax = 4;

struct Reunions {
  using State = v1::Reunion;
  using Event = v1::ReunionEvent;
  static constexpr std::string_view kService = "alerting";
  static constexpr std::string_view kAggregate = "reunion";

  static void Evolve(State& reunion, const Event& event);
  // reunions:<reunification>, in the order in which the rows were made.
  static Indexes IndexesOf(const State& reunion);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& state);
};
std::string ReunionsOf(const std::string& reunification_id);
std::string ReunionIdOf(const std::string& reunification_id, const std::string& student_id);

// RELEASED, WITH_EMS, WITH_POLICE, ABSENT_VERIFIED.
bool IsResolved(v1::Reunion::State state);
// Whether the student is never released to this adult here. Names count folded and in either order; a birth
// date that is not known on one side does not set two adults apart.
bool IsStopped(const v1::Reunion& reunion, const v1::ReunionAdult& adult);

Decision<v1::ReunionEvent> Expect(const v1::Reunion& reunion, const v1::Reunion& expected);
// `verdict`: what the record of custody said just now.
Decision<v1::ReunionEvent> PresentCard(const v1::Reunion& reunion, const v1::PresentCardRequest& request,
                                       v1::ReunionVerdict verdict, const Context& context);
Decision<v1::ReunionEvent> SendForStudent(const v1::Reunion& reunion,
                                          const v1::SendForStudentRequest& request, const Context& context);
Decision<v1::ReunionEvent> RecordAnswer(const v1::Reunion& reunion,
                                        const v1::RecordReunionAnswerRequest& request,
                                        const Context& context);
// Releases; or, when something came in between, answers with the hold.
Decision<v1::ReunionEvent> ReleaseToAdult(const v1::Reunion& reunion,
                                          const v1::ReleaseToAdultRequest& request,
                                          v1::ReunionVerdict verdict, const Context& context);
Decision<v1::ReunionEvent> RecordOutcome(const v1::Reunion& reunion, const v1::RecordOutcomeRequest& request,
                                         const Context& context);

}  // namespace watchbell::alerting
