// One investigation: what is needed before anything is found, what was found, and what the follow-up shows.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type BullyingCase, BullyingCase_State as State, BullyingStep } from "../../gen/watchbell/threat_intake/v1/case_bullying_pb";
import { CasePath, CasePersonRole } from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionForm, choices, type FormField } from "../../ui/action_form";
import { Button } from "../../ui/button";
import { LiveNote, WarningNote } from "../../ui/notes";
import { CareSteps } from "./care_steps";
import { kBullyingFindings, kBullyingNeeded, kBullyingStates, kBullyingSteps } from "./care_words";
import { CaseFrame } from "./case_frame";
import { kPersonRoles } from "./person_fields";
import { SupportPlans } from "./support";

const kTextLengthMax = 300;
const kNoteLengthMax = 200;
const kPageSize = 100;

export function BullyingPage({ school, bullyingId }: { school: string; bullyingId: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { bullying } = useApi();
  const live = useLive(
    `bullying:${bullyingId}`,
    (options) => bullying.getBullying({ school, bullyingId }, options),
    (hint) => hint.id === bullyingId,
  );
  const one = live.data;
  const mayWork = can("case.work") && one?.state !== State.CLOSED;
  const needed = one?.online ? [...kBullyingNeeded, BullyingStep.REPORT_TO_PLATFORM] : kBullyingNeeded;
  return (
    <>
      <CaseFrame
        list="cases/bullying"
        listName="bullying.list"
        live={live}
        title={({ summary }) => summary}
        state={({ state }) => kBullyingStates[state]}
      >
        {(one) => (
          <>
            {one.online && <p>{[t("bullying.online"), one.platform].filter(Boolean).join(": ")}</p>}
            {one.dueAt && !one.overdue && <p>{t("cases.due", { time: time(one.dueAt) })}</p>}
            {one.overdue && <WarningNote>{t("care.late", { time: time(one.dueAt) })}</WarningNote>}
            <People one={one} />
            <Found one={one} />
            <CareSteps words={kBullyingSteps} needed={needed} taken={one.steps} />
            {mayWork && <Work one={one} onChange={live.reload} />}
          </>
        )}
      </CaseFrame>
      {one && <SupportPlans school={school} caseId={bullyingId} mayWork={mayWork} path={CasePath.BULLYING} />}
    </>
  );
}

function People({ one }: { one: BullyingCase }) {
  const { t } = useText();
  return (
    <ul>
      {one.people.map(({ role, description }) => (
        <li key={`${role}/${description}`}>
          {t(role === CasePersonRole.TARGET ? "bullying.role.target" : (kPersonRoles[role] ?? "board.unknown"))}: {description || t("reach.noName")}
        </li>
      ))}
    </ul>
  );
}

function Found({ one }: { one: BullyingCase }) {
  const { t, time } = useText();
  const finding = kBullyingFindings[one.finding];
  return (
    <>
      {finding && (
        <p>
          <strong>{t(finding)}</strong>: {one.findingReason} {one.measures}
        </p>
      )}
      {one.threatCaseId && (
        <p>
          <a href={`#/cases/${one.threatCaseId}`}>{t("bullying.threatOpen")}</a>
        </p>
      )}
      {one.state === State.CLOSED && <p>{t("care.ended", { time: time(one.closedAt), reason: one.closingNote })}</p>}
    </>
  );
}

interface Props {
  one: BullyingCase;
  onChange(): void;
}

function Work({ one, onChange }: Props) {
  const { t } = useText();
  const { bullying } = useApi();
  const target = { school: one.school, bullyingId: one.id };
  const text = (name: string, label: string): FormField => ({ name, label, kind: "area", required: true, maxLength: kTextLengthMax });
  return (
    <div className="commands">
      {one.state === State.REPORTED && (
        <ActionForm
          label={t("bullying.take")}
          send={(_, { requestId, timeoutMs }) => bullying.takeBullying({ ...target, requestId }, { timeoutMs })}
          onDone={onChange}
          open
        />
      )}
      <ActionForm
        label={t("care.record")}
        fields={[
          { name: "step", label: t("care.step"), kind: "choice", required: true, options: choices(t, kBullyingSteps) },
          { name: "note", label: t("care.stepNote"), kind: "area", required: true, maxLength: kNoteLengthMax },
        ]}
        send={({ step, note }, { requestId, timeoutMs }) =>
          bullying.recordBullyingStep({ ...target, requestId, step: Number(step), note }, { timeoutMs })
        }
        onDone={onChange}
      />
      {one.state === State.LOOKED_INTO && (
        <ActionForm
          label={t("bullying.decide")}
          fields={[
            { name: "finding", label: t("bullying.finding"), kind: "choice", required: true, options: choices(t, kBullyingFindings) },
            text("reason", t("drills.why")),
            text("measures", t("bullying.measures")),
          ]}
          send={({ finding, reason, measures }, { requestId, timeoutMs }) =>
            bullying.decideBullying({ ...target, requestId, finding: Number(finding), reason, measures }, { timeoutMs })
          }
          onDone={onChange}
        />
      )}
      {!one.threatCaseId && <LinkThreat one={one} onChange={onChange} />}
      {one.state === State.FOLLOWED_UP && (
        <ActionForm
          label={t("bullying.close")}
          fields={[text("note", t("bullying.closeNote"))]}
          send={({ note }, { requestId, timeoutMs }) => bullying.closeBullying({ ...target, requestId, note }, { timeoutMs })}
          onDone={onChange}
        />
      )}
    </div>
  );
}

// Every look at cases is on the record: they are asked for once somebody wants to choose one.
function LinkThreat(props: Props) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return open ? <ChooseThreat {...props} /> : <Button onClick={() => setOpen(true)}>{t("bullying.threat")}</Button>;
}

function ChooseThreat({ one: { school, id: bullyingId }, onChange }: Props) {
  const { t } = useText();
  const { bullying, cases } = useApi();
  const live = useLive(
    `threats:${school}`,
    async (options) => (await cases.listCases({ school, pageSize: kPageSize }, options)).cases,
    (hint) => hint.aggregate === "case" && hint.school === school,
  );
  return (
    <div className="confirm">
      <h3>{t("bullying.threat")}</h3>
      <p>{t("bullying.threatHint")}</p>
      <LiveNote live={live} />
      {live.data && (
        <ActionForm
          label={t("bullying.threat")}
          fields={[
            {
              ...{ name: "threat", label: t("bullying.threatCase"), kind: "choice", required: true },
              options: live.data.map(({ id, summary }) => ({ value: id, label: summary || t("cases.noSummary") })),
            },
          ]}
          send={({ threat }, { requestId, timeoutMs }) =>
            bullying.linkBullyingToThreat({ requestId, school, bullyingId, threatCaseId: threat }, { timeoutMs })
          }
          onDone={onChange}
          open
        />
      )}
    </div>
  );
}
