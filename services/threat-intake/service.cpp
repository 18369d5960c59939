#include "services/threat-intake/service.hpp"

namespace watchbell::threat_intake {

ThreatIntakeService::ThreatIntakeService(service::Host& host, std::string receipt_key)
    : record_(host, std::string{Tips::kService}), parts_(record_, std::move(receipt_key)) {
  record_.Follow(parts_.tips);
  ServeTips(host.server(), parts_);
}

}  // namespace watchbell::threat_intake
