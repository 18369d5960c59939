// Wishes that a record about a person be erased before its time: one person asks, another confirms. Each service
// answers for its own records.
import { useState } from "react";
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type Erasure, Erasure_State as State } from "../../gen/watchbell/common/v1/retention_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { useRoute } from "../../lib/router";
import { useSession } from "../../session";
import { ActionForm } from "../../ui/action_form";
import { Select } from "../../ui/field";
import { ListCard } from "../../ui/list_card";
import { SchoolPage } from "../../ui/school_page";
import { useNames } from "../../ui/use_names";

const kPageSize = 100;
const kReasonLengthMax = 500;
const kIdLength = 36;

// What a person may ask to be erased, by service; more have their own end by the retention periods.
const kRecords = {
  visitor: ["visit", "clearance", "invitation", "dismissal", "dispute", "agency-visit", "records-request"],
  intake: ["tip", "case", "interview", "evidence", "referral"],
  alerting: ["incident", "assist", "training", "reunification"],
  notification: ["person", "message", "notice"],
} as const;
type Service = keyof typeof kRecords;

const kServices: Record<Service, TextKey> = {
  visitor: "erasure.visitor",
  intake: "erasure.intake",
  alerting: "erasure.alerting",
  notification: "erasure.notification",
};

const kStates: Record<State, TextKey> = {
  [State.UNSPECIFIED]: "board.unknown",
  [State.REQUESTED]: "erasure.requested",
  [State.CONFIRMED]: "erasure.confirmed",
  [State.DONE]: "erasure.done",
};

export function ErasuresScreen() {
  const { t } = useText();
  const [service, setService] = useState<Service>("visitor");
  return (
    <div className="narrow-page">
      <SchoolPage title={t("erasure.title")}>
        {(school) => (
          <>
            <Select label={t("erasure.of")} value={service} onText={(value) => setService(value as Service)}>
              {Object.entries(kServices).map(([name, key]) => (
                <option key={name} value={name}>
                  {t(key)}
                </option>
              ))}
            </Select>
            <Erasures key={service} school={school} service={service} />
          </>
        )}
      </SchoolPage>
    </div>
  );
}

function Erasures({ school, service }: { school: string; service: Service }) {
  const { t } = useText();
  const retention = useApi().retention[service];
  const { query } = useRoute();
  const live = useLive(
    `erasures:${service}:${school}`,
    async (options) => (await retention.listErasures({ school, pageSize: kPageSize }, options)).erasures,
    (hint) => hint.aggregate === "erasure" && hint.school === school,
  );
  const nameOf = useNames(school, live.data?.map(({ requestedBy }) => requestedBy) ?? []);
  return (
    <ListCard
      title={t("erasure.list")}
      live={live}
      items={live.data}
      none={t("erasure.none")}
      idOf={({ id }) => id}
      row={(erasure) => <Row erasure={erasure} service={service} who={nameOf(erasure.requestedBy)} onChange={live.reload} />}
    >
      <ActionForm
        label={t("erasure.ask")}
        fields={[
          {
            ...{ name: "aggregate", label: t("erasure.what"), kind: "choice", required: true },
            options: kRecords[service].map((name) => ({ value: name, label: name })),
          },
          { name: "aggregateId", label: t("erasure.id"), hint: t("erasure.idHint"), required: true, maxLength: kIdLength },
          { name: "reason", label: t("erasure.reason"), kind: "area", required: true, maxLength: kReasonLengthMax },
        ]}
        initial={{ aggregate: query.get("what") ?? "", aggregateId: query.get("id") ?? "" }}
        send={(values, { requestId, timeoutMs }) => retention.requestErasure({ requestId, school, ...values }, { timeoutMs })}
        onDone={live.reload}
      >
        <p>{t("erasure.askHint")}</p>
      </ActionForm>
    </ListCard>
  );
}

interface Props {
  erasure: Erasure;
  service: Service;
  who: string;
  onChange(): void;
}

function Row({ erasure, service, who, onChange }: Props) {
  const { t, time } = useText();
  const { me } = useSession();
  const retention = useApi().retention[service];
  const { id: erasureId, school, state, aggregate, reason, requestedBy, requestedAt } = erasure;
  const waits = state === State.REQUESTED;
  return (
    <>
      <div>
        <strong>{aggregate}</strong> <span className="code">{erasure.aggregateId.slice(0, 8)}</span>
        <p className="muted">{t("erasure.by", { who, time: time(requestedAt) })}</p>
        {reason && <p>{reason}</p>}
      </div>
      <span className="tag">{t(kStates[state])}</span>
      {waits && requestedBy === me && <p className="muted dispatch-detail">{t("erasure.second")}</p>}
      {waits && requestedBy !== me && (
        <ActionForm
          label={t("erasure.confirm")}
          kind="danger"
          send={(_, { requestId, timeoutMs }) => retention.confirmErasure({ requestId, school, erasureId }, { timeoutMs })}
          onDone={onChange}
        >
          <p>{t("erasure.confirmHint")}</p>
        </ActionForm>
      )}
    </>
  );
}
