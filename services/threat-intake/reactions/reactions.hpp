// What the service does when something happens in it. One file for each event.
#pragma once

#include "common/reaction/reaction.hpp"
#include "services/threat-intake/api/triage.hpp"

namespace watchbell::threat_intake {

// A tip came: it finds its cluster. One after the other, also over several replicas: each waits for the tip
// before it.
std::unique_ptr<reaction::Reaction> OnTip(service::Host& host, TriageParts& parts);
// A voice is in a cluster that has been answered: it gets the answer too.
std::unique_ptr<reaction::Reaction> OnVoice(service::Host& host, TriageParts& parts);
// A cluster was answered: every voice of it gets the answer.
std::unique_ptr<reaction::Reaction> OnClusterAnswer(service::Host& host, TriageParts& parts);

}  // namespace watchbell::threat_intake
