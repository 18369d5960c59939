#include "services/alerting/reactions/cap_publishing.hpp"
#include "watchbell/threat_intake/v1/case.pb.h"

namespace watchbell::alerting {

std::unique_ptr<reaction::Reaction> OnCase(const CapPublishing& here) {
  return PublishOn<threat_intake::v1::CaseEvent>(
      here, {.from_service = "threat_intake", .aggregate = "case", .purpose = "cap_cases"});
}

}  // namespace watchbell::alerting
