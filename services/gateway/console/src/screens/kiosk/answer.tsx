// What the kiosk says at the end. Whoever is held hears only that it takes a moment.
import { useEffect, useRef } from "react";
import { Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import type { Answer } from "./use_kiosk_check_in";

export function KioskAnswer({ answer, onNext }: { answer: Answer; onNext(): void }) {
  const { t } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const inside = answer.kind === "visit" && answer.visit.state === Visit_State.ON_SITE;
  const title = inside
    ? t("kiosk.in", { name: answer.visit.givenName })
    : t(answer.kind === "desk" ? "kiosk.desk" : "kiosk.moment");
  return (
    <section className={`card result ${inside ? "result-admitted" : "result-held"}`} aria-labelledby="kiosk-answer">
      <h2 id="kiosk-answer" ref={heading} tabIndex={-1}>
        <Icon name={inside ? "normal" : "hold"} large />
        {title}
      </h2>
      {inside && <p className="visitor-badge-code code">{answer.visit.badge}</p>}
      <p className="lead">{t(inside ? "kiosk.badge" : answer.kind === "kept" ? "kiosk.kept" : "kiosk.wait")}</p>
      <Button kind="primary" onClick={onNext}>
        {t("desk.next")}
      </Button>
    </section>
  );
}
