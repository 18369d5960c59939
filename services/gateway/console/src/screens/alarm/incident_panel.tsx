// An open incident: what is known, what the commander can do, who has been reached.
import type { ReactNode } from "react";
import { hazardKey, kStateKey } from "../../alarm/order";
import { useDistrict } from "../../district";
import type { Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { ActionBadge } from "../../ui/action_badge";
import { useNames } from "../../ui/use_names";
import { WhatToDo } from "../../ui/what_to_do";
import { AccountabilityPanel } from "./accountability";
import { Checklist } from "./checklist";
import { CommandButtons } from "./command_buttons";
import { CommandOffer } from "./command_offer";
import { FireDecision } from "./fire_decision";
import { Reach } from "./reach";
import { Safety } from "./safety";

export function IncidentPanel({ incident }: { incident: Incident }) {
  const { t, time } = useText();
  const { nameOf } = useDistrict();
  const { me } = useSession();
  const { commanderId, commandOfferedTo } = incident;
  const personOf = useNames(incident.school, [commanderId, commandOfferedTo], t("incident.commanderOther"));
  const commander = !commanderId
    ? t("incident.commanderNone")
    : commanderId === me
      ? t("incident.commanderYou")
      : personOf(commanderId);
  const hazard = hazardKey(incident.hazard);
  const school = nameOf(incident.school);

  return (
    <section className={`card incident ${incident.drill ? "is-drill-card" : ""}`} aria-labelledby={incident.id}>
      <div className="heading-row">
        <h2 id={incident.id}>{t(incident.drill ? "incident.titleDrill" : "incident.title", { school })}</h2>
        <ActionBadge action={incident.action} drill={incident.drill} />
      </div>
      {incident.drill && <p>{t("state.drillLong")}</p>}
      <CommandOffer incident={incident} />
      <FireDecision incident={incident} />
      <WhatToDo incident={incident} />
      <dl className="facts">
        <Fact name={t("incident.raisedAt")}>{time(incident.raisedAt)}</Fact>
        {incident.place && <Fact name={t("incident.place")}>{incident.place}</Fact>}
        {incident.hazard && <Fact name={t("incident.hazard")}>{hazard ? t(hazard) : incident.hazard}</Fact>}
        <Fact name={t("incident.commander")}>
          {commander}
          {commandOfferedTo && commandOfferedTo !== me && (
            <span className="muted"> · {t("command.waits", { name: personOf(commandOfferedTo) })}</span>
          )}
        </Fact>
        {!incident.drill && (
          <Fact name={t("incident.police")}>
            {incident.police
              ? `${incident.police.reference} (${time(incident.police.at)})`
              : t("incident.policeNone")}
          </Fact>
        )}
        {incident.zones.length > 1 && (
          <Fact name={t("incident.zones")}>
            {incident.zones.map(({ name, action }) => (
              <span key={name} className="zone">
                {name === "site" ? t("incident.site") : name}: {t(kStateKey[action])}
              </span>
            ))}
          </Fact>
        )}
      </dl>
      <CommandButtons incident={incident} />
      <Checklist incident={incident} />
      <Safety incident={incident} />
      <AccountabilityPanel incident={incident} />
      <Reach incident={incident} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
