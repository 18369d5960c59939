#include "services/threat-intake/service.hpp"

namespace watchbell::threat_intake {

ThreatIntakeService::ThreatIntakeService(service::Host& host, Setup setup, CaseSetup case_setup)
    : record_(host, std::string{Tips::kService}),
      parts_(host, record_, std::move(setup)),
      triage_(host, record_, parts_),
      cases_(host, record_, std::move(case_setup), parts_.district) {
  record_.keeper().CountMonthsIn(parts_.zone);
  record_.keeper().AlsoErase(
      [this, &host](const names::Key& key) { return EraseWithTip(parts_, key, host.clock()()); });
  record_.keeper().AlsoErase([this, &host](const names::Key& key) -> Status {  // its voice has the same id
    if (key.aggregate != Tips::kAggregate) return {};
    const Context context{.now = host.clock()(), .request_id = id::Derive("erase voice", key.id)};
    return triage_.voices.Erase(key.school, key.id, context);
  });
  record_.keeper().AlsoErase([this](const names::Key& key) -> Status {
    if (key.aggregate != EvidencePieces::kAggregate) return {};
    return cases_.files.EraseAll({key.school, key.id});
  });
  host.WhenRecordReady(
      "attachments", [this, replicas = host.config().replicas] { return parts_.files.Reconcile(replicas); });
  const auto follow = [this](auto&... of_cases) {
    record_.Follow(triage_.voices, triage_.answers, triage_.incidents, triage_.crime_advice, parts_.tips,
                   parts_.tip_messages, parts_.tip_uploads, of_cases...);
  };
  std::apply(follow, cases_.Ledgers());
  host.server().Audit(std::ref(cases_.auditor));
  record_.keeper().Serve(host.server(), "watchbell.threat_intake.v1.RetentionService");
  ServeTips(host.server(), parts_);
  ServeMailbox(host.server(), parts_);
  ServeTipFiles(host.server(), parts_);
  ServeTipImports(host.server(), parts_);
  ServePriorities(host.server(), parts_);
  ServeRouting(host.server(), parts_);
  ServeClusters(host.server(), triage_);
  ServeCrime(host.server(), triage_);
  ServeTipReports(host, record_);
  ServeThreatTeams(host.server(), cases_);
  ServeCases(host.server(), cases_);
  ServeCaseFiles(host.server(), cases_);
  ServeCaseCare(host.server(), cases_);
  reactions_.push_back(OnTip(host, triage_));
  reactions_.push_back(OnVoice(host, triage_));
  reactions_.push_back(OnClusterAnswer(host, triage_));
}

}  // namespace watchbell::threat_intake
