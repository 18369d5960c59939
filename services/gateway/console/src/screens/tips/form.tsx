// The anonymous tip. What is typed stays until the tip has safely arrived.
import { type FormEvent, useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { Tip_Category } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { uuidv4 } from "../../lib/uuid";
import { Button } from "../../ui/button";
import { Field, TextField } from "../../ui/field";
import { FailureNote, WarningNote } from "../../ui/notes";
import { bytesOf } from "../desk/scan";
import { TipReceiptCard } from "./receipt_card";
import { SchoolField } from "./school_field";
import { sendTip, type Tip } from "./send";

const kTextLengthMax = 4_000;
const kTextBytesMax = 16_000;
const kPlaceLengthMax = 200;

export const kCategories: { category: Tip_Category; label: TextKey }[] = [
  { category: Tip_Category.THREAT, label: "tip.cat.threat" },
  { category: Tip_Category.FIREARM, label: "tip.cat.firearm" },
  { category: Tip_Category.WEAPON, label: "tip.cat.weapon" },
  { category: Tip_Category.BULLYING, label: "tip.cat.bullying" },
  { category: Tip_Category.CYBERBULLYING, label: "tip.cat.cyberbullying" },
  { category: Tip_Category.ABUSE, label: "tip.cat.abuse" },
  { category: Tip_Category.SELF_HARM, label: "tip.cat.selfHarm" },
  { category: Tip_Category.DRUGS, label: "tip.cat.drugs" },
  { category: Tip_Category.OTHER, label: "tip.cat.other" },
];

export function TipForm({ school }: { school: string }) {
  const { t, number } = useText();
  const { tips } = useApi();
  const empty: Tip = { school, category: Tip_Category.UNSPECIFIED, text: "", place: "", happeningNow: false };
  const [tip, setTip] = useState(empty);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Tip>) => setTip({ ...tip, ...change });
  const submit = useIntent((request: Tip, attempt) => sendTip(tips, request, attempt), {
    makeId: uuidv4,
  });

  // By characters as people count them, as the contract does.
  const left = kTextLengthMax - [...tip.text].length;
  const textError = !tip.text.trim()
    ? t("common.required")
    : left < 0
      ? t("tip.over", { count: number(-left) })
      : bytesOf(tip.text) > kTextBytesMax
        ? t("tip.tooManyBytes")
        : undefined;
  const missing = { school: !tip.school, category: tip.category === Tip_Category.UNSPECIFIED };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing.school && !missing.category && !textError) void submit.start(tip);
  };

  const { progress } = submit;
  if (progress.kind === "done") {
    const another = () => {
      setTip(empty);
      setTried(false);
      submit.reset();
    };
    return <TipReceiptCard school={tip.school} receipt={progress.value} onAnother={another} />;
  }
  return (
    <section className="card narrow" aria-labelledby="tip-title">
      <h1 id="tip-title">{t("tip.title")}</h1>
      <p className="lead">{t("tip.intro")}</p>
      <Emergency />
      <form onSubmit={send} noValidate>
        <SchoolField
          value={tip.school}
          error={tried && missing.school ? t("common.required") : undefined}
          onText={(value) => set({ school: value })}
        />
        <fieldset className="choices">
          <legend>{t("tip.category")}</legend>
          {kCategories.map(({ category, label }) => (
            <label key={category} className="choice">
              <input
                type="radio"
                name="category"
                checked={tip.category === category}
                onChange={() => set({ category })}
              />
              <span>{t(label)}</span>
            </label>
          ))}
          {tried && missing.category && (
            <p className="field-error" role="alert">
              {t("common.required")}
            </p>
          )}
        </fieldset>
        {tip.category === Tip_Category.SELF_HARM && <WarningNote urgent>{t("tip.selfHarm")}</WarningNote>}
        <label className="choice choice-alone">
          <input
            type="checkbox"
            checked={tip.happeningNow}
            onChange={(event) => set({ happeningNow: event.target.checked })}
          />
          <span>{t("tip.now")}</span>
        </label>
        {tip.happeningNow && (
          <WarningNote urgent>
            <p>{t("tip.emergencyNow")}</p>
            <p>
              <a className="button button-danger" href="tel:911">
                {t("common.call911")}
              </a>
            </p>
          </WarningNote>
        )}
        <Field label={t("tip.text")} hint={t("tip.textHint")} error={tried || left < 0 ? textError : undefined}>
          {(control) => (
            <>
              <textarea
                {...control}
                rows={7}
                required
                autoComplete="off"
                value={tip.text}
                onChange={(event) => set({ text: event.target.value })}
              />
              <p className="counter">{left >= 0 && t("tip.left", { count: number(left) })}</p>
            </>
          )}
        </Field>
        <TextField
          label={t("tip.place")}
          maxLength={kPlaceLengthMax}
          autoComplete="off"
          value={tip.place}
          onText={(place) => set({ place })}
        />
        {progress.kind === "failed" && (
          <FailureNote failure={progress.failure}>
            <p>{t("tip.again")}</p>
          </FailureNote>
        )}
        <Button type="submit" kind="primary" className="wide" busy={progress.kind === "sending"}>
          {t("tip.submit")}
        </Button>
      </form>
      <p>
        <a href="#/tip/status">{t("tip.check")}</a>
      </p>
    </section>
  );
}

function Emergency() {
  const { t } = useText();
  return (
    <WarningNote>
      <p>
        {t("tip.emergency")} <a href="tel:911">{t("common.call911")}</a>
      </p>
    </WarningNote>
  );
}
