// Somebody may harm themselves: the paths of care that are open at a school, and how one begins.
import { useApi } from "../../api/api";
import { useLive } from "../../feed/use_live";
import { CasePersonRole } from "../../gen/watchbell/threat_intake/v1/case_parts_pb";
import { SuicideRiskStep } from "../../gen/watchbell/threat_intake/v1/case_suicide_risk_pb";
import { useText } from "../../i18n";
import { go } from "../../lib/router";
import { ActionForm } from "../../ui/action_form";
import { DueTag } from "../../ui/due_tag";
import { ListCard } from "../../ui/list_card";
import { WarningNote } from "../../ui/notes";
import { kRiskSteps } from "./care_words";
import { kDescriptionLengthMax } from "./person_fields";
import { isOffTheTeam } from "./use_team";

const kPageSize = 100;
const kConcernLengthMax = 600;

export function Risks({ school }: { school: string }) {
  const { t, time } = useText();
  const { risks } = useApi();
  const live = useLive(
    `risks:${school}`,
    async (options) => (await risks.listSuicideRisks({ school, pageSize: kPageSize }, options)).risks,
    (hint) => hint.aggregate === "suicide-risk" && hint.school === school,
  );
  return (
    <>
      <WarningNote>{t("risk.now")}</WarningNote>
      <ListCard
        title={t("risk.list")}
        live={live}
        items={live.data}
        none={t("risk.none")}
        idOf={({ id }) => id}
        row={({ id, person, next, dueAt, overdue, openedAt }) => (
          <>
            <div>
              <a href={`#/cases/risk/${id}`}>
                <strong>{person?.description || t("reach.noName")}</strong>
              </a>
              <p className="muted">{t("board.since", { time: time(openedAt) })}</p>
              <p>{next === SuicideRiskStep.UNSPECIFIED ? t("risk.allTaken") : t(kRiskSteps[next] ?? "board.unknown")}</p>
            </div>
            <DueTag dueAt={dueAt} overdue={overdue} />
          </>
        )}
      >
        <p className="muted">{t("risk.hint")}</p>
        {!isOffTheTeam(live) && <OpenRisk school={school} />}
      </ListCard>
    </>
  );
}

/** With a case, that case leads to it from then on. */
export function OpenRisk({ school, caseId = "" }: { school: string; caseId?: string }) {
  const { t } = useText();
  const { risks } = useApi();
  return (
    <ActionForm
      label={t("risk.open")}
      fields={[
        { name: "person", label: t("parts.person"), hint: t("parts.personHint"), required: true, maxLength: kDescriptionLengthMax },
        { name: "concern", label: t("risk.concern"), kind: "area", required: true, maxLength: kConcernLengthMax },
      ]}
      send={({ person, concern }, { requestId, timeoutMs }) =>
        risks.openSuicideRisk(
          { requestId, school, caseId, person: { role: CasePersonRole.SUBJECT, description: person?.trim() }, concern },
          { timeoutMs },
        )
      }
      onDone={({ id }) => go(`/cases/risk/${id}`)}
    >
      {caseId && <p>{t("risk.now")}</p>}
    </ActionForm>
  );
}
