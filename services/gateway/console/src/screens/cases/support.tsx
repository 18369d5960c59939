// Support for whoever was threatened, bullied, or saw it: somebody who stands by, measures, and check-ins that come round.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { CasePath, CasePersonRole } from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import { type SupportPlan, SupportPlan_State as State } from "../../gen/watchbell/threat_intake/v1/case_support_pb";
import { useText } from "../../i18n";
import { ActionForm, choices, type FormField, type Values } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { useNames } from "../../ui/use_names";
import { kFeelings } from "./care_words";
import type { PartOfCase } from "./parts";
import { kPersonRoles, personFields, personOf } from "./person_fields";

const kMeasuresLengthMax = 8 * 200;
const kNoteLengthMax = 200;
const kReasonLengthMax = 300;

const linesOf = (text = "") => text.split("\n").map((line) => line.trim()).filter(Boolean);

interface Props extends PartOfCase {
  path?: CasePath;
}

export function SupportPlans({ school, caseId, mayWork, path = CasePath.UNSPECIFIED }: Props) {
  const { t } = useText();
  const { support } = useApi();
  const live = useLive(
    `support:${caseId}`,
    async (options) => (await support.listSupportPlans({ school, caseId }, options)).plans,
    (hint) => hint.aggregate === "support-plan" && hint.school === school,
  );
  const nameOf = useNames(school, live.data?.map(({ advocateId }) => advocateId) ?? []);
  const fields = usePlanFields();
  return (
    <ListCard
      title={t("support.title")}
      live={live}
      items={live.data}
      none={t("support.none")}
      idOf={({ id }) => id}
      row={(plan) => <Row plan={plan} mayWork={mayWork} nameOf={nameOf} onChange={live.reload} />}
    >
      {mayWork && (
        <ActionForm
          label={t("support.open")}
          fields={[...personFields(t, [CasePersonRole.TARGET, CasePersonRole.WITNESS]), ...fields]}
          send={(values, { requestId, timeoutMs }) =>
            support.openSupportPlan({ requestId, school, caseId, path, person: personOf(values), ...planOf(values) }, { timeoutMs })
          }
          onDone={live.reload}
        />
      )}
    </ListCard>
  );
}

function usePlanFields(): FormField[] {
  const { t } = useText();
  return [
    { name: "advocate", label: t("support.advocate"), kind: "person", required: true },
    { name: "measures", label: t("parts.plan.measures"), hint: t("support.measuresHint"), kind: "area", required: true, maxLength: kMeasuresLengthMax },
    { name: "days", label: t("support.days"), hint: t("support.daysHint"), kind: "number", required: true },
  ];
}

function planOf({ advocate, measures, days }: Values) {
  return { advocateId: advocate, measures: linesOf(measures), checkInDays: Number(days) };
}

interface RowProps {
  plan: SupportPlan;
  mayWork: boolean;
  nameOf(id: string): string;
  onChange(): void;
}

function Row({ plan, mayWork, nameOf, onChange }: RowProps) {
  const { t, time } = useText();
  const { support } = useApi();
  const fields = usePlanFields();
  const { id: planId, school, state, person, advocateId, measures, checkInDays, nextCheckInAt, overdue, checkIns } = plan;
  const active = state === State.ACTIVE;
  const initial = { advocate: advocateId, measures: measures.join("\n"), days: String(checkInDays) };
  return (
    <>
      <div>
        <strong>
          {t(kPersonRoles[person?.role ?? 0] ?? "board.unknown")}: {person?.description || nameOf(person?.personId ?? "")}
        </strong>
        <p className="muted">{t("support.standsBy", { name: nameOf(advocateId) })}</p>
      </div>
      {active && (
        <span className={overdue ? "tag tag-urgent" : "tag"}>
          {t(overdue ? "support.missed" : "support.next", { time: time(nextCheckInAt) })}
        </span>
      )}
      <div className="dispatch-detail">
        <ul>
          {measures.map((measure) => (
            <li key={measure}>{measure}</li>
          ))}
        </ul>
        {!active && <p>{t("care.ended", { time: time(plan.endedAt), reason: plan.endReason })}</p>}
        {checkIns.length > 0 && (
          <details>
            <summary>{t("support.soFar", { count: checkIns.length })}</summary>
            <ol>
              {checkIns.map(({ feeling, note, at }) => (
                <li key={String(at?.seconds)}>
                  {time(at)}: {t(kFeelings[feeling] ?? "board.unknown")} {note && `(${note})`}
                </li>
              ))}
            </ol>
          </details>
        )}
        {mayWork && active && (
          <div className="commands">
            <ActionForm
              label={t("support.checkIn")}
              fields={[
                { name: "feeling", label: t("support.feeling"), kind: "choice", required: true, options: choices(t, kFeelings) },
                { name: "note", label: t("cases.note"), kind: "area", required: true, maxLength: kNoteLengthMax },
              ]}
              send={({ feeling, note }, { requestId, timeoutMs }) =>
                support.recordCheckIn({ requestId, school, planId, feeling: Number(feeling), note }, { timeoutMs })
              }
              onDone={onChange}
            />
            <ActionForm
              key={JSON.stringify(initial)}
              label={t("support.change")}
              fields={fields}
              initial={initial}
              send={(values, { requestId, timeoutMs }) => support.changeSupportPlan({ requestId, school, planId, ...planOf(values) }, { timeoutMs })}
              onDone={onChange}
            />
            <ActionForm
              label={t("support.end")}
              kind="danger"
              fields={[{ name: "reason", label: t("drills.why"), kind: "area", required: true, maxLength: kReasonLengthMax }]}
              send={({ reason }, { requestId, timeoutMs }) => support.endSupportPlan({ requestId, school, planId, reason }, { timeoutMs })}
              onDone={onChange}
            />
          </div>
        )}
      </div>
    </>
  );
}
