// What a vague tip leaves open: asked of its sender at once, in the words of the form (domain.md 3.8 A15). A
// pure rule.
#pragma once

#include <vector>

#include "watchbell/threat_intake/v1/tip.pb.h"

namespace watchbell::threat_intake {

// In the order in which they are asked; empty: it says enough.
std::vector<v1::Question> FollowUpQuestions(const v1::Tip& draft);

}  // namespace watchbell::threat_intake
