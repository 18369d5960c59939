#include "services/alerting/service.hpp"

namespace watchbell::alerting {

AlertingService::AlertingService(service::Host& host, Setup setup)
    : record_(host, std::string{Incidents::kService}), parts_(host, record_, std::move(setup)) {
  record_.Follow(parts_.incidents, parts_.cap_messages, parts_.cap_advice);
  record_.FireTimers(parts_.cap_advice);
  ServeAlarms(host.server(), parts_);
  ServeCap(host.server(), parts_);
  cap_ =
      OnIncident({host.bus(), host.sealer(), host.registry(), host.clock(), parts_.cap, parts_.cap_messages});
}

AlertingService::~AlertingService() {
  cap_.reset();
  record_.Stop();
}

}  // namespace watchbell::alerting
