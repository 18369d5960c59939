// Background checks of volunteers and contractors: where each stands and until when. Never what was found.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type Clearance, Clearance_Status as Status } from "../../gen/watchbell/visitor/v1/clearance_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { moment } from "../../lib/time";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { SchoolPage } from "../../ui/school_page";

const kPageSize = 200;
const kNameLengthMax = 100;
const kReferenceLengthMax = 64;

const kStatuses: Record<Status, TextKey> = {
  [Status.UNSPECIFIED]: "board.unknown",
  [Status.APPOINTED]: "clearance.appointed",
  [Status.CLEARED]: "clearance.cleared",
  [Status.NOT_CLEARED]: "clearance.notCleared",
  [Status.EXPIRED]: "clearance.expired",
  [Status.WITHDRAWN]: "clearance.withdrawn",
};

export function ClearancesScreen() {
  const { t } = useText();
  return (
    <div className="narrow-page">
      <SchoolPage title={t("clearance.title")}>{(school) => <Clearances school={school} />}</SchoolPage>
    </div>
  );
}

function Clearances({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { clearances } = useApi();
  const live = useLive(
    `clearances:${school}`,
    async (options) => (await clearances.listClearances({ school, pageSize: kPageSize }, options)).clearances,
    (hint) => hint.aggregate === "clearance" && hint.school === school,
  );
  return (
    <ListCard
      title={t("clearance.list")}
      live={live}
      items={live.data}
      none={t("clearance.none")}
      idOf={({ id }) => id}
      row={(clearance) => <Row clearance={clearance} onChange={live.reload} />}
    >
      {can("clearance.edit") && (
        <ActionForm
          label={t("clearance.new")}
          fields={[
            { name: "givenName", label: t("desk.given"), required: true, maxLength: kNameLengthMax },
            { name: "familyName", label: t("desk.family"), required: true, maxLength: kNameLengthMax },
            { name: "dateOfBirth", label: t("desk.birth"), kind: "date", required: true },
            { name: "reference", label: t("clearance.reference"), maxLength: kReferenceLengthMax },
            { name: "at", label: t("clearance.at"), kind: "datetime-local" },
          ]}
          send={({ reference, at, ...person }, { requestId, timeoutMs }) =>
            clearances.requestClearance(
              { requestId, school, ...person, appointmentRef: reference, appointmentAt: moment(at) },
              { timeoutMs },
            )
          }
          onDone={live.reload}
        />
      )}
    </ListCard>
  );
}

function Row({ clearance, onChange }: { clearance: Clearance; onChange(): void }) {
  const { t, day, time } = useText();
  const { can } = useSession();
  const { clearances } = useApi();
  const { id: clearanceId, school, status, expiresOn, appointmentAt, appointmentRef } = clearance;
  const bad = status === Status.NOT_CLEARED || status === Status.EXPIRED;
  const name = `${clearance.givenName} ${clearance.familyName}`.trim() || t("reach.noName");
  return (
    <>
      <div>
        <strong>{name}</strong>
        <p className="muted">
          {status === Status.APPOINTED
            ? [time(appointmentAt), appointmentRef].filter(Boolean).join(" · ")
            : expiresOn && t("clearance.until", { day: day(expiresOn) })}
        </p>
      </div>
      <span className={bad ? "tag tag-urgent" : "tag"}>{t(kStatuses[status])}</span>
      {can("clearance.edit") && (
        <div className="commands">
          <ActionForm
            label={t("clearance.decide")}
            fields={[
              { name: "cleared", label: t("clearance.isClear"), kind: "check" },
              { name: "expiresOn", label: t("clearance.lastDay"), kind: "date", required: true, when: ({ cleared }) => cleared === "yes" },
            ]}
            send={({ cleared, expiresOn: until }, { requestId, timeoutMs }) =>
              clearances.decideClearance(
                { requestId, school, clearanceId, cleared: cleared === "yes", expiresOn: cleared === "yes" ? until : "" },
                { timeoutMs },
              )
            }
            onDone={onChange}
          >
            <p>{t("clearance.decideHint")}</p>
          </ActionForm>
          <ActionForm
            label={t("clearance.withdraw")}
            kind="danger"
            send={(_, { requestId, timeoutMs }) => clearances.withdrawClearance({ requestId, school, clearanceId }, { timeoutMs })}
            onDone={onChange}
          />
        </div>
      )}
    </>
  );
}
