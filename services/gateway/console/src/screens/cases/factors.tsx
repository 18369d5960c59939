// The eight factors: what is known of each and by whom. They are never added up.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { CaseFactorFinding } from "../../gen/watchbell/threat_intake/v1/case_factor_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { useSession } from "../../session";
import { ActionForm, choices } from "../../ui/action_form";
import { LiveNote } from "../../ui/notes";
import { kFactors, kFindings } from "./words";

const kNoteLengthMax = 400;

export function Factors({ school, caseId }: { school: string; caseId: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { factors } = useApi();
  const live = useLive(
    `factors:${caseId}`,
    async (options) => (await factors.listFactors({ school, caseId }, options)).factors,
    (hint) => hint.aggregate === "case-factor" && hint.school === school,
  );
  const kinds = Object.entries(kFactors) as unknown as [string, TextKey][];
  const newest = (kind: number) => live.data?.find((one) => Number(one.kind) === kind)?.ratings.at(-1);
  return (
    <section className="card" aria-labelledby="factors">
      <h2 id="factors">{t("cases.factors")}</h2>
      <p className="muted">{t("cases.factorsHint")}</p>
      <LiveNote live={live} />
      <dl className="facts">
        {kinds.map(([kind, key]) => {
          const rating = newest(Number(kind));
          return (
            <div key={kind}>
              <dt>{t(key)}</dt>
              <dd>
                {rating && rating.finding !== CaseFactorFinding.UNSPECIFIED
                  ? `${t(kFindings[rating.finding] ?? "cases.finding.unclear")}. ${rating.note} (${time(rating.at)})`
                  : t("cases.notRated")}
              </dd>
            </div>
          );
        })}
      </dl>
      {can("case.work") && (
        <ActionForm
          label={t("cases.rate")}
          fields={[
            { name: "kind", label: t("cases.factor"), kind: "choice", required: true, options: choices(t, kFactors) },
            { name: "finding", label: t("cases.finding"), kind: "choice", required: true, options: choices(t, kFindings) },
            { name: "note", label: t("cases.note"), kind: "area", required: true, maxLength: kNoteLengthMax },
          ]}
          send={({ kind, finding, note }, { requestId, timeoutMs }) =>
            factors.rateFactor(
              { requestId, school, caseId, kind: Number(kind), rating: { finding: Number(finding), note } },
              { timeoutMs },
            )
          }
          onDone={live.reload}
        />
      )}
    </section>
  );
}
