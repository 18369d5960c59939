// Interviews of a case. What was said is added to and never changed. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/case_context.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/case_interview.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::size_t kInterviewWordsMax = 4000;
inline constexpr std::size_t kObservationsMax = 1000;
inline constexpr int kAdditionsMax = 4;

struct Interviews {
  using State = v1::Interview;
  using Event = v1::InterviewEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "interview";

  static void Evolve(State& interview, const Event& event);
  // interviews:<case>, by when they were held.
  static Indexes IndexesOf(const State& interview);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& interview) {
    return retention::Span{"held", FromProto(interview.held_at())};
  }
};

Decision<v1::InterviewEvent> RecordInterview(const v1::Interview& interview,
                                             const v1::RecordInterviewRequest& request, const v1::Case& of,
                                             const CaseContext& context);
Decision<v1::InterviewEvent> AddToInterview(const v1::Interview& interview,
                                            const v1::AddToInterviewRequest& request,
                                            const CaseContext& context);

}  // namespace watchbell::threat_intake
