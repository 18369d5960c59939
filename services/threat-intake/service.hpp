// The threat-intake service: its record, and its requests served over it.
#pragma once

#include "services/threat-intake/api/api.hpp"
#include "services/threat-intake/api/cases.hpp"
#include "services/threat-intake/reactions/reactions.hpp"

namespace watchbell::threat_intake {

class ThreatIntakeService {
 public:
  ThreatIntakeService(service::Host& host, Setup setup, CaseSetup case_setup);
  ~ThreatIntakeService() {
    reactions_.clear();
    record_.Stop();
  }

 private:
  Record record_;
  Parts parts_;
  TriageParts triage_;
  CaseParts cases_;
  std::vector<std::unique_ptr<reaction::Reaction>> reactions_;
};

}  // namespace watchbell::threat_intake
