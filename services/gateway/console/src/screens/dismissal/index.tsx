// Early dismissal: today's, a new one for an adult who is on site, and one of them with its next step.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { Visit } from "../../gen/watchbell/visitor/v1/visit_pb";
import { Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { go } from "../../lib/router";
import { ActionForm } from "../../ui/action_form";
import { LiveNote } from "../../ui/notes";
import { useNames } from "../../ui/use_names";
import { fullName } from "../board/on_site";
import { useOnSite } from "../board/use_on_site";
import { DismissalSteps, kDismissalStates } from "./steps";

const kPageSize = 200;

export function DismissalDesk({ school, dismissalId }: { school: string; dismissalId: string }) {
  const { t, time } = useText();
  const { dismissals } = useApi();
  const live = useLive(
    `dismissals:${school}`,
    async (options) => (await dismissals.listDismissals({ school, pageSize: kPageSize }, options)).dismissals,
    (hint) => hint.aggregate === "dismissal" && hint.school === school,
  );
  const nameOf = useNames(school, live.data?.map(({ studentId }) => studentId) ?? [], "");
  const chosen = live.data?.find(({ id }) => id === dismissalId);
  return (
    <div className="desk">
      {chosen ? (
        <DismissalSteps key={chosen.id} dismissal={chosen} onChange={live.reload} />
      ) : (
        <NewDismissal school={school} onMade={live.reload} />
      )}
      <section className="card" aria-labelledby="dismissals-title">
        <h2 id="dismissals-title">{t("dismissal.today")}</h2>
        <LiveNote live={live} />
        {live.data?.length === 0 && <p className="muted">{t("dismissal.none")}</p>}
        <ul className="rows">
          {live.data?.map((one) => (
            <li key={one.id}>
              <div>
                <a href={`#/desk/dismissal/${one.id}`} aria-current={one.id === dismissalId ? "true" : undefined}>
                  <strong>{t("dismissal.of", { student: nameOf(one.studentId) || one.studentId })}</strong>
                </a>
                <p className="muted">
                  {t("dismissal.with", { adult: `${one.adultGivenName} ${one.adultFamilyName}` })} · {time(one.requestedAt)}
                </p>
              </div>
              <span className="tag">{t(kDismissalStates[one.state])}</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function NewDismissal({ school, onMade }: { school: string; onMade(): void }) {
  const { t } = useText();
  const { dismissals } = useApi();
  const adults = useOnSite(school).data?.filter(({ state }) => state === Visit_State.ON_SITE) ?? [];
  const option = (visit: Visit) => ({ value: visit.id, label: `${fullName(visit)} (${visit.badge})` });
  return (
    <section className="card" aria-labelledby="release-title">
      <h2 id="release-title">{t("dismissal.new")}</h2>
      <p>{t("dismissal.newHint")}</p>
      <ActionForm
        open
        label={t("dismissal.start")}
        fields={[
          { name: "student", label: t("dismissal.student"), kind: "student", required: true },
          { name: "adult", label: t("dismissal.adult"), kind: "choice", required: true, options: adults.map(option) },
          { name: "reason", label: t("dismissal.reason"), maxLength: 200 },
        ]}
        send={({ student = "", adult, reason }, { requestId, timeoutMs }) =>
          dismissals.requestDismissal({ requestId, school, studentId: student.trim(), visitId: adult, reason }, { timeoutMs })
        }
        onDone={(made) => {
          onMade();
          go(`/desk/dismissal/${made.id}`);
        }}
      />
    </section>
  );
}
