// Evidence and its chain of custody. It belongs to an open case or is not kept. Pure functions.
#pragma once

#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "services/threat-intake/domain/cases/matter.hpp"
#include "watchbell/threat_intake/v1/case_evidence.pb.h"

namespace watchbell::threat_intake {

inline constexpr std::size_t kLinkMax = 500;
inline constexpr std::size_t kCustodyToMax = 80;
inline constexpr std::size_t kCustodyReasonMax = 100;
// Of the chain: views by more people than a team has members, and as many hand-overs.
inline constexpr int kCustodyMax = 40;

struct EvidencePieces {
  using State = v1::Evidence;
  using Event = v1::EvidenceEvent;
  static constexpr std::string_view kService = "threat_intake";
  static constexpr std::string_view kAggregate = "evidence";

  static void Evolve(State& evidence, const Event& event);
  // evidence:<case>, by when it was received.
  static Indexes IndexesOf(const State& evidence);
  static Deadlines DeadlinesOf(const State&) { return {}; }
  static std::optional<retention::Span> RetentionOf(const State& evidence) {
    return retention::Span{"received", FromProto(evidence.received_at())};
  }
};

using EvidenceDecision = Decision<v1::EvidenceEvent>;

// Nothing: it may be kept. Asked before the file is stored.
std::optional<Error> WhyNotKept(const v1::AddEvidenceRequest& request, const Matter& of);
// `file`: as it is kept; `received_sha256`: of what was handed in.
EvidenceDecision AddEvidence(const v1::Evidence& evidence, const v1::AddEvidenceRequest& request,
                             const common::v1::Attachment& file, const std::string& received_sha256,
                             const Matter& of, const CaseContext& context);
EvidenceDecision ViewEvidence(const v1::Evidence& evidence, const v1::ViewEvidenceRequest& request,
                              const CaseContext& context);
EvidenceDecision HandOverEvidence(const v1::Evidence& evidence, const v1::HandOverEvidenceRequest& request,
                                  const CaseContext& context);

}  // namespace watchbell::threat_intake
