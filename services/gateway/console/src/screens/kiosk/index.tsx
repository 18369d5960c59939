// A kiosk at the entry, for visitors themselves: ?kiosk in the address. Large, one question at a time, nothing of staff
// or of other visitors. A member of staff has signed in on it and chosen the school.
import { useEffect, useState } from "react";
import { closesDoor } from "../../alarm/door";
import { useDistrict } from "../../district";
import { schoolState } from "../../district/school_state";
import type { Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { languageNames, languages } from "../../i18n/dictionary";
import { Button } from "../../ui/button";
import { WarningNote } from "../../ui/notes";
import { SchoolPicker } from "../../ui/school_picker";
import { WhatToDo } from "../../ui/what_to_do";
import { KioskAnswer } from "./answer";
import { KioskForm } from "./form";
import type { Answer } from "./use_kiosk_check_in";
import { useKioskCheckIn } from "./use_kiosk_check_in";
import { useQueue } from "./use_queue";

// Long enough to read; then the screen is the next visitor's.
const kAnswerMs = 20_000;

export function isKiosk(): boolean {
  return new URLSearchParams(window.location.search).has("kiosk");
}

export function KioskScreen() {
  const { t, language, setLanguage } = useText();
  const { school, nameOf, incidents } = useDistrict();
  const state = schoolState(school, incidents);
  const closing = state.kind === "open" && closesDoor(state.incident) ? state.incident : undefined;
  return (
    <div className="kiosk">
      <div className="kiosk-languages" role="group" aria-label={t("app.language")}>
        {languages.map((tag) => (
          <button
            key={tag}
            type="button"
            className="button"
            lang={tag}
            aria-pressed={tag === language}
            onClick={() => setLanguage(tag)}
          >
            {languageNames[tag]}
          </button>
        ))}
      </div>
      <h1>{closing ? t("kiosk.closed") : t("kiosk.welcome", { school: school ? nameOf(school) : t("app.name") })}</h1>
      {closing && <Closed incident={closing} />}
      {/* Hidden, not gone: what somebody was typing is there again after the release, and what waits is sent. */}
      <div hidden={closing !== undefined}>{school ? <Kiosk key={school} school={school} /> : <SchoolPicker />}</div>
    </div>
  );
}

function Closed({ incident }: { incident: Incident }) {
  const { t } = useText();
  return (
    <section className="card" role="alert">
      <WhatToDo incident={incident} />
      <p>{t("kiosk.closedHint")}</p>
    </section>
  );
}

function Kiosk({ school }: { school: string }) {
  const { t, count } = useText();
  const queue = useQueue();
  const [way, setWay] = useState<"" | "scan" | "type">("");
  const [code, setCode] = useState("");
  const [answer, setAnswer] = useState<Answer>();
  const startAgain = () => {
    setAnswer(undefined);
    setWay("");
    setCode("");
  };
  const checkIn = useKioskCheckIn(school, queue, setAnswer, (invitation) => {
    setCode(invitation);
    setWay("type");
  });
  useEffect(() => {
    if (!answer) return;
    const timer = setTimeout(startAgain, kAnswerMs);
    return () => clearTimeout(timer);
  }, [answer]);

  return (
    <>
      {answer ? (
        <KioskAnswer answer={answer} onNext={startAgain} />
      ) : way === "" ? (
        <div className="kiosk-ways">
          <Button kind="primary" onClick={() => setWay("scan")}>
            {t("kiosk.scan")}
          </Button>
          <Button onClick={() => setWay("type")}>{t("kiosk.type")}</Button>
        </div>
      ) : (
        <KioskForm key={way} way={way} code={code} checkIn={checkIn} onBack={startAgain} />
      )}
      {queue.count > 0 && <WarningNote>{count("kiosk.waiting", queue.count)}</WarningNote>}
      {queue.refused > 0 && <WarningNote urgent>{t("kiosk.refused")}</WarningNote>}
    </>
  );
}
