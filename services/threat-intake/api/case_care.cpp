// What is done for people beside the assessment: actions at the school, plans, support, referrals, bullying,
// suicide risk, and the way of a plan to the next school.
#include "services/threat-intake/api/case_routes.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr char kPackage[] = "watchbell.threat_intake.v1.";

// The second step of a request that changes two aggregates: repeated, it has one effect.
Context NextStep(const rpc::Call& call, const std::string& purpose, const std::string& request_id) {
  return {.now = call.now,
          .request_id = id::Derive(purpose, request_id),
          .actor_id = call.caller.person_id,
          .traceparent = call.traceparent};
}

template <class Decide>
Status ChangeCase(CaseParts& parts, const std::string& school, const std::string& id, const Context& context,
                  Decide decide) {
  const auto changed = parts.cases.Run(
      school, id, context,
      [&](const v1::Case& assessment, const Context& known) { return decide(assessment, known); });
  if (!changed) return tl::unexpected<Error>(changed.error());
  return {};
}

// A draft changes the plan that it names, or begins one.
std::string PlanIdOf(const v1::DraftSafetyPlanRequest& request) {
  return request.plan_id().empty() ? request.request_id() : request.plan_id();
}

// In force, the plan is what the case's table asks for.
Result<v1::SafetyPlan> Agree(CaseParts& parts, const rpc::Call& call,
                             const v1::AgreeToSafetyPlanRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  const auto& hours = parts.district.CalendarOf(request.school());
  auto plan = Answer(parts.safety_plans, call, request, request.plan_id(),
                     [&](const v1::SafetyPlan& known, const Context& context) {
                       return AgreeToSafetyPlan(known, request, {context, *seat, hours});
                     });
  if (!plan || plan->state() != v1::SafetyPlan::STATE_IN_FORCE) return plan;
  v1::RecordActionRequest action;
  action.set_kind(v1::CASE_ACTION_KIND_SAFETY_PLAN);
  action.set_outcome(v1::CASE_ACTION_OUTCOME_DONE);
  action.set_note("Written safety plan in force, version " + std::to_string(plan->version()) + ".");
  const auto recorded = ChangeCase(parts, request.school(), plan->case_id(),
                                   NextStep(call, "safety plan in force", request.request_id()),
                                   [&](const v1::Case& assessment, const Context& context) {
                                     return RecordAction(assessment, action, {context, *seat, hours});
                                   });
  if (!recorded) return tl::unexpected<Error>(recorded.error());
  return plan;
}

Result<v1::SupportPlan> Support(CaseParts& parts, const rpc::Call& call,
                                const v1::OpenSupportPlanRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  if (auto refused = WhyNotSeen(call, request.path())) return tl::unexpected<Error>(std::move(*refused));
  const auto of = MatterOf(parts, request.school(), request.path(), request.case_id());
  if (!of) return tl::unexpected<Error>(of.error());
  return Answer(parts.support_plans, call, request, request.request_id(),
                [&](const v1::SupportPlan& plan, const Context& context) {
                  return OpenSupportPlan(plan, request, *of,
                                         {context, *seat, parts.district.CalendarOf(request.school())});
                });
}

// The path first: a case never names one that does not exist.
Result<v1::SuicideRisk> OpenPath(CaseParts& parts, const rpc::Call& call,
                                 const v1::OpenSuicideRiskRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  if (!request.case_id().empty())
    if (const auto of = Read(parts.cases, request.school(), request.case_id()); !of)
      return tl::unexpected<Error>(of.error());
  auto risk = Answer(
      parts.suicide_risks, call, request, request.request_id(),
      [&](const v1::SuicideRisk& known, const Context& context) {
        return OpenSuicideRisk(known, request, {context, *seat, parts.district.CalendarOf(request.school())});
      });
  if (!risk || request.case_id().empty()) return risk;
  const auto linked = ChangeCase(
      parts, request.school(), request.case_id(), NextStep(call, "link suicide risk", request.request_id()),
      [&](const v1::Case& assessment, const Context&) { return LinkSuicideRisk(assessment, risk->id()); });
  if (!linked) return tl::unexpected<Error>(linked.error());
  return risk;
}

// A plan lies at the school that receives it, which is not the one whose permission was looked at.
Status IsASchool(const std::string& school) {
  if (names::IsSchoolCode(school) && school != names::kDistrict) return {};
  return Fail(Code::kInvalidArgument, "SCHOOL_UNKNOWN", "Name the receiving school.", "to_school");
}

Result<v1::PlanTransfer> Offer(CaseParts& parts, const rpc::Call& call,
                               const v1::OfferTransferRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  if (auto school = IsASchool(request.to_school()); !school) return tl::unexpected<Error>(school.error());
  const auto of = Read(parts.cases, request.school(), request.case_id());
  if (!of) return tl::unexpected<Error>(of.error());
  v1::SafetyPlan plan;
  if (!request.plan_id().empty()) {
    auto found = Read(parts.safety_plans, request.school(), request.plan_id());
    if (!found) return tl::unexpected<Error>(found.error());
    plan = std::move(*found);
  }
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  auto offered = parts.transfers.Run(request.to_school(), request.request_id(), *context,
                                     [&](const v1::PlanTransfer& known, const Context& with_id) {
                                       return OfferTransfer(
                                           known, request, *of, plan,
                                           {with_id, *seat, parts.district.CalendarOf(request.to_school())});
                                     });
  if (!offered) return tl::unexpected<Error>(offered.error());
  return std::move(offered->state);
}

// The new case before the answer, and the word to the other school last: whatever is interrupted, the same
// request goes on with it.
Result<v1::PlanTransfer> Accept(CaseParts& parts, const rpc::Call& call,
                                const v1::AcceptTransferRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  const auto transfer = Read(parts.transfers, request.school(), request.transfer_id());
  if (!transfer) return transfer;
  const auto new_case_id = id::Derive("transferred case", transfer->id());
  if (auto refused = AcceptTransfer(*transfer, new_case_id); std::holds_alternative<Error>(refused))
    return tl::unexpected<Error>(std::get<Error>(refused));
  const auto received =
      ChangeCase(parts, request.school(), new_case_id, NextStep(call, "receive case", request.request_id()),
                 [&](const v1::Case& assessment, const Context& context) {
                   return ReceiveCase(assessment, *transfer,
                                      {context, *seat, parts.district.CalendarOf(request.school())});
                 });
  if (!received) return tl::unexpected<Error>(received.error());
  auto accepted = Answer(
      parts.transfers, call, request, request.transfer_id(),
      [&](const v1::PlanTransfer& known, const Context&) { return AcceptTransfer(known, new_case_id); });
  if (!accepted) return accepted;
  const auto told = ChangeCase(parts, transfer->from_school(), transfer->case_id(),
                               NextStep(call, "tell the other school", request.request_id()),
                               [&](const v1::Case& assessment, const Context&) {
                                 return MarkTransferred(assessment, request.school());
                               });
  if (!told) return tl::unexpected<Error>(told.error());
  return accepted;
}

// Lies at the school that receives; asked for by the one that sent it.
Result<v1::PlanTransfer> Withdraw(CaseParts& parts, const rpc::Call& call,
                                  const v1::WithdrawTransferRequest& request) {
  const auto seat = SeatOf(parts, call, request.school());
  if (!seat) return tl::unexpected<Error>(seat.error());
  const auto context = ContextOf(call, request);
  if (!context) return tl::unexpected<Error>(context.error());
  if (auto school = IsASchool(request.to_school()); !school) return tl::unexpected<Error>(school.error());
  auto withdrawn = parts.transfers.Run(request.to_school(), request.transfer_id(), *context,
                                       [&](const v1::PlanTransfer& known, const Context& with_id) {
                                         return WithdrawTransfer(
                                             known, request,
                                             {with_id, *seat, parts.district.CalendarOf(request.school())});
                                       });
  if (!withdrawn) return tl::unexpected<Error>(withdrawn.error());
  return std::move(withdrawn->state);
}

Result<v1::ListTransfersResponse> Transfers(CaseParts& parts, const rpc::Call& call,
                                            const v1::ListTransfersRequest& request) {
  if (auto may = MayRead(parts, call, request.school()); !may) return tl::unexpected<Error>(may.error());
  return PageOf(parts.transfers, &v1::ListTransfersResponse::add_transfers,
                (request.outgoing() ? "transfers_from:" : "transfers:") + request.school(), request, true);
}

void ServeReferrals(rpc::Server& server, CaseParts& parts) {
  const std::string service = std::string{kPackage} + "ReferralService";
  CaseRoutes<Referrals> routes(server, parts, parts.referrals, service);
  server.Unary(
      service + ".ListProviders",
      [&parts](const rpc::Call&, const v1::ListProvidersRequest&) -> Result<v1::ListProvidersResponse> {
        return parts.providers;
      });
  const auto with_providers = [&parts](auto rule) {
    return [&parts, rule](const auto& state, const auto& request, const CaseContext& context) {
      return rule(state, request, parts.providers, context);
    };
  };
  routes.ChangeBy<v1::OpenReferralRequest>("OpenReferral", &v1::OpenReferralRequest::request_id,
                                           with_providers(OpenReferral));
  routes.Change("RecordConsent", &v1::RecordConsentRequest::referral_id, RecordConsent);
  routes.ChangeBy<v1::MakeReferralRequest>("MakeReferral", &v1::MakeReferralRequest::referral_id,
                                           with_providers(MakeReferral));
  routes.Change("CloseReferral", &v1::CloseReferralRequest::referral_id, CloseReferral);
  routes.ListOfCase<v1::ListReferralsRequest>("ListReferrals", &v1::ListReferralsResponse::add_referrals,
                                              "referrals");
}

void ServeBullying(rpc::Server& server, CaseParts& parts) {
  CaseRoutes<BullyingCases> routes(server, parts, parts.bullying, std::string{kPackage} + "BullyingService");
  routes.Create("ReportBullying", ReportBullying);
  routes.Change("TakeBullying", &v1::TakeBullyingRequest::bullying_id, TakeBullying);
  routes.Change("RecordBullyingStep", &v1::RecordBullyingStepRequest::bullying_id, RecordBullyingStep);
  routes.Change("DecideBullying", &v1::DecideBullyingRequest::bullying_id, DecideBullying);
  routes.Change("LinkBullyingToThreat", &v1::LinkBullyingToThreatRequest::bullying_id, LinkBullyingToThreat);
  routes.Change("CloseBullying", &v1::CloseBullyingRequest::bullying_id, CloseBullying);
  routes.Get("GetBullying", &v1::GetBullyingRequest::bullying_id);
  routes.List<v1::ListBullyingRequest>(
      "ListBullying", &v1::ListBullyingResponse::add_bullying,
      [](const auto& request) { return "bullying_open:" + request.school(); }, true);
}

void ServeSuicideRisks(rpc::Server& server, CaseParts& parts) {
  const std::string service = std::string{kPackage} + "SuicideRiskService";
  CaseRoutes<SuicideRisks> routes(server, parts, parts.suicide_risks, service);
  server.Unary(service + ".OpenSuicideRisk",
               [&parts](const rpc::Call& call, const v1::OpenSuicideRiskRequest& request) {
                 return OpenPath(parts, call, request);
               });
  routes.Change("RecordSuicideRiskStep", &v1::RecordSuicideRiskStepRequest::suicide_risk_id,
                RecordSuicideRiskStep);
  routes.Change("CloseSuicideRisk", &v1::CloseSuicideRiskRequest::suicide_risk_id, CloseSuicideRisk);
  routes.Get("GetSuicideRisk", &v1::GetSuicideRiskRequest::suicide_risk_id);
  routes.List<v1::ListSuicideRisksRequest>(
      "ListSuicideRisks", &v1::ListSuicideRisksResponse::add_risks,
      [](const auto& request) { return "suicide_risks:" + request.school(); }, true);
}

void ServeTransfers(rpc::Server& server, CaseParts& parts) {
  const std::string service = std::string{kPackage} + "PlanTransferService";
  CaseRoutes<PlanTransfers> routes(server, parts, parts.transfers, service);
  server.Unary(service + ".OfferTransfer",
               [&parts](const rpc::Call& call, const v1::OfferTransferRequest& request) {
                 return Offer(parts, call, request);
               });
  server.Unary(service + ".AcceptTransfer",
               [&parts](const rpc::Call& call, const v1::AcceptTransferRequest& request) {
                 return Accept(parts, call, request);
               });
  routes.Change("DeclineTransfer", &v1::DeclineTransferRequest::transfer_id, DeclineTransfer);
  server.Unary(service + ".WithdrawTransfer",
               [&parts](const rpc::Call& call, const v1::WithdrawTransferRequest& request) {
                 return Withdraw(parts, call, request);
               });
  server.Unary(service + ".ListTransfers",
               [&parts](const rpc::Call& call, const v1::ListTransfersRequest& request) {
                 return Transfers(parts, call, request);
               });
}

}  // namespace

void ServeCaseCare(rpc::Server& server, CaseParts& parts) {
  const std::string package = kPackage;
  CaseRoutes<ThreatActions> actions(server, parts, parts.actions, package + "ThreatActionService");
  actions.CreateOfCase("AskThreatAction", AskThreatAction);
  actions.Change("TakeThreatAction", &v1::TakeThreatActionRequest::action_id, TakeThreatAction);
  actions.Change("CloseThreatAction", &v1::CloseThreatActionRequest::action_id, CloseThreatAction);
  actions.ListOfCase<v1::ListThreatActionsRequest>("ListThreatActions",
                                                   &v1::ListThreatActionsResponse::add_actions, "actions");

  CaseRoutes<SafetyPlans> plans(server, parts, parts.safety_plans, package + "SafetyPlanService");
  plans.ChangeOfCase<v1::DraftSafetyPlanRequest>("DraftSafetyPlan", PlanIdOf, DraftSafetyPlan);
  server.Unary(package + "SafetyPlanService.AgreeToSafetyPlan",
               [&parts](const rpc::Call& call, const v1::AgreeToSafetyPlanRequest& request) {
                 return Agree(parts, call, request);
               });
  plans.Change("EndSafetyPlan", &v1::EndSafetyPlanRequest::plan_id, EndSafetyPlan);
  plans.ListOfCase<v1::ListSafetyPlansRequest>("ListSafetyPlans", &v1::ListSafetyPlansResponse::add_plans,
                                               "plans");

  CaseRoutes<SupportPlans> support(server, parts, parts.support_plans, package + "SupportService");
  server.Unary(package + "SupportService.OpenSupportPlan",
               [&parts](const rpc::Call& call, const v1::OpenSupportPlanRequest& request) {
                 return Support(parts, call, request);
               });
  support.Change("ChangeSupportPlan", &v1::ChangeSupportPlanRequest::plan_id, ChangeSupportPlan);
  support.Change("RecordCheckIn", &v1::RecordCheckInRequest::plan_id, RecordCheckIn);
  support.Change("EndSupportPlan", &v1::EndSupportPlanRequest::plan_id, EndSupportPlan);
  support.ListOfCase<v1::ListSupportPlansRequest>("ListSupportPlans",
                                                  &v1::ListSupportPlansResponse::add_plans, "support");
  ServeReferrals(server, parts);
  ServeBullying(server, parts);
  ServeSuicideRisks(server, parts);
  ServeTransfers(server, parts);
}

}  // namespace watchbell::threat_intake
