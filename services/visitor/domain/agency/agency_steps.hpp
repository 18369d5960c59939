// What may follow what at an agency visit, who may do it and what it needs: the table of domain.md 3.6.
#pragma once

#include <google/protobuf/message.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/ledger/decision.hpp"
#include "watchbell/visitor/v1/agency_visit.pb.h"

namespace watchbell::visitor {

struct AgencyTransition {
  v1::AgencyVisit::State from;
  v1::AgencyStep step;
  v1::AgencyVisit::State to;
};
std::span<const AgencyTransition> AgencyTransitions();

struct AgencyStepRule {
  v1::AgencyStep step;
  // Empty: a timer's.
  const char* permission;
  // Paths of the request's fields that must be filled in; of a repeated one every element.
  std::vector<std::string> needs;
  // May be taken again and again, so it ends when the record of the visit is full; a step without it never
  // does.
  bool optional = false;
};
const AgencyStepRule& RuleOf(v1::AgencyStep step);

// Nothing: that state does not have the step.
std::optional<v1::AgencyVisit::State> AgencyStateAfter(v1::AgencyVisit::State from, v1::AgencyStep step);

// Nothing: the step may be taken now, by this actor, with this request.
std::optional<Error> WhyNot(const v1::AgencyVisit& visit, v1::AgencyStep step,
                            const google::protobuf::Message& request, const Context& context);

// What somebody with these permissions may do now.
std::vector<v1::AgencyStep> OfferedSteps(const v1::AgencyVisit& visit,
                                         const std::set<std::string>& permissions);
// The one that is offered first, if it is offered at all: to refuse, unless a document looks judicial. Never
// to authorise.
v1::AgencyStep SuggestedStep(const v1::AgencyVisit& visit, const std::vector<v1::AgencyStep>& offered);

}  // namespace watchbell::visitor
