// A fire alarm during a lockdown: nobody moves until the commander has answered. Two answers, each with what it does.
import { useId, useState } from "react";
import { useApi } from "../../api/api";
import { type Intent, useIntent } from "../../api/use_intent";
import { useDistrict } from "../../district";
import type { Incident, PendingDecision } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Confirm } from "../../ui/confirm";
import { TextField } from "../../ui/field";
import { Icon } from "../../ui/icon";
import { DoneNote, WarningNote } from "../../ui/notes";

const kSite = "site";
const kZonesTextMax = 400;
const kPlaceLengthMax = 200;

interface Answer {
  school: string;
  incidentId: string;
  /** None: everybody stays. */
  zones: string[];
  destination: string;
}

export function FireDecision({ incident }: { incident: Incident }) {
  const { t, time } = useText();
  const { can, me } = useSession();
  const { alarm } = useApi();
  const { incidents } = useDistrict();
  const title = useId();
  const decide = useIntent(async (answer: Answer, { requestId, timeoutMs }) => {
    await alarm.decideFire({ ...answer, requestId }, { timeoutMs });
    incidents.reload();
    return answer;
  });
  const { pending } = incident;
  if (!pending) {
    if (decide.progress.kind !== "done") return null;
    const moved = decide.progress.value.zones.length > 0;
    return <DoneNote>{t("fire.decided", { decision: t(moved ? "fire.moveConfirm" : "fire.stayConfirm") })}</DoneNote>;
  }
  const mine = incident.commanderId === me;
  const at = time(pending.openedAt);
  const where = pending.zone && (pending.zone === kSite ? t("incident.site") : pending.zone);
  return (
    <section className="note note-warning ask" aria-labelledby={title}>
      <Icon name="warning" />
      <div>
        <div role="alert">
          <h3 id={title}>{t("fire.title")}</h3>
          <p>
            {where ? t("fire.where", { zone: where, time: at }) : t("fire.reported", { time: at })} {t("fire.nobodyMoves")}
          </p>
          {can("incident.command") && (
            <p>
              <strong>{t(mine ? "fire.decide" : "fire.takeFirst")}</strong>
            </p>
          )}
        </div>
        {mine && can("incident.command") && (
          <div className="commands">
            <Stay incident={incident} decide={decide} />
            <Move incident={incident} pending={pending} decide={decide} />
          </div>
        )}
      </div>
    </section>
  );
}

interface Choice {
  incident: Incident;
  decide: Intent<Answer, Answer>;
}

function Stay({ incident, decide }: Choice) {
  const { t } = useText();
  const { school, id: incidentId } = incident;
  return (
    <Confirm
      label={t("fire.stay")}
      confirm={t("fire.stayConfirm")}
      progress={decide.progress}
      onConfirm={() => void decide.start({ school, incidentId, zones: [], destination: "" })}
    >
      <p>{t("fire.stayHint")}</p>
    </Confirm>
  );
}

function Move({ incident, pending, decide }: Choice & { pending: PendingDecision }) {
  const { t } = useText();
  const { school, id: incidentId, police } = incident;
  const known = new Set([pending.zone, ...incident.zones.map(({ name }) => name)].filter((name) => name && name !== kSite));
  // Without the police nobody moves a whole school by one word.
  const offered = [...known, ...(police ? [kSite] : [])];
  const [chosen, setChosen] = useState(() => offered.filter((name) => name === pending.zone && name !== kSite));
  const [others, setOthers] = useState("");
  const [destination, setDestination] = useState("");
  const [tried, setTried] = useState(false);
  const typed = others.split(",").map((name) => name.trim());
  const zones = [...new Set([...chosen, ...typed.filter(Boolean)])];
  const send = () => {
    setTried(true);
    if (zones.length > 0) void decide.start({ school, incidentId, zones, destination: destination.trim() });
  };
  const toggle = (name: string, on: boolean) => setChosen((old) => [...old.filter((one) => one !== name), ...(on ? [name] : [])]);
  return (
    <Confirm label={t("fire.move")} confirm={t("fire.moveConfirm")} kind="danger" progress={decide.progress} onConfirm={send}>
      <p>{t("fire.moveHint")}</p>
      {!police && <WarningNote>{t("fire.beforePolice")}</WarningNote>}
      {offered.length > 0 && (
        <fieldset className="choices">
          <legend>{t("fire.zones")}</legend>
          {offered.map((name) => (
            <label key={name} className="choice">
              <input type="checkbox" checked={chosen.includes(name)} onChange={({ target }) => toggle(name, target.checked)} />
              <span>{name === kSite ? t("incident.site") : name}</span>
            </label>
          ))}
        </fieldset>
      )}
      <TextField
        label={t(offered.length > 0 ? "fire.zonesOther" : "fire.zones")}
        hint={t("fire.zonesHint")}
        error={tried && zones.length === 0 ? t("fire.zoneNeeded") : undefined}
        required={offered.length === 0}
        maxLength={kZonesTextMax}
        autoComplete="off"
        value={others}
        onText={setOthers}
      />
      <TextField
        label={t("alarm.destination")}
        hint={t("alarm.destinationHint")}
        maxLength={kPlaceLengthMax}
        autoComplete="off"
        value={destination}
        onText={setDestination}
      />
    </Confirm>
  );
}
