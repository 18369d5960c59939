// The drills of a school: planned, running, held; and a new one.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { DrillKind } from "../../gen/watchbell/alerting/v1/drill_pb";
import { useText } from "../../i18n";
import { moment } from "../../lib/time";
import { useSession } from "../../session";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { DrillRow } from "./drill_row";
import { kCrisisActions, kDrillKinds } from "./words";

const kPageSize = 100;

const isCrisis = ({ kind }: Values) => Number(kind) === DrillKind.CRISIS;

export function DrillCalendar({ school }: { school: string }) {
  const { t } = useText();
  const { can } = useSession();
  const { drills } = useApi();
  const live = useLive(
    `drills:${school}`,
    async (options) => (await drills.listDrills({ school, pageSize: kPageSize }, options)).drills,
    (hint) => hint.aggregate === "drill" && hint.school === school,
  );
  return (
    <ListCard
      title={t("drills.title")}
      live={live}
      items={live.data}
      none={t("drills.none")}
      idOf={({ id }) => id}
      row={(drill) => <DrillRow drill={drill} onChange={live.reload} />}
    >
      {can("drill.plan") && (
        <div className="commands">
          <Schedule school={school} onDone={live.reload} />
          <Record school={school} onDone={live.reload} />
        </div>
      )}
    </ListCard>
  );
}

interface Props {
  school: string;
  onDone(): void;
}

function Schedule({ school, onDone }: Props) {
  const { t } = useText();
  const { me } = useSession();
  const { drills } = useApi();
  const fields: FormField[] = [
    { name: "kind", label: t("drills.kind"), kind: "choice", required: true, options: choices(t, kDrillKinds) },
    { name: "at", label: t("drills.when"), kind: "datetime-local", required: true },
    { name: "action", label: t("drills.action"), kind: "choice", required: true, options: choices(t, kCrisisActions), when: isCrisis },
    { name: "leader", label: t("drills.leader"), kind: "person" },
    { name: "students", label: t("drills.withStudents"), kind: "check" },
    { name: "attacker", label: t("drills.attacker"), kind: "check", when: isCrisis },
    { name: "accommodations", label: t("drills.accommodations"), hint: t("drills.accommodationsHint"), kind: "area", maxLength: 1_000 },
    { name: "police", label: t("drills.policeAgreement"), maxLength: 100, when: isCrisis },
  ];
  return (
    <ActionForm
      label={t("drills.schedule")}
      fields={fields}
      initial={{ students: "yes" }}
      send={(values, { requestId, timeoutMs }) =>
        drills.scheduleDrill(
          {
            ...{ requestId, school, kind: Number(values.kind), scheduledAt: moment(values.at) },
            plan: {
              action: isCrisis(values) ? Number(values.action) : undefined,
              leaderId: values.leader || me,
              withStudents: values.students === "yes",
              attackerSimulation: isCrisis(values) && values.attacker === "yes",
              accommodations: values.accommodations?.trim(),
              policeAgreement: isCrisis(values) ? values.police?.trim() : "",
            },
          },
          { timeoutMs },
        )
      }
      onDone={onDone}
    >
      <p className="muted">{t("drills.leaderHint")}</p>
    </ActionForm>
  );
}

function Record({ school, onDone }: Props) {
  const { t } = useText();
  const { drills } = useApi();
  const fields: FormField[] = [
    { name: "kind", label: t("drills.kind"), kind: "choice", required: true, options: choices(t, kDrillKinds) },
    { name: "from", label: t("drills.started"), kind: "datetime-local", required: true },
    { name: "until", label: t("drills.ended"), kind: "datetime-local", required: true },
    { name: "aborted", label: t("drills.wasAborted"), kind: "check" },
    { name: "real", label: t("drills.wasReal"), kind: "check" },
  ];
  return (
    <ActionForm
      label={t("drills.record")}
      fields={fields}
      send={(values, { requestId, timeoutMs }) =>
        drills.recordDrill(
          {
            ...{ requestId, school, kind: Number(values.kind), startedAt: moment(values.from), endedAt: moment(values.until) },
            ...{ aborted: values.aborted === "yes", realEvent: values.real === "yes" },
          },
          { timeoutMs },
        )
      }
      onDone={onDone}
    />
  );
}
