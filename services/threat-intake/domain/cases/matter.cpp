#include "services/threat-intake/domain/cases/matter.hpp"

namespace watchbell::threat_intake {

std::optional<Error> WhyNotOpen(const Matter& matter) {
  auto refused = std::visit([](const auto& one) { return WhyNotOpen(one); }, matter);
  if (refused) refused->field = "case_id";
  return refused;
}

}  // namespace watchbell::threat_intake
