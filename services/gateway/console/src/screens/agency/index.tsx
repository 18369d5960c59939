// Visits of outside agencies: the arrival, the list for the designated roles, and one visit with its next steps.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type AgencyVisit } from "../../gen/watchbell/visitor/v1/agency_visit_pb";
import { RecordArrivalRequest_Capacity as Capacity } from "../../gen/watchbell/visitor/v1/agency_service_pb";
import { useText } from "../../i18n";
import { go } from "../../lib/router";
import { useSession } from "../../session";
import { ActionForm, choices } from "../../ui/action_form";
import { LiveNote, WarningNote } from "../../ui/notes";
import { ReadsCard } from "../../ui/reads_card";
import { SchoolPage } from "../../ui/school_page";
import { AgencyPage, RecordedVisit } from "./visit";
import { kStates } from "./words";

const kPageSize = 100;
const kTextLengthMax = 400;

export function AgencyScreen({ visitId }: { visitId: string }) {
  const { t } = useText();
  return (
    <SchoolPage title={t("agency.title")}>{(school) => <Agency school={school} visitId={visitId} />}</SchoolPage>
  );
}

function Agency({ school, visitId }: { school: string; visitId: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { agency } = useApi();
  // Whoever records but may not read sees what was recorded just now, and no list.
  const [recorded, setRecorded] = useState<AgencyVisit>();
  if (visitId && can("agency.read")) return <AgencyPage key={visitId} school={school} visitId={visitId} />;
  if (recorded) return <RecordedVisit visit={recorded} onChange={setRecorded} />;
  return (
    <div className="desk">
      {can("agency.record") && (
        <Arrival
          school={school}
          onMade={(visit) => (can("agency.read") ? go(`/agency/${visit.id}`) : setRecorded(visit))}
        />
      )}
      {can("agency.read") && <Visits school={school} />}
      {can("agency.audit") && (
        <ReadsCard name={`agency/${school}`} school={school} load={(page, options) => agency.listAgencyReads({ school, ...page }, options)} />
      )}
      {!can("agency.read") && !can("agency.record") && <p>{t("app.notAllowed")}</p>}
    </div>
  );
}

function Arrival({ school, onMade }: { school: string; onMade(visit: AgencyVisit): void }) {
  const { t } = useText();
  const { agency } = useApi();
  return (
    <section className="card" aria-labelledby="arrival-title">
      <h2 id="arrival-title">{t("agency.step.arrive")}</h2>
      <WarningNote>{t("agency.stayOutside")}</WarningNote>
      <ActionForm
        open
        label={t("agency.record")}
        initial={{ count: "1", capacity: String(Capacity.OUTSIDE_AGENCY) }}
        fields={[
          {
            ...{ name: "capacity", label: t("agency.capacity"), kind: "choice", required: true },
            options: choices(t, {
              [Capacity.OUTSIDE_AGENCY]: "agency.capacity.outside",
              [Capacity.LOCAL_POLICE_CALLED]: "agency.capacity.police",
              [Capacity.FIRE]: "agency.capacity.fire",
              [Capacity.EMS]: "agency.capacity.ems",
            }),
          },
          { name: "agency", label: t("agency.name"), required: true, maxLength: kTextLengthMax },
          { name: "place", label: t("agency.place"), required: true, maxLength: kTextLengthMax },
          { name: "count", label: t("agency.count"), kind: "number", required: true },
        ]}
        send={({ capacity, agency: name, place, count }, { requestId, timeoutMs }) =>
          agency.recordArrival(
            { requestId, school, capacity: Number(capacity), agency: name, place, peopleCount: Number(count) },
            { timeoutMs },
          )
        }
        onDone={onMade}
      />
    </section>
  );
}

function Visits({ school }: { school: string }) {
  const { t, time } = useText();
  const { agency } = useApi();
  const live = useLive(
    `agency:${school}`,
    async (options) => (await agency.listAgencyVisits({ school, pageSize: kPageSize, closedToo: true }, options)).visits,
    (hint) => hint.aggregate === "agency-visit" && hint.school === school,
  );
  return (
    <section className="card" aria-labelledby="agency-visits">
      <h2 id="agency-visits">{t("agency.visits")}</h2>
      <p className="hint">{t("agency.readsAreRecorded")}</p>
      <LiveNote live={live} />
      {live.data?.length === 0 && <p className="muted">{t("agency.none")}</p>}
      <ul className="rows">
        {live.data?.map((visit) => (
          <li key={visit.id}>
            <div>
              <a href={`#/agency/${visit.id}`}>
                <strong>{visit.agency}</strong>
              </a>
              <p className="muted">{[visit.place, time(visit.arrivedAt)].filter(Boolean).join(" · ")}</p>
            </div>
            <span className="tag">{t(kStates[visit.state])}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
