// One agency visit. Only the steps that the service offers to this person are shown: nobody but counsel is offered an
// authorisation.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { AgencyStep, type AgencyVisit, AgencyVisit_State as State } from "../../gen/watchbell/visitor/v1/agency_visit_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { useSession } from "../../session";
import { LiveNote, WarningNote } from "../../ui/notes";
import { ReadsLink } from "../../ui/reads_card";
import { Documents } from "./documents";
import { Steps } from "./steps";
import { kRefusals, kStates, kSteps } from "./words";

// For whoever may record but not read: what the desk does, by the state of its own last answer.
const kRecorderSteps: Partial<Record<State, AgencyStep[]>> = {
  [State.ARRIVED_OUTSIDE]: [AgencyStep.IDENTIFY],
  [State.IDENTIFYING]: [AgencyStep.CAPTURE_DOCUMENT, AgencyStep.HAND_TO_ADMINISTRATOR, AgencyStep.IDENTIFY],
};
const kAlways = [AgencyStep.EXIGENT_ENTRY, AgencyStep.DEPART];

export function RecordedVisit({ visit, onChange }: { visit: AgencyVisit; onChange(visit: AgencyVisit): void }) {
  const { t } = useText();
  const over = visit.state === State.DEPARTED || visit.state === State.CLOSED;
  const steps = over ? [] : [...(kRecorderSteps[visit.state] ?? []), ...kAlways];
  return (
    <section className="card" aria-labelledby="agency-visit">
      <h2 id="agency-visit">{t(kStates[visit.state])}</h2>
      {!over && <WarningNote>{t("agency.stayOutside")}</WarningNote>}
      <Documents visit={visit} mayOpen={false} />
      <Steps visit={visit} steps={steps} onChange={onChange} />
    </section>
  );
}

export function AgencyPage({ school, visitId }: { school: string; visitId: string }) {
  const { t, time } = useText();
  const { can } = useSession();
  const { agency } = useApi();
  const live = useLive(
    `agency:${visitId}`,
    (options) => agency.getAgencyVisit({ school, visitId }, options),
    (hint) => hint.aggregate === "agency-visit" && hint.id === visitId,
  );
  const visit = live.data?.visit;
  if (!live.data || !visit) return <LiveNote live={live} />;
  const { offered, suggested } = live.data;
  const authority = visit.authority;
  const scope = authority?.scope;
  const allowed: TextKey[] = [
    ...(scope?.premises ? (["agency.scope.premises"] as const) : []),
    ...(scope?.person ? (["agency.scope.person"] as const) : []),
    ...(scope?.records ? (["agency.scope.records"] as const) : []),
  ];
  const refusal = kRefusals[visit.refusalReason];
  const facts: [TextKey, string][] = [
    ["onsite.state", t(kStates[visit.state])],
    ["visit.arrived", time(visit.arrivedAt)],
    ["agency.place", visit.place],
    ["agency.count", String(visit.peopleCount || "")],
    ["agency.officers", visit.officers.map((one) => [one.name, one.title, one.badgeNumber].filter(Boolean).join(", ")).join("; ")],
    ["agency.contact", visit.contact],
    ["desk.purpose", visit.purpose],
    ["agency.authority", visit.authorityClaimed],
    ["agency.allowed", allowed.map((key) => t(key)).join(", ")],
    ["agency.expires", time(authority?.expiresAt)],
    ["agency.escort", visit.escortId || (authority?.escortId ?? "")],
    ["agency.question", visit.question],
    ["agency.answer", visit.answer],
    ["agency.why", refusal ? t(refusal) : ""],
    ["agency.words", visit.refusalWords],
    ["agency.account", visit.exigentAccount],
    ["agency.taken", visit.taken],
  ];
  const outside = !visit.inside && visit.state < State.AUTHORISED;
  return (
    <div className="desk">
      <section className="card" aria-labelledby="agency-visit">
        <h2 id="agency-visit">{visit.agency}</h2>
        <LiveNote live={live} />
        {outside && <WarningNote>{t("agency.stayOutside")}</WarningNote>}
        {visit.enteredWithoutConsent && <WarningNote urgent>{t("agency.noConsent")}</WarningNote>}
        {authority && !scope?.premises && <WarningNote>{t("agency.doorClosed")}</WarningNote>}
        {visit.page && visit.page.answeredBy === "" && visit.page.nextAt && (
          <p role="status">{t("agency.paging", { time: time(visit.page.nextAt) })}</p>
        )}
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
        {can("agency.audit") && <ReadsLink to="agency" aboutId={visitId} />}
        <Steps visit={visit} steps={offered} suggested={suggested} onChange={() => void live.reload()} />
      </section>
      <div>
        <section className="card" aria-labelledby="agency-documents">
          <h2 id="agency-documents">{t("agency.documents")}</h2>
          {visit.documents.length === 0 && <p className="muted">{t("agency.noDocuments")}</p>}
          <Documents visit={visit} mayOpen />
        </section>
        <section className="card" aria-labelledby="agency-log">
          <h2 id="agency-log">{t("agency.log")}</h2>
          <ol className="rows">
            {visit.log.map((entry, i) => (
              <li key={i}>
                <div>
                  <strong>{t(kSteps[entry.step])}</strong>
                  <p className="muted">
                    {[time(entry.at), entry.actorId || t("agency.byTimer"), t(kStates[entry.state])].join(" · ")}
                  </p>
                </div>
              </li>
            ))}
          </ol>
        </section>
      </div>
    </div>
  );
}
