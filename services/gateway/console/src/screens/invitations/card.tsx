// An invitation that was just made: its QR code, to print, to save, or to send. Nobody can read the code again.
import { useEffect, useRef, useState } from "react";
import type { Invitation } from "../../gen/watchbell/visitor/v1/invitation_pb";
import { useText } from "../../i18n";
import { useDistrict } from "../../district";
import { Button } from "../../ui/button";
import { Paper } from "../../ui/paper";
import { QrCode } from "../../ui/qr_code";

export function InvitationCard({ invitation, code, onNext }: { invitation: Invitation; code: string; onNext(): void }) {
  const { t } = useText();
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const copy = async () => {
    await navigator.clipboard.writeText(code);
    setCopied(true);
  };
  return (
    <section className="card" aria-labelledby="made-title">
      <h2 id="made-title" ref={heading} tabIndex={-1}>
        {t("invite.made")}
      </h2>
      <p>{t("invite.madeHint")}</p>
      <Content invitation={invitation} code={code} />
      <div className="row">
        <Button kind="primary" onClick={() => window.print()}>
          {t("invite.print")}
        </Button>
        <Button onClick={() => void copy()}>{copied ? t("common.copied") : t("invite.copy")}</Button>
        <Button onClick={onNext}>{t("invite.another")}</Button>
      </div>
      <Paper look="sheet">
        <Content invitation={invitation} code={code} />
      </Paper>
    </section>
  );
}

function Content({ invitation, code }: { invitation: Invitation; code: string }) {
  const { t, time } = useText();
  const { nameOf } = useDistrict();
  return (
    <div className="invitation">
      <QrCode text={code} label={t("invite.qr")} />
      <div>
        <p>
          <strong>{nameOf(invitation.school)}</strong>
        </p>
        <p>{invitation.purpose}</p>
        <p>{[time(invitation.startsAt), time(invitation.endsAt)].join(" – ")}</p>
        <ul>
          {invitation.expected.map((person, i) => (
            <li key={i}>{[person.givenName, person.familyName].join(" ")}</li>
          ))}
        </ul>
        <p>{t("invite.bring")}</p>
      </div>
    </div>
  );
}
