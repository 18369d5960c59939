// The days of a school year and what the district asks of drills beyond the state's rules.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import type { SchoolYear } from "../../gen/watchbell/alerting/v1/drill_calendar_pb";
import { useText } from "../../i18n";
import { ActionForm, type FormField, type Values } from "../../ui/action_form";

const kClosedDaysLengthMax = 120 * 11;

const kPolicies = [
  "realEventCounts",
  "noAttackerSimulation",
  "accommodationsRequired",
  "staffTold",
  "teamWithoutRealRoles",
  "policeAgreement",
] as const;

/** Days "YYYY-MM-DD", one a line or with commas between. */
export function daysOf(text: string): string[] {
  return text.split(/[\s,;]+/).filter(Boolean);
}

function valuesOf(known: SchoolYear | undefined): Values {
  if (!known) return {};
  const policies = kPolicies.map((name) => [name, known.policy?.[name] ? "yes" : ""]);
  return {
    ...{ firstDay: known.firstDay, lastDay: known.lastDay, closedDays: known.closedDays.join("\n") },
    ...{ noticeDays: String(known.policy?.noticeDays ?? 0), ...Object.fromEntries(policies) },
  };
}

export function SchoolYearForm({ school, year, onSet }: { school: string; year: number; onSet(): void }) {
  const { t } = useText();
  const { drillCalendar } = useApi();
  const live = useLive(
    `school-year:${school}:${year}`,
    (options) => drillCalendar.getSchoolYear({ school, year }, options),
    (hint) => hint.aggregate === "school-year" && hint.school === school,
  );
  const fields: FormField[] = [
    { name: "firstDay", label: t("drills.firstDay"), kind: "date", required: true },
    { name: "lastDay", label: t("drills.lastDay"), kind: "date", required: true },
    { name: "closedDays", label: t("drills.closedDays"), hint: t("drills.closedDaysHint"), kind: "area", maxLength: kClosedDaysLengthMax },
    { name: "noticeDays", label: t("drills.noticeDays"), kind: "number" },
    ...kPolicies.map((name): FormField => ({ name, label: t(`drills.policy.${name}`), kind: "check" })),
  ];
  const known = valuesOf(live.data);
  return (
    <section className="card" aria-labelledby="school-year">
      <h2 id="school-year">{t("drills.year")}</h2>
      <ActionForm
        // Begun anew only by other values: what is typed outlives a reload.
        key={JSON.stringify(known)}
        label={t("drills.setYear")}
        fields={fields}
        initial={known}
        send={(values, { requestId, timeoutMs }) =>
          drillCalendar.setSchoolYear(
            {
              ...{ requestId, school, year, firstDay: values.firstDay, lastDay: values.lastDay },
              closedDays: daysOf(values.closedDays ?? ""),
              policy: {
                ...Object.fromEntries(kPolicies.map((name) => [name, values[name] === "yes"])),
                noticeDays: Number(values.noticeDays || 0),
              },
            },
            { timeoutMs },
          )
        }
        onDone={onSet}
      />
    </section>
  );
}
