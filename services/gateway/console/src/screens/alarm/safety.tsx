// How each person is: two big buttons for oneself, and for the commander who needs help, first and by name.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import type { Incident } from "../../gen/watchbell/alerting/v1/incident_pb";
import { type SafetyAnswer, SafetyAnswer_Word } from "../../gen/watchbell/alerting/v1/safety_pb";
import { useText } from "../../i18n";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { TextField } from "../../ui/field";
import { DoneNote, FailureNote, LiveNote } from "../../ui/notes";

const kPlaceLengthMax = 100;
// Names are looked up one by one; with more people in need nobody reads a list.
const kNamesMax = 30;

export function Safety({ incident }: { incident: Incident }) {
  const { can } = useSession();
  return (
    <>
      {can("incident.raise") && <MySafety incident={incident} />}
      {can("incident.command") && <SafetyList incident={incident} />}
    </>
  );
}

export function MySafety({ incident }: { incident: Incident }) {
  const { t, seconds } = useText();
  const { safety } = useApi();
  const [place, setPlace] = useState("");
  const report = useIntent((word: SafetyAnswer_Word, { requestId, timeoutMs }) =>
    safety.reportSafety({ school: incident.school, incidentId: incident.id, word, place, requestId }, { timeoutMs }),
  );
  const { progress } = report;
  const say = (word: SafetyAnswer_Word) => void report.start(word);
  return (
    <div className="safety">
      <h3>{t("safety.title")}</h3>
      <TextField label={t("safety.place")} maxLength={kPlaceLengthMax} value={place} onText={setPlace} />
      {progress.kind === "failed" && <FailureNote failure={progress.failure} />}
      {progress.kind === "done" && <DoneNote>{t("safety.recorded", { time: seconds(progress.at) })}</DoneNote>}
      <div className="row">
        <Button kind="primary" className="wide" busy={progress.kind === "sending"} onClick={() => say(SafetyAnswer_Word.SAFE)}>
          {t("safety.safe")}
        </Button>
        <Button kind="danger" className="wide" busy={progress.kind === "sending"} onClick={() => say(SafetyAnswer_Word.NEED_HELP)}>
          {t("safety.needHelp")}
        </Button>
      </div>
    </div>
  );
}

function SafetyList({ incident }: { incident: Incident }) {
  const { t, time, number } = useText();
  const { can } = useSession();
  const { safety, directory } = useApi();
  const { school, id: incidentId } = incident;
  const nameOf = async ({ personId }: SafetyAnswer, options: object): Promise<string> => {
    if (!can("directory.read")) return "";
    const person = await directory.getPerson({ school, personId }, options).catch(() => undefined);
    return person ? `${person.givenName} ${person.familyName}`.trim() : "";
  };
  const live = useLive(
    `safety:${incidentId}`,
    async (options) => {
      const { safe, needHelp, answers } = await safety.listSafety({ school, incidentId }, options);
      const inNeed = answers.filter(({ word }) => word === SafetyAnswer_Word.NEED_HELP);
      const names = await Promise.all(inNeed.slice(0, kNamesMax).map((answer) => nameOf(answer, options)));
      return { safe, needHelp, inNeed: inNeed.map((answer, i) => ({ answer, name: names[i] })) };
    },
    (hint) => hint.aggregate === "safety-batch" && hint.school === school,
  );
  return (
    <div className="safety">
      <h3>{t("safety.listTitle")}</h3>
      <LiveNote live={live} />
      {live.data && (
        <>
          <p>
            <strong>{t("safety.needHelpCount", { count: number(live.data.needHelp) })}</strong>
            {" · "}
            {t("safety.safeCount", { count: number(live.data.safe) })}
          </p>
          <ul className="people">
            {live.data.inNeed.map(({ answer, name }) => (
              <li key={answer.personId}>
                {name || t("reach.noName")}
                {answer.place && ` · ${answer.place}`} · {time(answer.at)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
