// Threat assessment: the open cases of a school, a new one, and one of them. Every look is on the record.
import { useApi } from "../../api/api";
import { useDistrict } from "../../district";
import { useLive } from "../../feed/use_live";
import { useText } from "../../i18n";
import { go } from "../../lib/router";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { LiveNote, WarningNote } from "../../ui/notes";
import { SchoolPicker } from "../../ui/school_picker";
import { CasePage } from "./case_page";
import { kCaseStates } from "./words";

const kPageSize = 100;
const kSummaryLengthMax = 600;
const kWordsLengthMax = 1_500;

export function CasesScreen({ caseId }: { caseId: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { school } = useDistrict();
  return (
    <div className="narrow-page">
      <h1>{t("cases.title")}</h1>
      <p className="muted">{t("cases.recorded")}</p>
      <SchoolPicker />
      {school && caseId && <CasePage key={caseId} school={school} caseId={caseId} />}
      {school && !caseId && can("case.work") && <NewCase school={school} />}
      {school && !caseId && <CaseList key={school} school={school} />}
    </div>
  );
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
  const { cases } = useApi();
  const live = useLive(
    `cases:${school}`,
    async (options) => (await cases.listCases({ school, pageSize: kPageSize }, options)).cases,
    (hint) => hint.aggregate === "case" && hint.school === school,
  );
  return (
    <section className="card" aria-labelledby="cases-open">
      <h2 id="cases-open">{t("cases.open")}</h2>
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
