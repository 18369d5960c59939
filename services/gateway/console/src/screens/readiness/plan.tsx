// The school's emergency plan: the approved version, a draft that waits, and when somebody must look through it again.
import { Code, ConnectError } from "@connectrpc/connect";
import { kStateKey } from "../../alarm/order";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { PlanVersion } from "../../gen/watchbell/alerting/v1/emergency_plan_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { LiveNote, WarningNote } from "../../ui/notes";
import { DraftPlan } from "./draft_plan";

export function Plan({ school }: { school: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { plans } = useApi();
  const live = useLive(
    `plan:${school}`,
    async (options) => {
      try {
        return { plan: await plans.getPlan({ school }, options) };
      } catch (error) {
        // A school without a plan is an answer, and a loud one.
        if (ConnectError.from(error).code === Code.NotFound) return {};
        throw error;
      }
    },
    (hint) => hint.aggregate === "emergency-plan" && hint.school === school,
  );
  const { draft, approved, reviewDueAt, reviewOverdue } = live.data?.plan ?? {};
  const has = (version?: PlanVersion) => (version?.number ? version : undefined);
  return (
    <section className="card" aria-labelledby="plan">
      <h2 id="plan">{t("ready.plan")}</h2>
      <LiveNote live={live} />
      {live.data && !has(approved) && <WarningNote>{t("ready.noPlan")}</WarningNote>}
      {reviewOverdue && <WarningNote>{t("ready.reviewOverdue")}</WarningNote>}
      {reviewDueAt && <p>{t("ready.reviewDue", { time: time(reviewDueAt) })}</p>}
      {has(approved) && <Version version={approved!} title={t("ready.approved", { number: approved!.number })} />}
      {has(draft) && <Version version={draft!} title={t("ready.draft", { number: draft!.number })} />}
      <div className="commands">
        {has(draft) && can("plan.approve") && (
          <ActionForm
            label={t("ready.approve", { number: draft!.number })}
            send={(_, { requestId, timeoutMs }) => plans.approvePlan({ requestId, school, number: draft!.number }, { timeoutMs })}
            onDone={live.reload}
          >
            <p>{t("ready.approveHint")}</p>
          </ActionForm>
        )}
        {has(approved) && can("plan.approve") && (
          <ActionForm
            label={t("ready.reviewed")}
            send={(_, { requestId, timeoutMs }) => plans.reviewPlan({ requestId, school }, { timeoutMs })}
            onDone={live.reload}
          />
        )}
        {live.data && can("plan.edit") && (
          <DraftPlan key={`${draft?.number}/${approved?.number}`} school={school} from={has(draft) ?? has(approved)} onDone={live.reload} />
        )}
      </div>
    </section>
  );
}

function Version({ version, title }: { version: PlanVersion; title: string }) {
  const { t } = useText();
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {version.annexes.map(({ title: name, summary, documentRef }) => (
          <li key={name}>
            <strong>{name}</strong> {summary} {documentRef && <span className="code">{documentRef}</span>}
          </li>
        ))}
      </ul>
      {version.checklists.map(({ role, action, items }) => (
        <details key={`${role}/${action}`}>
          <summary>
            {t(kStateKey[action])}: {role}
          </summary>
          <ol>
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ol>
        </details>
      ))}
    </>
  );
}
