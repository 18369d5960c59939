// The written safety plan: measures with who answers for each, in force once two roles have agreed.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { type SafetyPlan, SafetyPlan_State as State } from "../../gen/watchbell/threat_intake/v1/case_plan_pb";
import { useText } from "../../i18n";
import type { TextKey } from "../../i18n/dictionary";
import { ActionForm } from "../../ui/action_form";
import { ListCard } from "../../ui/list_card";
import { MeasureList } from "./measure_list";
import { measuresOf, textOfMeasures } from "./measures";
import type { PartOfCase } from "./parts";
import { OfferTransfer } from "./transfers";

const kMeasuresLengthMax = 12 * 330;
const kTextLengthMax = 300;

const kStates: Record<State, TextKey> = {
  [State.UNSPECIFIED]: "board.unknown",
  [State.DRAFT]: "parts.plan.draft",
  [State.IN_FORCE]: "parts.plan.inForce",
  [State.ENDED]: "parts.plan.ended",
};

interface Props extends PartOfCase {
  /** Only then can the next school go on with it. */
  hasPlan: boolean;
}

export function SafetyPlans({ hasPlan, ...part }: Props) {
  const { school, caseId, mayWork } = part;
  const { t } = useText();
  const { safetyPlans } = useApi();
  const live = useLive(
    `plans:${caseId}`,
    async (options) => (await safetyPlans.listSafetyPlans({ school, caseId }, options)).plans,
    (hint) => hint.aggregate === "safety-plan" && hint.school === school,
  );
  return (
    <ListCard
      title={t("parts.plans")}
      live={live}
      items={live.data}
      none={t("parts.noPlan")}
      idOf={({ id }) => id}
      row={(plan) => <Plan part={part} plan={plan} onChange={live.reload} />}
    >
      {mayWork && live.data && (
        <div className="commands">
          {live.data.every(({ state }) => state === State.ENDED) && <Draft part={part} onDone={live.reload} />}
          {hasPlan && (
            <OfferTransfer school={school} caseId={caseId} planId={live.data.find(({ state }) => state === State.IN_FORCE)?.id ?? ""} />
          )}
        </div>
      )}
    </ListCard>
  );
}

function Plan({ part, plan, onChange }: { part: PartOfCase; plan: SafetyPlan; onChange(): void }) {
  const { t, time } = useText();
  const { safetyPlans } = useApi();
  const { id: planId, school, state, version, measures, familyPart, agreed, inForceSince, endReason } = plan;
  return (
    <>
      <div>
        <strong>{t("parts.plan.version", { version })}</strong>
        <p className="muted">{[inForceSince && t("board.since", { time: time(inForceSince) }), endReason].filter(Boolean).join(" · ")}</p>
      </div>
      <span className="tag">{t(kStates[state])}</span>
      <div className="dispatch-detail">
        <MeasureList measures={measures} />
        {familyPart && <p>{t("parts.plan.familySays", { text: familyPart })}</p>}
        {state === State.DRAFT && <p>{t("parts.plan.agreed", { count: agreed.length })}</p>}
        {part.mayWork && state !== State.ENDED && (
          <div className="commands">
            {state === State.DRAFT && (
              <ActionForm
                label={t("parts.plan.agree")}
                send={(_, { requestId, timeoutMs }) => safetyPlans.agreeToSafetyPlan({ requestId, school, planId, version }, { timeoutMs })}
                onDone={onChange}
              />
            )}
            <Draft part={part} plan={plan} onDone={onChange} />
            <ActionForm
              label={t("parts.plan.end")}
              kind="danger"
              fields={[{ name: "reason", label: t("drills.why"), kind: "area", required: true, maxLength: kTextLengthMax }]}
              send={({ reason }, { requestId, timeoutMs }) => safetyPlans.endSafetyPlan({ requestId, school, planId, reason }, { timeoutMs })}
              onDone={onChange}
            />
          </div>
        )}
      </div>
    </>
  );
}

function Draft({ part: { school, caseId }, plan, onDone }: { part: PartOfCase; plan?: SafetyPlan; onDone(): void }) {
  const { t } = useText();
  const { safetyPlans } = useApi();
  return (
    <ActionForm
      label={t(plan ? "parts.plan.change" : "parts.plan.write")}
      fields={[
        { name: "measures", label: t("parts.plan.measures"), hint: t("parts.plan.measuresHint"), kind: "area", required: true, maxLength: kMeasuresLengthMax },
        { name: "family", label: t("parts.plan.family"), kind: "area", maxLength: kTextLengthMax },
      ]}
      initial={plan && { measures: textOfMeasures(plan.measures), family: plan.familyPart }}
      send={({ measures, family }, { requestId, timeoutMs }) =>
        safetyPlans.draftSafetyPlan(
          { requestId, school, caseId, planId: plan?.id ?? "", measures: measuresOf(measures ?? ""), familyPart: family },
          { timeoutMs },
        )
      }
      onDone={onDone}
    />
  );
}
