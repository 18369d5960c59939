// What threat assessment works on: kept apart from tips, since other people may see it, and sealed under a
// key ring of its own, so that not even the rest of this service's record opens with its key.
#pragma once

#include <tuple>

#include "common/attachment/store.hpp"
#include "common/audit/auditor.hpp"
#include "common/record/record.hpp"
#include "common/sanitize/sanitizer.hpp"
#include "services/threat-intake/domain/cases/bullying.hpp"
#include "services/threat-intake/domain/cases/case.hpp"
#include "services/threat-intake/domain/cases/evidence.hpp"
#include "services/threat-intake/domain/cases/factor.hpp"
#include "services/threat-intake/domain/cases/interview.hpp"
#include "services/threat-intake/domain/cases/referral.hpp"
#include "services/threat-intake/domain/cases/safety_plan.hpp"
#include "services/threat-intake/domain/cases/suicide_risk.hpp"
#include "services/threat-intake/domain/cases/support_plan.hpp"
#include "services/threat-intake/domain/cases/team.hpp"
#include "services/threat-intake/domain/cases/threat_action.hpp"
#include "services/threat-intake/domain/cases/transfer.hpp"

namespace watchbell::threat_intake {

inline constexpr std::string_view kCaseRing = "threat_cases";

struct CaseSetup {
  policy::KeyRing ring;
  v1::ListProvidersResponse providers;  // to whom cases refer
};

// Made once, after the record; outlives the server's last call.
struct CaseParts {
  CaseParts(service::Host& host, Record& record, CaseSetup setup, const District& the_district)
      : district(the_district),
        providers(std::move(setup.providers)),
        sealer(std::move(setup.ring), {}),
        environment(record.environment()),
        teams(WithOwnKeys()),
        cases(environment),
        factors(environment),
        interviews(environment),
        evidence(environment),
        actions(environment),
        safety_plans(environment),
        support_plans(environment),
        referrals(environment),
        bullying(environment),
        suicide_risks(environment),
        transfers(environment),
        auditor(environment),
        files(host.bus(), sealer, std::string{Cases::kService}) {}

  // For the record's follower and timers.
  auto Ledgers() {
    return std::tie(teams, cases, factors, interviews, evidence, actions, safety_plans, support_plans,
                    referrals, bullying, suicide_risks, transfers, auditor.reads());
  }

  const District& district;
  const v1::ListProvidersResponse providers;
  const policy::Sealer sealer;
  ledger::Environment environment;
  ledger::Ledger<ThreatTeams> teams;
  ledger::Ledger<Cases> cases;
  ledger::Ledger<CaseFactors> factors;
  ledger::Ledger<Interviews> interviews;
  ledger::Ledger<EvidencePieces> evidence;
  ledger::Ledger<ThreatActions> actions;
  ledger::Ledger<SafetyPlans> safety_plans;
  ledger::Ledger<SupportPlans> support_plans;
  ledger::Ledger<Referrals> referrals;
  ledger::Ledger<BullyingCases> bullying;
  ledger::Ledger<SuicideRisks> suicide_risks;
  ledger::Ledger<PlanTransfers> transfers;
  audit::Auditor<Cases> auditor;
  attachment::Store files;
  sanitize::Sanitizer sanitizer;

 private:
  const ledger::Environment& WithOwnKeys() {
    environment.sealer = &sealer;
    return environment;
  }
};

// The caller's seat on the school's team, or on the district's where the school has none. PERMISSION_DENIED:
// NOT_ON_THE_TEAM.
Result<v1::ThreatTeamRole> SeatOf(CaseParts& parts, const rpc::Call& call, const std::string& school);
// A seat, or the permission to oversee the cases of the school.
Status MayRead(CaseParts& parts, const rpc::Call& call, const std::string& school);

// The case of that path.
Result<Matter> MatterOf(CaseParts& parts, const std::string& school, v1::CasePath path,
                        const std::string& id);
// Nothing: the caller may see what belongs to a case of that path.
std::optional<Error> WhyNotSeen(const rpc::Call& call, v1::CasePath path);

void ServeThreatTeams(rpc::Server& server, CaseParts& parts);
void ServeCases(rpc::Server& server, CaseParts& parts);
void ServeCaseFiles(rpc::Server& server, CaseParts& parts);
void ServeCaseCare(rpc::Server& server, CaseParts& parts);

}  // namespace watchbell::threat_intake
