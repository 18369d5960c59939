// The emergency plan that a family keeps itself, through a link: whom it would have pick the child up. Staff
// confirm; only then custody knows of it (domain.md 1 row 33).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/ledger/decision.hpp"
#include "common/retention/span.hpp"
#include "common/view/projection.hpp"
#include "watchbell/notification/v1/custody.pb.h"
#include "watchbell/notification/v1/family_plan.pb.h"

namespace watchbell::notification {

inline constexpr int kProposalsMax = 8;
inline constexpr int kLinksMax = 8;
inline constexpr std::chrono::days kLinkLife{30};  // design: long enough for a form that comes home

struct FamilyPlans {
  using State = v1::FamilyPlan;
  using Event = v1::FamilyPlanEvent;
  static constexpr std::string_view kService = "notification";
  static constexpr std::string_view kAggregate = "family-plan";
  static void Evolve(State& plan, const Event& event);
  static Indexes IndexesOf(const State&) { return {}; }      // found by the student's id
  static Deadlines DeadlinesOf(const State&) { return {}; }  // a link's end is read when it is used
  // Goes with the student.
  static std::optional<retention::Span> RetentionOf(const State&) { return std::nullopt; }
};

std::string FamilyPlanIdOf(std::string_view student_id);

// `may_consent`: ids of the student's guardians who are not barred.
Decision<v1::FamilyPlanEvent> IssueLink(const v1::FamilyPlan& plan, const v1::IssueFamilyLinkRequest& request,
                                        const std::vector<std::string>& may_consent,
                                        const std::string& code_hash, const Context& context);
Decision<v1::FamilyPlanEvent> RevokeLink(const v1::FamilyPlan& plan, const std::string& link_id);

// The link with one of these hashes while it holds; null: none.
const v1::FamilyLink* LinkOf(const v1::FamilyPlan& plan, const std::vector<std::string>& code_hashes,
                             TimePoint now);
const v1::ProposedAdult* FindAdult(const v1::FamilyPlan& plan, const std::string& adult_id);

Decision<v1::FamilyPlanEvent> Propose(const v1::FamilyPlan& plan, const v1::ProposeAdultRequest& request,
                                      const std::string& guardian_id, const Context& context);
Decision<v1::FamilyPlanEvent> Withdraw(const v1::FamilyPlan& plan, const std::string& adult_id);
Decision<v1::FamilyPlanEvent> Decide(const v1::FamilyPlan& plan, const std::string& adult_id, bool confirm);

// What custody is told of a confirmed adult.
v1::AuthorisedAdult AlternateOf(const v1::ProposedAdult& adult);
v1::FamilyPlanView ViewOf(const v1::FamilyPlan& plan, const v1::FamilyLink& link);

}  // namespace watchbell::notification
