// Threat assessment: the cases of a school, and beside them bullying, paths of care, plans that come and go, and the team.
// Every look is on the record.
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { go } from "../../lib/router";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { LiveNote, WarningNote } from "../../ui/notes";
import { SchoolPicker } from "../../ui/school_picker";
import { type Subtab, Subtabs } from "../../ui/subtabs";
import { BullyingList } from "./bullying";
import { BullyingPage } from "./bullying_page";
import { CasePage } from "./case_page";
import { CaseReads } from "./reads";
import { Risks } from "./risk";
import { RiskPage } from "./risk_page";
import { Teams } from "./team";
import { Transfers } from "./transfers";
import { isOffTheTeam } from "./use_team";
import { kCaseStates } from "./words";

const kPageSize = 100;
const kSummaryLengthMax = 600;
const kWordsLengthMax = 1_500;

const kTabs: Subtab[] = [
  { to: "cases", label: "cases.open" },
  { to: "cases/bullying", label: "bullying.title" },
  { to: "cases/risk", label: "risk.title", permission: "suicide_risk.work" },
  { to: "cases/transfers", label: "transfer.title" },
  { to: "cases/team", label: "team.title" },
  { to: "cases/reads", label: "reads.tab", permission: "case.audit" },
];

export function CasesScreen({ path }: { path: string[] }) {
  const { t } = useText();
  const { school } = useDistrict();
  return (
    <div className="narrow-page">
      <h1>{t("cases.title")}</h1>
      <p className="muted">{t("cases.recorded")}</p>
      <SchoolPicker />
      <Subtabs label={t("cases.title")} tabs={kTabs} />
      {school && <Part key={[school, ...path].join("/")} school={school} path={path} />}
    </div>
  );
}

function Part({ school, path: [part = "", id = ""] }: { school: string; path: string[] }) {
  const { t } = useText();
  const { can } = useSession();
  switch (part) {
    case "":
      return <CaseList school={school} />;
    case "bullying":
      return id ? <BullyingPage school={school} bullyingId={id} /> : <BullyingList school={school} />;
    case "risk":
      if (!can("suicide_risk.work")) return <p>{t("app.notAllowed")}</p>;
      return id ? <RiskPage school={school} riskId={id} /> : <Risks school={school} />;
    case "transfers":
      return <Transfers school={school} />;
    case "reads":
      return can("case.audit") ? <CaseReads school={school} /> : <p>{t("app.notAllowed")}</p>;
    case "team":
      return <Teams school={school} />;
    default:
      // Ids are UUIDs.
      return <CasePage school={school} caseId={part} />;
  }
}

function NewCase({ school }: { school: string }) {
  const { t } = useText();
  const { cases } = useApi();
  return (
    <ActionForm
      label={t("cases.new")}
      fields={[
        { name: "summary", label: t("cases.summary"), kind: "area", required: true, maxLength: kSummaryLengthMax },
        { name: "exactWords", label: t("cases.words"), hint: t("cases.wordsHint"), kind: "area", maxLength: kWordsLengthMax },
      ]}
      send={(values, { requestId, timeoutMs }) => cases.openCase({ requestId, school, ...values }, { timeoutMs })}
      onDone={({ id }) => go(`/cases/${id}`)}
    />
  );
}

function CaseList({ school }: { school: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { cases } = useApi();
  const live = useLive(
    `cases:${school}`,
    async (options) => (await cases.listCases({ school, pageSize: kPageSize }, options)).cases,
    (hint) => hint.aggregate === "case" && hint.school === school,
  );
  return (
    <section className="card" aria-labelledby="cases-open">
      <h2 id="cases-open">{t("cases.open")}</h2>
      <div className="list-head">{can("case.work") && !isOffTheTeam(live) && <NewCase school={school} />}</div>
      <LiveNote live={live} />
      {live.data?.length === 0 && <p className="muted">{t("cases.none")}</p>}
      <ul className="rows">
        {live.data?.map((one) => (
          <li key={one.id}>
            <div>
              <a href={`#/cases/${one.id}`}>
                <strong>{one.summary || t("cases.noSummary")}</strong>
              </a>
              <p className="muted">{time(one.reportedAt)}</p>
              {one.dangerSince && <WarningNote urgent>{t("cases.danger")}</WarningNote>}
            </div>
            <span className="tag">{t(kCaseStates[one.state])}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
