// The answer of a check-in, large enough to be read standing: the badge, or what to say while the visitor waits.
import { useEffect, useRef } from "react";
import { Document_Kind, type Visit, Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { Button } from "../../ui/button";
import { Icon, type IconName } from "../../ui/icon";
import { WarningNote } from "../../ui/notes";
import { fullName } from "../board/on_site";
import { BadgePanel } from "./badge_panel";

const kLooks: Record<Visit_State, { text: TextKey; icon: IconName; look: string }> = {
  [Visit_State.UNSPECIFIED]: { text: "desk.held", icon: "unknown", look: "held" },
  [Visit_State.HELD]: { text: "desk.held", icon: "hold", look: "held" },
  [Visit_State.ON_SITE]: { text: "desk.admitted", icon: "normal", look: "admitted" },
  [Visit_State.DENIED]: { text: "desk.denied", icon: "warning", look: "denied" },
  [Visit_State.ARRIVED]: { text: "desk.arrived", icon: "hold", look: "held" },
  [Visit_State.NOT_YET_SCREENED]: { text: "desk.notYetScreened", icon: "warning", look: "held" },
  [Visit_State.LEFT]: { text: "desk.left", icon: "evacuate", look: "left" },
};

export function CheckInResult({ visit, onNext }: { visit: Visit; onNext(): void }) {
  const { t, time } = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { text, icon, look } = kLooks[visit.state];
  const inside = visit.state === Visit_State.ON_SITE;
  return (
    <section className={`card result result-${look}`} aria-labelledby="result-title">
      <h2 id="result-title" ref={heading} tabIndex={-1}>
        <Icon name={icon} large />
        {t(text, { name: fullName(visit) })}
      </h2>
      {visit.state === Visit_State.HELD && <p>{t("desk.heldHint")}</p>}
      {visit.state === Visit_State.DENIED && <p>{t("desk.deniedHint")}</p>}
      {inside && (
        <div className="visitor-badge">
          <p className="visitor-badge-name">{fullName(visit)}</p>
          <p className="visitor-badge-label">{t("desk.badgeIs")}</p>
          <p className="visitor-badge-code code">{visit.badge}</p>
          <p>{[visit.purpose, time(visit.admittedAt ?? visit.arrivedAt)].filter(Boolean).join(" · ")}</p>
        </div>
      )}
      {visit.document?.expired && <WarningNote>{t("desk.expired")}</WarningNote>}
      {inside && visit.document?.kind === Document_Kind.NONE && <WarningNote>{t("desk.escort")}</WarningNote>}
      <div className="row">
        <Button kind="primary" onClick={onNext}>
          {t("desk.next")}
        </Button>
      </div>
      {inside && <BadgePanel visit={visit} />}
    </section>
  );
}
