// The anonymous tip. What is typed stays until the tip has safely arrived.
import { type FormEvent, useState } from "react";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { Tip_Category } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import type { TextWarning } from "../../gen/watchbell/threat_intake/v1/tip_service_pb";
import { useText } from "../../i18n";
import { uuidv4 } from "../../lib/uuid";
import { Button } from "../../ui/button";
import { Field, TextField } from "../../ui/field";
import { FailureNote, WarningNote } from "../../ui/notes";
import { bytesOf } from "../desk/scan";
import { kAskedCategories, kTipCategories } from "./categories";
import { FilesField, filesError } from "./files_field";
import { TipReceiptCard } from "./receipt_card";
import { SchoolField } from "./school_field";
import { sendTip, type Tip } from "./send";
import { TextWarnings } from "./warnings";

const kTextLengthMax = 4_000;
const kTextBytesMax = 16_000;
const kPlaceLengthMax = 200;
const kPassphraseLengthMin = 12;
const kCheckTimeoutMs = 4_000;

export function TipForm({ school }: { school: string }) {
  const { t, number } = useText();
  const api = useApi();
  const empty: Tip = {
    ...{ school, category: Tip_Category.UNSPECIFIED, text: "", place: "", happeningNow: false },
    ...{ passphrase: "", files: [] },
  };
  const [tip, setTip] = useState(empty);
  const [tried, setTried] = useState(false);
  const set = (change: Partial<Tip>) => setTip({ ...tip, ...change });
  const submit = useIntent((request: Tip, attempt) => sendTip(api, request, attempt), { makeId: uuidv4 });
  // Asked of the service, which keeps nothing of it; a text that was warned about goes with the second press.
  const [warned, setWarned] = useState<{ text: string; warnings: TextWarning[] }>();
  const mayTellWho = async (text: string): Promise<boolean> => {
    if (warned?.text === text) return false;
    const { warnings } = await api.tips
      .checkText({ text }, { timeoutMs: kCheckTimeoutMs })
      .catch(() => ({ warnings: [] as TextWarning[] }));
    setWarned({ text, warnings });
    return warnings.length > 0;
  };

  // By characters as people count them, as the contract does.
  const left = kTextLengthMax - [...tip.text].length;
  const textError = !tip.text.trim()
    ? t("common.required")
    : left < 0
      ? t("tip.over", { count: number(-left) })
      : bytesOf(tip.text) > kTextBytesMax
        ? t("tip.tooManyBytes")
        : undefined;
  const passphraseError =
    tip.passphrase && [...tip.passphrase].length < kPassphraseLengthMin ? t("tip.passphraseShort") : undefined;
  const missing = { school: !tip.school, category: tip.category === Tip_Category.UNSPECIFIED };
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.school || missing.category || textError || passphraseError || filesError(tip.files)) return;
    void mayTellWho(tip.text).then((wait) => wait || void submit.start(tip));
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
          {kAskedCategories.map((category) => (
            <label key={category} className="choice">
              <input
                type="radio"
                name="category"
                checked={tip.category === category}
                onChange={() => set({ category })}
              />
              <span>{t(kTipCategories[category])}</span>
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
        <FilesField files={tip.files} onFiles={(files) => set({ files })} />
        <TextField
          label={t("tip.passphraseChoose")}
          hint={t("tip.passphraseHint")}
          type="password"
          autoComplete="off"
          value={tip.passphrase}
          onText={(passphrase) => set({ passphrase })}
          error={tried ? passphraseError : undefined}
        />
        {warned?.text === tip.text && warned.warnings.length > 0 && (
          <TextWarnings text={tip.text} warnings={warned.warnings} />
        )}
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
