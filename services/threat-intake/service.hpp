// The threat-intake service: its record, and its requests served over it.
#pragma once

#include "services/threat-intake/api/api.hpp"

namespace watchbell::threat_intake {

class ThreatIntakeService {
 public:
  ThreatIntakeService(service::Host& host, std::string receipt_key);
  ~ThreatIntakeService() { record_.Stop(); }

 private:
  Record record_;
  Parts parts_;
};

}  // namespace watchbell::threat_intake
