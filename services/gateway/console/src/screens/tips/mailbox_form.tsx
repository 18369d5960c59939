// The way back to a tip: its receipt, and the passphrase where the sender chose one.
import { type FormEvent, useState } from "react";
import { Code } from "@connectrpc/connect";
import { useApi } from "../../api/api";
import { useIntent } from "../../api/use_intent";
import { GetChallengeRequest_Purpose } from "../../gen/watchbell/threat_intake/v1/tip_service_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { TextArea, TextField } from "../../ui/field";
import { FailureNote, WarningNote } from "../../ui/notes";
import { Mailbox } from "./mailbox";
import { parseReceipt, type Receipt } from "./receipt";
import { prove } from "./send";

export function MailboxForm() {
  const { t } = useText();
  const api = useApi();
  const [text, setText] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const [tried, setTried] = useState(false);
  const open = useIntent(async ({ school, tipId, code }: Receipt, { timeoutMs }) => {
    const proof = await prove(api, GetChallengeRequest_Purpose.MAILBOX, code, { timeoutMs }, tipId);
    return api.mailbox.openMailbox({ school, tipId, passphrase: code, proof }, { timeoutMs });
  });
  const receipt = parseReceipt(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const code = receipt?.code || passphrase;
    if (receipt && code) void open.start({ ...receipt, code });
  };
  const { progress } = open;
  if (progress.kind === "done") return <Mailbox token={progress.value.mailboxToken} onLeave={open.reset} />;
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
        {receipt && !receipt.code && (
          <TextField
            label={t("tip.passphrase")}
            type="password"
            required
            autoComplete="off"
            value={passphrase}
            onText={setPassphrase}
            error={tried && !passphrase ? t("common.required") : undefined}
          />
        )}
        {notFound && <WarningNote urgent>{t("tip.notFound")}</WarningNote>}
        {progress.kind === "failed" && !notFound && <FailureNote failure={progress.failure} />}
        <Button type="submit" kind="primary" className="wide" busy={progress.kind === "sending"}>
          {t("tip.checkSubmit")}
        </Button>
      </form>
      <p>
        <a href="#/tip">{t("signIn.tipLink")}</a>
      </p>
    </section>
  );
}
