#include "services/notification/reactions/reactions.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"
#include "watchbell/threat_intake/v1/case_action.pb.h"
#include "watchbell/threat_intake/v1/case_bullying.pb.h"
#include "watchbell/threat_intake/v1/case_suicide_risk.pb.h"
#include "watchbell/threat_intake/v1/case_support.pb.h"

namespace watchbell::notification {
namespace {

template <class Event>
std::unique_ptr<reaction::Reaction> OnClock(const Surroundings& here, const char* aggregate,
                                            const char* purpose) {
  return AnnounceOn<Event>(here,
                           {.from_service = "threat_intake", .aggregate = aggregate, .purpose = purpose});
}

}  // namespace

std::vector<std::unique_ptr<reaction::Reaction>> OnCaseClocks(const Surroundings& here) {
  namespace intake = threat_intake::v1;
  std::vector<std::unique_ptr<reaction::Reaction>> reactions;
  reactions.push_back(OnClock<intake::CaseEvent>(here, "case", "cases"));
  reactions.push_back(OnClock<intake::ThreatActionEvent>(here, "threat-action", "threat_actions"));
  reactions.push_back(OnClock<intake::SupportPlanEvent>(here, "support-plan", "support_plans"));
  reactions.push_back(OnClock<intake::BullyingCaseEvent>(here, "bullying-case", "bullying_cases"));
  reactions.push_back(OnClock<intake::SuicideRiskEvent>(here, "suicide-risk", "suicide_risks"));
  return reactions;
}

}  // namespace watchbell::notification
