// The alerting service: its record, its requests served over it, and what follows from its own events. Its
// rule of failure: an alarm fails open, a release fails closed.
#pragma once

#include "services/alerting/api/accountability.hpp"
#include "services/alerting/api/api.hpp"
#include "services/alerting/reactions/cap_publishing.hpp"
#include "services/alerting/reactions/on_dispatch.hpp"
#include "services/alerting/reactions/on_drill_spans.hpp"
#include "services/alerting/reactions/on_emergency_snapshot.hpp"
#include "services/alerting/reactions/on_own_advice.hpp"
#include "services/alerting/reactions/on_text_answer.hpp"
#include "services/alerting/reactions/on_threat.hpp"

namespace watchbell::alerting {

class AlertingService {
 public:
  AlertingService(service::Host& host, Setup setup);
  ~AlertingService();

 private:
  Record record_;
  Parts parts_;
  AccountParts account_;
  std::vector<std::unique_ptr<reaction::Reaction>> reactions_;
};

}  // namespace watchbell::alerting
