#include "services/threat-intake/api/cases.hpp"

#include "services/threat-intake/api/case_routes.hpp"

namespace watchbell::threat_intake {
namespace {

constexpr char kPackage[] = "watchbell.threat_intake.v1.";
constexpr char kOversee[] = "case.oversee";
constexpr char kSuicideRisk[] = "suicide_risk.work";

using Part = v1::ListCaseReadsRequest;

std::string ServiceOf(Part::Part part) {
  const std::string package = kPackage;
  switch (part) {
    case Part::PART_FACTORS: return package + "FactorService";
    case Part::PART_INTERVIEWS: return package + "InterviewService";
    case Part::PART_EVIDENCE: return package + "EvidenceService";
    case Part::PART_ACTIONS: return package + "ThreatActionService";
    case Part::PART_PLANS: return package + "SafetyPlanService";
    case Part::PART_SUPPORT: return package + "SupportService";
    case Part::PART_REFERRALS: return package + "ReferralService";
    case Part::PART_BULLYING: return package + "BullyingService";
    case Part::PART_SUICIDE_RISK: return package + "SuicideRiskService";
    case Part::PART_TRANSFERS: return package + "PlanTransferService";
    default: return package + "CaseService";
  }
}

Result<v1::ThreatTeam> TeamOf(CaseParts& parts, const std::string& school) {
  auto team = Read(parts.teams, school, ThreatTeamId(school));
  if (team || team.error().code != Code::kNotFound) return team;
  const std::string district{names::kDistrict};
  return Read(parts.teams, district, ThreatTeamId(district));
}

template <class Aggregate>
Result<Matter> MatterIn(ledger::Ledger<Aggregate>& ledger, const std::string& school, const std::string& id) {
  auto state = Read(ledger, school, id);
  if (!state) return tl::unexpected<Error>(state.error());
  return Matter{std::move(*state)};
}

// Nobody who sees a danger is asked for a seat first.
Result<v1::Case> Danger(CaseParts& parts, const rpc::Call& call,
                        const v1::DeclareImminentDangerRequest& request) {
  const auto& id = request.case_id().empty() ? request.request_id() : request.case_id();
  return Answer(parts.cases, call, request, id, [&](const v1::Case& assessment, const Context& context) {
    return DeclareImminentDanger(
        assessment, request,
        CaseContext{context, v1::THREAT_TEAM_ROLE_UNSPECIFIED, parts.district.CalendarOf(request.school())});
  });
}

void ServeSteps(CaseRoutes<Cases>& routes) {
  routes.Change("EndImminentDanger", &v1::EndImminentDangerRequest::case_id, EndImminentDanger);
  routes.Change("TriageCase", &v1::TriageCaseRequest::case_id, TriageCase);
  routes.Change("BeginEvaluation", &v1::BeginEvaluationRequest::case_id, BeginEvaluation);
  routes.Change("AddCasePerson", &v1::AddCasePersonRequest::case_id, AddCasePerson);
  routes.Change("RecordExactWords", &v1::RecordExactWordsRequest::case_id, RecordExactWords);
  routes.Change("AddIndicator", &v1::AddIndicatorRequest::case_id, AddIndicator);
  routes.Change("AnswerStep", &v1::AnswerStepRequest::case_id, AnswerStep);
  routes.Change("RaiseLevel", &v1::RaiseLevelRequest::case_id, RaiseLevel);
  routes.Change("LowerLevel", &v1::LowerLevelRequest::case_id, LowerLevel);
  routes.Change("SupportProposal", &v1::SupportProposalRequest::case_id, SupportProposal);
  routes.Change("WithdrawProposal", &v1::WithdrawProposalRequest::case_id, WithdrawProposal);
  routes.Change("RecordAction", &v1::RecordActionRequest::case_id, RecordAction);
  routes.Change("ActivatePlan", &v1::ActivatePlanRequest::case_id, ActivatePlan);
  routes.Change("BeginMonitoring", &v1::BeginMonitoringRequest::case_id, BeginMonitoring);
  routes.Change("RecordReview", &v1::RecordReviewRequest::case_id, RecordReview);
  routes.Change("RecordPoliceFinding", &v1::RecordPoliceFindingRequest::case_id, RecordPoliceFinding);
  routes.Change("CloseCase", &v1::CloseCaseRequest::case_id, CloseCase);
  routes.Change("ReopenCase", &v1::ReopenCaseRequest::case_id, ReopenCase);
  routes.Change("AddCaseTip", &v1::AddCaseTipRequest::case_id, AddCaseTip);
  routes.Change("LinkCase", &v1::LinkCaseRequest::case_id, LinkCase);
}

}  // namespace

Result<v1::ThreatTeamRole> SeatOf(CaseParts& parts, const rpc::Call& call, const std::string& school) {
  const auto team = TeamOf(parts, school);
  if (!team && team.error().code != Code::kNotFound) return tl::unexpected<Error>(team.error());
  if (team)
    if (const auto seat = SeatOf(*team, call.caller.person_id)) return *seat;
  return Fail(Code::kPermissionDenied, "NOT_ON_THE_TEAM",
              "Only the school's threat assessment team works on its cases.");
}

Status MayRead(CaseParts& parts, const rpc::Call& call, const std::string& school) {
  if (call.authority.permissions.contains(kOversee)) return {};
  if (const auto seat = SeatOf(parts, call, school); !seat) return tl::unexpected<Error>(seat.error());
  return {};
}

Result<Matter> MatterOf(CaseParts& parts, const std::string& school, v1::CasePath path,
                        const std::string& id) {
  switch (path) {
    case v1::CASE_PATH_BULLYING: return MatterIn(parts.bullying, school, id);
    case v1::CASE_PATH_SUICIDE_RISK: return MatterIn(parts.suicide_risks, school, id);
    default: return MatterIn(parts.cases, school, id);
  }
}

std::optional<Error> WhyNotSeen(const rpc::Call& call, v1::CasePath path) {
  if (path != v1::CASE_PATH_SUICIDE_RISK || call.authority.permissions.contains(kSuicideRisk))
    return std::nullopt;
  return Refuse(Code::kPermissionDenied, "NOT_PERMITTED", "Ask whoever works on suicide risk at the school.",
                "path");
}

void ServeThreatTeams(rpc::Server& server, CaseParts& parts) {
  const std::string service = std::string{kPackage} + "ThreatTeamService";
  server.Unary(service + ".AppointThreatTeam",
               [&parts](const rpc::Call& call, const v1::AppointThreatTeamRequest& request) {
                 return Answer(parts.teams, call, request, ThreatTeamId(request.school()),
                               [&](const v1::ThreatTeam& team, const Context& context) {
                                 return AppointThreatTeam(team, request, context);
                               });
               });
  server.Unary(service + ".GetThreatTeam",
               [&parts](const rpc::Call&, const v1::GetThreatTeamRequest& request) {
                 return TeamOf(parts, request.school());
               });
}

void ServeCases(rpc::Server& server, CaseParts& parts) {
  const std::string service = std::string{kPackage} + "CaseService";
  CaseRoutes<Cases> routes(server, parts, parts.cases, service);
  routes.Create("OpenCase", OpenCase);
  server.Unary(service + ".DeclareImminentDanger",
               [&parts](const rpc::Call& call, const v1::DeclareImminentDangerRequest& request) {
                 return Danger(parts, call, request);
               });
  ServeSteps(routes);
  routes.Get("GetCase", &v1::GetCaseRequest::case_id);
  routes.List<v1::ListCasesRequest>(
      "ListCases", &v1::ListCasesResponse::add_cases,
      [](const auto& request) {
        return (request.closed_too() ? "cases:" : "cases_open:") + request.school();
      },
      true);
  server.Unary(service + ".ListCaseReads",
               [&parts](const rpc::Call&, const v1::ListCaseReadsRequest& request) {
                 return parts.auditor.List(ServiceOf(request.part()), request.school(), request);
               });
}

}  // namespace watchbell::threat_intake
