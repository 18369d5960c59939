// What evidence and support belong to: a case of one of the paths.
#pragma once

#include <variant>

#include "services/threat-intake/domain/cases/bullying.hpp"
#include "services/threat-intake/domain/cases/case.hpp"
#include "services/threat-intake/domain/cases/suicide_risk.hpp"

namespace watchbell::threat_intake {

using Matter = std::variant<v1::Case, v1::BullyingCase, v1::SuicideRisk>;

// Nothing: work on it may go on. The field is always `case_id`.
std::optional<Error> WhyNotOpen(const Matter& matter);

}  // namespace watchbell::threat_intake
