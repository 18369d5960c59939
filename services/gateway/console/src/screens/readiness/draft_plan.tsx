// A new version of the plan: the annexes, and for each action what each role does.
import { kStateKey } from "../../alarm/order";
import { useApi } from "../../api/api";
import type { PlanVersion } from "../../gen/watchbell/alerting/v1/emergency_plan_pb";
import { Action } from "../../gen/watchbell/alerting/v1/incident_pb";
import { useText } from "../../i18n";
import { ActionForm, type FormField } from "../../ui/action_form";
import { annexesOf, checklistsOf, textOfAnnexes, textOfChecklists } from "./plan_text";

const kActions = [Action.LOCKDOWN, Action.EVACUATE, Action.SHELTER, Action.SECURE, Action.HOLD];
const kTextLengthMax = 8_000;

export function DraftPlan({ school, from, onDone }: { school: string; from?: PlanVersion; onDone(): void }) {
  const { t } = useText();
  const { plans } = useApi();
  const fields: FormField[] = [
    { name: "annexes", label: t("ready.annexes"), hint: t("ready.annexesHint"), kind: "area", required: true, maxLength: kTextLengthMax },
    ...kActions.map((action): FormField => ({
      ...{ name: `list-${action}`, label: t("ready.checklist", { action: t(kStateKey[action]) }), hint: t("ready.checklistHint") },
      ...{ kind: "area", maxLength: kTextLengthMax },
    })),
  ];
  const lists = kActions.map((action) => [`list-${action}`, textOfChecklists(from?.checklists ?? [], action)]);
  return (
    <ActionForm
      label={t("ready.write")}
      fields={fields}
      initial={{ annexes: textOfAnnexes(from?.annexes ?? []), ...Object.fromEntries(lists) }}
      send={(values, { requestId, timeoutMs }) =>
        plans.draftPlan(
          {
            ...{ requestId, school, annexes: annexesOf(values.annexes ?? "") },
            checklists: kActions.flatMap((action) => checklistsOf(action, values[`list-${action}`] ?? "")),
          },
          { timeoutMs },
        )
      }
      onDone={onDone}
    />
  );
}
