// A call for help that is no alarm: it reaches those who answer at the school, and changes nothing for anybody else.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { useLive } from "../../feed/use_live";
import { type Assist, Assist_Kind, Assist_State } from "../../gen/watchbell/alerting/v1/assist_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { useSession } from "../../session";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Select, TextField } from "../../ui/field";
import { FailureNote, LiveNote } from "../../ui/notes";

const kPlaceLengthMax = 200;

const kKindKey: Record<Assist_Kind, TextKey> = {
  [Assist_Kind.UNSPECIFIED]: "assist.kindOther",
  [Assist_Kind.MEDICAL]: "assist.medical",
  [Assist_Kind.BEHAVIOUR]: "assist.behaviour",
  [Assist_Kind.OTHER]: "assist.kindOther",
};
const kKinds = [Assist_Kind.MEDICAL, Assist_Kind.BEHAVIOUR, Assist_Kind.OTHER];

export function Assists({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { assists } = useApi();
  const live = useLive(
    can("incident.read") ? `assists:${school}` : "",
    async (options) => (await assists.listAssists({ school }, options)).assists,
    (hint) => hint.aggregate === "assist" && hint.school === school,
  );
  return (
    <section className="assists" aria-labelledby="assists">
      <h2 id="assists">{t("assist.title")}</h2>
      <p>{t("assist.hint")}</p>
      <AskForHelp school={school} onAsked={live.reload} />
      {can("incident.read") && <LiveNote live={live} />}
      <ul className="people">
        {(live.data ?? []).map((assist) => (
          <AssistRow key={assist.id} assist={assist} onChanged={live.reload} />
        ))}
      </ul>
    </section>
  );
}

function AskForHelp({ school, onAsked }: { school: string; onAsked(): void }) {
  const { t } = useText();
  const { assists } = useApi();
  const [kind, setKind] = useState(Assist_Kind.MEDICAL);
  const [place, setPlace] = useState("");
  const ask = useIntent(
    async (request: { school: string; kind: Assist_Kind; place: string }, { requestId, timeoutMs }) => {
      const asked = await assists.askForHelp({ ...request, requestId }, { timeoutMs });
      onAsked();
      return asked;
    },
  );
  return (
    <>
      <Confirm
        label={t("assist.ask")}
        confirm={t("assist.send")}
        progress={ask.progress}
        onConfirm={() => place.trim() && void ask.start({ school, kind, place: place.trim() })}
      >
        <Select label={t("assist.kind")} value={String(kind)} onText={(value) => setKind(Number(value))}>
          {kKinds.map((one) => (
            <option key={one} value={one}>
              {t(kKindKey[one])}
            </option>
          ))}
        </Select>
        <TextField label={t("alarm.place")} maxLength={kPlaceLengthMax} required value={place} onText={setPlace} />
      </Confirm>
      <p role="status">{ask.progress.kind === "done" && t("assist.asked")}</p>
    </>
  );
}

function AssistRow({ assist, onChanged }: { assist: Assist; onChanged(): void }) {
  const { t, time } = useText();
  const { assists } = useApi();
  const target = { school: assist.school, assistId: assist.id };
  const then = async (answer: Promise<Assist>) => {
    const changed = await answer;
    onChanged();
    return changed;
  };
  const answer = useIntent((request: typeof target, { requestId, timeoutMs }) =>
    then(assists.answerAssist({ ...request, requestId }, { timeoutMs })),
  );
  const resolve = useIntent((request: typeof target, { requestId, timeoutMs }) =>
    then(assists.resolveAssist({ ...request, requestId }, { timeoutMs })),
  );
  return (
    <li>
      <strong>{t(kKindKey[assist.kind])}</strong> · {assist.place} · {time(assist.askedAt)}{" "}
      {assist.state === Assist_State.ANSWERED && <span className="tag">{t("assist.answered")}</span>}
      {[answer, resolve].map(({ progress }, i) =>
        progress.kind === "failed" ? <FailureNote key={i} failure={progress.failure} /> : null,
      )}
      <div className="row">
        {assist.state === Assist_State.OPEN && (
          <Button kind="primary" busy={answer.progress.kind === "sending"} onClick={() => void answer.start(target)}>
            {t("assist.going")}
          </Button>
        )}
        <Button busy={resolve.progress.kind === "sending"} onClick={() => void resolve.start(target)}>
          {t("assist.resolve")}
        </Button>
      </div>
    </li>
  );
}
