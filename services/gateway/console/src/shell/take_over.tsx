// An open incident at a school of one's own takes the whole console: what to do now, "seen", "safe", "need help". What
// was behind it stays as it was and comes back with the release, or when the person asks for it.
import { useEffect, useRef, useState } from "react";
import { kStateKey } from "../alarm/order";
import { useDistrict } from "../district";
import { worst } from "../district/school_state";
import type { Incident } from "../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../i18n";
import { go, useRoute } from "../lib/router";
import { CommandOffer } from "../screens/alarm/command_offer";
import { FireDecision } from "../screens/alarm/fire_decision";
import { MySafety } from "../screens/alarm/safety";
import { SeenButton } from "../screens/seen";
import { useSession } from "../session";
import { kActionName } from "../ui/action_badge";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { WhatToDo } from "../ui/what_to_do";
import { LanguageSwitch } from "./header";

// Pages on which an incident is itself the work.
const kNeverCovered = ["alarm", "drill", "seen"];

// Whoever has the whole district is told by the banner: twenty schools would never leave a console alone.
function useMine(): Incident | undefined {
  const { state } = useSession();
  const { incidents } = useDistrict();
  const mine = new Set(state.kind === "in" ? state.session.grants.map(({ school }) => school) : []);
  return worst((incidents.data ?? []).filter(({ school }) => mine.has(school)));
}

// What was laid aside comes back when anything about the incident changes.
const stampOf = ({ id, sequence }: Incident) => `${id}/${sequence}`;

/** The incident that covers the console now, and the way to lay it aside. */
export function useTakeOver(): { incident?: Incident; layAside(): void } {
  const incident = useMine();
  const page = useRoute().path[0] ?? "";
  const [laidAside, setLaidAside] = useState("");
  const covers = incident && !kNeverCovered.includes(page) && stampOf(incident) !== laidAside;
  return { incident: covers ? incident : undefined, layAside: () => incident && setLaidAside(stampOf(incident)) };
}

export function TakeOver({ incident, onLayAside }: { incident: Incident; onLayAside(): void }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { nameOf, choose } = useDistrict();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    return () => void setTimeout(() => before instanceof HTMLElement && before.focus());
  }, []);
  // Another instruction is read out as a new one.
  useEffect(() => heading.current?.focus(), [incident.id, incident.sequence]);

  const { school, drill, action } = incident;
  const open = () => {
    choose(school);
    go("/alarm");
  };
  return (
    <section
      className={`take-over action-${kActionName[action]} ${drill ? "is-drill" : ""}`}
      role="alertdialog"
      aria-modal="true"
      aria-labelledby="take-over-title"
      aria-describedby="take-over-do"
    >
      <div className="take-over-head">
        <Icon name={kActionName[action]} large />
        <div>
          {drill && <p className="drill-word">{t("state.drillLong")}</p>}
          <h1 id="take-over-title" ref={heading} tabIndex={-1}>
            {t(drill ? "banner.drill" : "banner.real", { action: t(kStateKey[action]), school: nameOf(school) })}
          </h1>
          <p>{t("board.since", { time: time(incident.raisedAt) })}</p>
        </div>
        <LanguageSwitch />
      </div>
      <div className="take-over-body">
        <div id="take-over-do">
          {drill && <p className="take-over-drill">{t("takeOver.drill")}</p>}
          <h2>{t("takeOver.do")}</h2>
          <WhatToDo incident={incident} />
        </div>
        <CommandOffer incident={incident} />
        <FireDecision incident={incident} />
        {can("notice.acknowledge") && <SeenButton key={stampOf(incident)} school={school} aboutId={incident.id} />}
        {can("incident.raise") && <MySafety incident={incident} />}
        {!drill && (
          <p className="alarm-911">
            {t("alarm.danger")}{" "}
            <a href="tel:911">
              <Icon name="phone" /> {t("common.call911")}
            </a>
          </p>
        )}
        <div className="row">
          <Button onClick={open}>{t("takeOver.open")}</Button>
          <Button onClick={onLayAside}>{t("takeOver.layAside")}</Button>
        </div>
        <p className="muted">{t("takeOver.returns")}</p>
      </div>
    </section>
  );
}
