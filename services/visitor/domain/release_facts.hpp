// What is known of an adult to whom a student shall be handed, and what follows from it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "services/visitor/domain/dismissal_steps.hpp"
#include "watchbell/visitor/v1/dismissal.pb.h"
#include "watchbell/visitor/v1/visit.pb.h"

namespace watchbell::visitor {

// What was looked up for one comparison, freshly.
struct ReleaseFacts {
  v1::Visit visit;
  notification::v1::CheckReleaseResponse custody;
  std::vector<std::string> alert_ids;  // as in ReleaseCheck
  std::string stopped_before_id;       // as in ReleaseCheck
};

// Entries that name the student, of those that the adult matches now. What a person has compared at the desk
// and found to be somebody else does not count; an entry that came since does.
std::vector<std::string> AlertsNaming(const std::string& student_id, const v1::Visit& visit,
                                      const std::vector<v1::Match>& matches);
// Whether `earlier` stopped the same adult for the same student for good.
bool Stopped(const v1::Dismissal& earlier, const v1::Dismissal& now);

// Consent counts while the guardian may still give it.
bool Consented(const notification::v1::Consent& consent,
               const notification::v1::CheckReleaseResponse& custody);

// Whether the adult is authorised, not listed or barred. Nothing: there is no answer that could be relied on.
std::optional<Step> StepOf(const ReleaseFacts& facts, const notification::v1::Consent& consent);

v1::ReleaseCheck CheckOf(const ReleaseFacts& facts, Step step, const Context& context);

}  // namespace watchbell::visitor
