// What each role of the plan does now, ticked off with the time. A tick is sent until it is recorded, also over a network
// that comes and goes.
import { Code, ConnectError } from "@connectrpc/connect";
import { kStateKey } from "../../alarm/order";
import { useApi } from "../../api/api";
import { kUntilConfirmed } from "../../api/persist";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import type { ChecklistLine, IncidentChecklist } from "../../gen/watchbell/alerting/v1/emergency_plan_pb";
import type { Action, Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { FailureNote, LiveNote, WarningNote } from "../../ui/notes";
import { useNames } from "../../ui/use_names";

interface Target {
  school: string;
  incidentId: string;
}

export function Checklist({ incident }: { incident: Incident }) {
  const { t } = useText();
  const { can } = useSession();
  const { plans } = useApi();
  const { school, id: incidentId, action } = incident;
  const live = useLive(
    can("plan.read") ? `checklist:${incidentId}` : "",
    async (options): Promise<{ checklist?: IncidentChecklist }> => {
      try {
        return { checklist: await plans.getChecklist({ school, incidentId }, options) };
      } catch (error) {
        // That nobody has opened it is an answer.
        if (ConnectError.from(error).code === Code.NotFound) return {};
        throw error;
      }
    },
    (hint) => hint.aggregate === "incident-checklist" && hint.school === school,
  );
  const open = useIntent(async (target: Target, { requestId, timeoutMs }) => {
    const opened = await plans.openChecklist({ ...target, requestId }, { timeoutMs });
    live.reload();
    return opened;
  });
  if (!can("plan.read")) return null;
  const { checklist } = live.data ?? {};
  const covered = checklist?.lines.some((line) => line.action === action);
  const { progress } = open;
  return (
    <div className="checklist">
      <h3>{t("checklist.title")}</h3>
      <LiveNote live={live} />
      {live.data && !checklist && <p className="muted">{t("checklist.none")}</p>}
      {checklist && <Lines checklist={checklist} now={action} onTicked={live.reload} />}
      {progress.kind === "failed" &&
        (progress.failure.code === Code.NotFound ? (
          <WarningNote urgent>{t("ready.noPlan")}</WarningNote>
        ) : (
          <FailureNote failure={progress.failure} />
        ))}
      {live.data && !covered && (
        <Button busy={progress.kind === "sending"} onClick={() => void open.start({ school, incidentId })}>
          {checklist ? t("checklist.add", { action: t(kStateKey[action]) }) : t("checklist.open")}
        </Button>
      )}
    </div>
  );
}

interface Numbered {
  line: ChecklistLine;
  number: number;
}

function Lines({ checklist, now, onTicked }: { checklist: IncidentChecklist; now: Action; onTicked(): void }) {
  const { t, number } = useText();
  const { school, incidentId, lines } = checklist;
  const nameOf = useNames(school, lines.map(({ tickedBy }) => tickedBy));
  // What is done now comes first; then each role, in the plan's order.
  const groups = new Map<string, Numbered[]>();
  const numbered = lines.map((line, i) => ({ line, number: i }));
  for (const one of [...numbered].sort((a, b) => Number(b.line.action === now) - Number(a.line.action === now))) {
    const title = `${t(kStateKey[one.line.action])}: ${one.line.role}`;
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  const done = lines.filter(({ tickedAt }) => tickedAt).length;
  return (
    <>
      <p role="status">
        <strong>{t("checklist.done", { done: number(done), all: number(lines.length) })}</strong>
      </p>
      <progress max={lines.length || 1} value={done} aria-label={t("checklist.title")} />
      <p className="muted">{t("checklist.hint")}</p>
      {[...groups].map(([title, group]) => (
        <fieldset key={title}>
          <legend>{title}</legend>
          {group.map((one) => (
            <Line key={one.number} target={{ school, incidentId }} {...one} nameOf={nameOf} onTicked={onTicked} />
          ))}
        </fieldset>
      ))}
    </>
  );
}

interface LineProps extends Numbered {
  target: Target;
  nameOf(id: string): string;
  onTicked(): void;
}

function Line({ target, line, number, nameOf, onTicked }: LineProps) {
  const { t, time } = useText();
  const { plans } = useApi();
  const tick = useIntent(
    async (request: Target & { line: number }, { requestId, timeoutMs }) => {
      const ticked = await plans.tickChecklist({ ...request, requestId }, { timeoutMs });
      onTicked();
      return ticked;
    },
    { policy: kUntilConfirmed },
  );
  const { progress } = tick;
  // The answer may be newer than the list.
  const known = line.tickedAt || progress.kind !== "done" ? line : (progress.value.lines[number] ?? line);
  const recorded = known.tickedAt !== undefined;
  const sending = progress.kind === "sending";
  return (
    <>
      <label className="choice">
        <input
          type="checkbox"
          checked={recorded || sending}
          aria-disabled={recorded || sending}
          onChange={() => !recorded && !sending && void tick.start({ ...target, line: number })}
        />
        <span>
          {known.text}
          {recorded && (
            <span className="choice-hint">
              {t("checklist.ticked", { time: time(known.tickedAt), after: clockOf(known.seconds), name: nameOf(known.tickedBy) })}
            </span>
          )}
          {sending && progress.attempt > 1 && (
            <span className="choice-hint" role="status">
              {t("checklist.sending", { attempt: progress.attempt })}
            </span>
          )}
        </span>
      </label>
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
    </>
  );
}

/** 125 as "2:05". */
function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
