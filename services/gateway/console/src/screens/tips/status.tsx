// What became of a tip, for whoever holds its receipt.
import { type FormEvent, useState } from "react";
import { Code } from "@connectrpc/connect";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { Tip_State } from "../../gen/watchbell/threat_intake/v1/tip_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { TextArea } from "../../ui/field";
import { DoneNote, FailureNote, WarningNote } from "../../ui/notes";
import { parseReceipt, type Receipt } from "./receipt";

export function TipStatusForm() {
  const { t, time } = useText();
  const { tips } = useApi();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const ask = useIntent(({ school, tipId, code }: Receipt, { timeoutMs }) =>
    tips.getTipStatus({ school, tipId, receiptCode: code }, { timeoutMs }),
  );
  const receipt = parseReceipt(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (receipt) void ask.start(receipt);
  };
  const { progress } = ask;
  const notFound = progress.kind === "failed" && progress.failure.code === Code.NotFound;
  return (
    <section className="card narrow" aria-labelledby="status-title">
      <h1 id="status-title">{t("tip.check")}</h1>
      <form onSubmit={submit} noValidate>
        <TextArea
          label={t("tip.receipt")}
          hint={t("tip.checkHint")}
          rows={3}
          required
          autoComplete="off"
          spellCheck={false}
          className="code"
          value={text}
          onText={setText}
          error={tried && !receipt ? t("tip.receiptBad") : undefined}
        />
        <Button type="submit" kind="primary" className="wide" busy={progress.kind === "sending"}>
          {t("tip.checkSubmit")}
        </Button>
      </form>
      {progress.kind === "done" && (
        <DoneNote>
          {progress.value.state === Tip_State.ACKNOWLEDGED
            ? t("tip.status.acknowledged", { time: time(progress.value.acknowledgedAt) })
            : t("tip.status.received")}
        </DoneNote>
      )}
      {notFound && <WarningNote urgent>{t("tip.notFound")}</WarningNote>}
      {progress.kind === "failed" && !notFound && <FailureNote failure={progress.failure} />}
      <p>
        <a href="#/tip">{t("signIn.tipLink")}</a>
      </p>
    </section>
  );
}
