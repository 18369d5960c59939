// One visit: its facts, and the badge while the visitor is inside.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { Departure, Visit_State } from "../../gen/watchbell/visitor/v1/visit_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { go } from "../../lib/router";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { LiveNote } from "../../ui/notes";
import { fullName, stateText } from "../board/on_site";
import { kPersonKinds } from "./arrival_details";
import { BadgePanel } from "./badge_panel";

const kStatementLengthMax = 500;

const kDepartures: Partial<Record<Departure, TextKey>> = {
  [Departure.DESK]: "departure.desk",
  [Departure.BADGE]: "departure.badge",
  [Departure.BULK]: "departure.bulk",
  [Departure.END_OF_DAY]: "departure.endOfDay",
};

export function VisitPage({ school, visitId }: { school: string; visitId: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { visits, disputes } = useApi();
  const live = useLive(
    `visit:${visitId}`,
    (options) => visits.getVisit({ school, visitId }, options),
    (hint) => hint.aggregate === "visit" && hint.id === visitId,
  );
  const visit = live.data;
  if (!visit) return <LiveNote live={live} />;
  const departure = kDepartures[visit.departure];
  const facts: [TextKey, string][] = [
    ["onsite.state", t(stateText(visit))],
    ["visit.kind", kPersonKinds[visit.kind] ? t(kPersonKinds[visit.kind]!) : ""],
    ["desk.purpose", visit.purpose],
    ["visit.host", visit.hostId],
    ["desk.escortId", visit.escortId],
    ["visit.zones", visit.allowedZones.join(", ")],
    ["visit.zone", visit.zone],
    ["visit.arrived", time(visit.arrivedAt)],
    ["visit.admitted", time(visit.admittedAt)],
    ["visit.until", time(visit.validUntil)],
    ["visit.left", [time(visit.leftAt), departure && t(departure)].filter(Boolean).join(" · ")],
    ["compare.reason", visit.decisionReason],
  ];
  return (
    <>
      <section className="card" aria-labelledby="visit-title">
        <h2 id="visit-title">{fullName(visit)}</h2>
        <LiveNote live={live} />
        <dl className="facts">
          {facts
            .filter(([, value]) => value)
            .map(([label, value]) => (
              <div key={label}>
                <dt>{t(label)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
        </dl>
        {visit.matches.length > 0 && visit.state !== Visit_State.HELD && can("visit.check_in") && (
          <ActionForm
            label={t("dispute.new")}
            fields={[{ name: "statement", label: t("dispute.statement"), kind: "area", required: true, maxLength: kStatementLengthMax }]}
            send={({ statement }, { requestId, timeoutMs }) =>
              disputes.openDispute({ requestId, school, visitId, statement }, { timeoutMs })
            }
            onDone={() => go("/disputes")}
          />
        )}
        {can("retention.erase") && (
          <p>
            <a href={`#/erasures?what=visit&id=${visitId}`}>{t("erasure.ask")}</a>
          </p>
        )}
      </section>
      {visit.state === Visit_State.ON_SITE && can("visit.check_in") && (
        <section className="card" aria-labelledby="badge-title">
          <h2 id="badge-title">
            {t("desk.badgeIs")} <span className="code">{visit.badge}</span>
          </h2>
          <BadgePanel visit={visit} />
        </section>
      )}
    </>
  );
}
