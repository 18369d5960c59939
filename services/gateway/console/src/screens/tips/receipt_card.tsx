// The receipt, once.
import { useEffect, useRef, useState } from "react";
import type { TipReceipt } from "../../gen/watchbell/threat_intake/v1/tip_service_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { DoneNote, WarningNote } from "../../ui/notes";
import { Questions } from "./mailbox";
import { formatReceipt } from "./receipt";

interface Props {
  school: string;
  receipt: TipReceipt;
  onAnother(): void;
}

export function TipReceiptCard({ school, receipt, onAnother }: Props) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const line = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const text = formatReceipt({ school, tipId: receipt.tipId, code: receipt.receiptCode });

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // No clipboard here: select the line, so that the person can copy it.
      if (line.current) window.getSelection()?.selectAllChildren(line.current);
    }
  };
  return (
    <section className="card narrow" aria-labelledby="receipt-title">
      <h1 id="receipt-title" ref={heading} tabIndex={-1}>
        {t("tip.done")}
      </h1>
      <h2>{t("tip.receiptTitle")}</h2>
      <p>{t("tip.receiptHint")}</p>
      {!receipt.receiptCode && <p>{t("tip.receiptPassphrase")}</p>}
      <code className="receipt" ref={line}>
        {text}
      </code>
      <div className="row">
        <Button kind="primary" onClick={() => void copy()}>
          {t("common.copy")}
        </Button>
        <a className="button button-quiet" href="#/tip/status">
          {t("tip.check")}
        </a>
        <Button onClick={onAnother}>{t("tip.another")}</Button>
      </div>
      <Questions questions={receipt.questions} />
      <WarningNote>{t("tip.doNotForward")}</WarningNote>
      {copied && <DoneNote>{t("common.copied")}</DoneNote>}
    </section>
  );
}
