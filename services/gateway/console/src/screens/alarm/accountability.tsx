// Who is accounted for: for the commander everybody, for a teacher the own class.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import type { Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import type { Accountability } from "../../gen/watchbell/alerting/v1/roll_call_pb";
import { RollCallRow_State } from "../../gen/watchbell/alerting/v1/roll_call_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Confirm } from "../../ui/confirm";
import { TextField } from "../../ui/field";
import { LiveNote } from "../../ui/notes";
import { MyClass } from "./my_class";

const kListsMax = 500;
const kPeriodLengthMax = 40;

export function AccountabilityPanel({ incident }: { incident: Incident }) {
  const { t } = useText();
  const { can, state } = useSession();
  const { rollCalls } = useApi();
  const { school, id: incidentId } = incident;
  const me = state.kind === "in" ? state.session.personId : "";
  const live = useLive(
    can("rollcall.take") ? `accountability:${incidentId}` : "",
    async (options) => {
      const [lists, everybody] = await Promise.all([
        rollCalls.listRollCalls({ school, incidentId, pageSize: kListsMax }, options),
        can("rollcall.read") ? rollCalls.getAccountability({ school, incidentId }, options) : undefined,
      ]);
      return { opened: lists.rollCalls.length > 0, mine: lists.rollCalls.filter(({ teacherIds }) => teacherIds.includes(me)), everybody };
    },
    (hint) => hint.aggregate === "roll-call" && hint.school === school,
  );
  if (!can("rollcall.take")) return null;
  const { opened, mine = [], everybody } = live.data ?? {};
  return (
    <div className="accountability">
      <h3>{t("accountability.title")}</h3>
      <LiveNote live={live} />
      {live.data && !opened && (
        <>
          <p className="muted">{t("accountability.notOpened")}</p>
          {can("rollcall.read") && <OpenRollCalls incident={incident} onOpened={live.reload} />}
        </>
      )}
      {opened && everybody && <Everybody everybody={everybody} />}
      {mine.map((list) => (
        <MyClass key={list.id} list={list} onTaken={live.reload} />
      ))}
    </div>
  );
}

function OpenRollCalls({ incident, onOpened }: { incident: Incident; onOpened(): void }) {
  const { t } = useText();
  const { rollCalls } = useApi();
  const [period, setPeriod] = useState("");
  const open = useIntent(async (request: { school: string; incidentId: string; period: string }, { requestId, timeoutMs }) => {
    const opened = await rollCalls.openRollCalls({ ...request, requestId }, { timeoutMs });
    onOpened();
    return opened;
  });
  return (
    <Confirm
      label={t("accountability.open")}
      confirm={t("accountability.openConfirm")}
      progress={open.progress}
      onConfirm={() => void open.start({ school: incident.school, incidentId: incident.id, period: period.trim() })}
    >
      <TextField
        label={t("accountability.period")}
        hint={t("accountability.periodHint")}
        maxLength={kPeriodLengthMax}
        value={period}
        onText={setPeriod}
      />
    </Confirm>
  );
}

function Everybody({ everybody }: { everybody: Accountability }) {
  const { t, number, time } = useText();
  const { accounted, people, missing, injured, withEms, lists, listsTaken } = everybody;
  return (
    <>
      <p>
        <strong>{t("accountability.accounted", { accounted: number(accounted), people: number(people) })}</strong>
        {" · "}
        {t("accountability.lists", { taken: number(listsTaken), lists: number(lists) })}
      </p>
      <progress max={people || 1} value={accounted} aria-label={t("accountability.title")} />
      <p>
        {t("accountability.missing", { count: number(missing) })} · {t("accountability.injured", { count: number(injured) })} ·{" "}
        {t("accountability.withEms", { count: number(withEms) })}
      </p>
      {everybody.completeAt && (
        <p role="status">
          {t("accountability.complete", { time: time(everybody.completeAt), seconds: Number(everybody.secondsToComplete) })}
        </p>
      )}
      {everybody.unaccounted.length > 0 && (
        <>
          <h4>{t("accountability.unaccounted")}</h4>
          <ul className="people">
            {everybody.unaccounted.map((line) => (
              <li key={line.personId}>
                {[line.givenName, line.familyName].filter(Boolean).join(" ") || t("reach.noName")}
                {line.rooms.length > 0 && ` · ${line.rooms.join(", ")}`}
                {line.state === RollCallRow_State.MISSING && <span className="tag">{t("rollcall.missing")}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
