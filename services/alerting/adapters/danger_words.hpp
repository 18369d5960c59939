// What a danger is called in front of the police and the commander: what was said of it is sealed from us.
#pragma once

#include "watchbell/threat_intake/v1/case_parts.pb.h"

namespace watchbell::alerting {

inline const char* WordsOf(threat_intake::v1::DangerKind kind) {
  switch (kind) {
    case threat_intake::v1::DANGER_KIND_WEAPON: return "a weapon";
    case threat_intake::v1::DANGER_KIND_ATTACK_UNDER_WAY: return "an attack under way";
    case threat_intake::v1::DANGER_KIND_BOMB: return "a bomb";
    case threat_intake::v1::DANGER_KIND_PERSON_AT_RISK: return "a person at risk";
    default: return "danger to life";
  }
}

}  // namespace watchbell::alerting
